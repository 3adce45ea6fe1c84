// Two real snac servers that federate with each other on this machine, each
// behind https, with a person and some posts on both.
//
//   const pair = await startPair({ bin, dir });   // bin: what get.sh printed
//
// Host names are real-looking names without a port (a.snac.test, b.snac.test):
// snac's mentions know no `:port`. They need neither /etc/hosts nor port 443:
// the servers reach each other through the front's proxy, Chromium through
// `pair.chromiumArgs`, this file through `client.mjs`.
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { form, json, multipart, request, waitFor } from "./client.mjs";
import { certificate, startFront } from "./front.mjs";
import { picture } from "./picture.mjs";
import { CA_FILE, trustingLibcurl } from "./trust.mjs";

const PEOPLE = [
  { user: "ana", host: "a.snac.test" },
  { user: "ben", host: "b.snac.test" },
];

// The path of the binary, by way of get.sh: { bin } or { reason } to skip.
export function findSnac(cache) {
  const script = join(dirname(fileURLToPath(import.meta.url)), "get.sh");
  const run = spawnSync("sh", [script, ...(cache ? [cache] : [])], { encoding: "utf8" });
  if (run.status === 0) return { bin: run.stdout.trim() };
  return { reason: run.stderr.trim() || `get.sh ended with ${run.status}` };
}

// A port nobody uses now. snac cannot be asked to choose one itself.
const freePort = () =>
  new Promise((ok, no) => {
    const probe = net.createServer().once("error", no);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => ok(port));
    });
  });

function run(bin, args, input, env) {
  const done = spawnSync(bin, args, { input, env, encoding: "utf8" });
  if (done.status !== 0) {
    throw new Error(`snac ${args.join(" ")}: ${done.error?.message ?? `${done.status}: ${done.stdout}${done.stderr}`}`);
  }
  return done.stdout;
}

export async function startPair({ bin, dir } = {}) {
  bin = resolve(bin ?? (() => {
    const found = findSnac();
    if (!found.bin) throw new Error(found.reason);
    return found.bin;
  })());
  const ours = !dir;
  dir = ours ? mkdtempSync(join(tmpdir(), "skein-snac-")) : resolve(dir);
  mkdirSync(dir, { recursive: true });

  const children = [];
  let front;
  // A run that ends without stop() leaves no server behind.
  const abandon = () => children.forEach((child) => child.kill("SIGKILL"));
  process.once("exit", abandon);
  const stop = async () => {
    process.off("exit", abandon);
    await Promise.all(children.map(endChild));
    await front?.stop();
    if (ours) rmSync(dir, { recursive: true, force: true });
  };

  try {
    const tls = certificate(dir, PEOPLE.map((p) => p.host));
    const upstreams = {};
    for (const { host } of PEOPLE) upstreams[host] = await freePort();
    front = await startFront({ ...tls, upstreams });

    // Libraries get.sh may have brought along lie in lib/ beside bin/.
    const base = { ...process.env, LD_LIBRARY_PATH: join(dirname(dirname(bin)), "lib") };
    const trusting = trustingLibcurl(bin, base, dir);
    const proxy = `http://127.0.0.1:${front.proxyPort}`;
    const env = {
      ...base,
      LD_LIBRARY_PATH: [trusting, base.LD_LIBRARY_PATH].join(delimiter),
      https_proxy: proxy, http_proxy: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy, all_proxy: proxy,
      no_proxy: "", NO_PROXY: "",
    };

    const servers = [];
    for (const { user, host } of PEOPLE) {
      const home = join(dir, user);
      rmSync(home, { recursive: true, force: true }); // snac init wants to make it
      // Asked in turn: address, port, host name, URL prefix, admin's address.
      run(bin, ["init", home], `127.0.0.1\n${upstreams[host]}\n${host}\n\n\n`, env);
      const password = /password is (\S+)/.exec(run(bin, ["adduser", home, user], "", env))?.[1];
      if (!password) throw new Error("snac adduser told no password");
      // Failed deliveries are tried again after this many minutes; 2 is for the real net.
      const settings = join(home, "server.json");
      const config = JSON.parse(readFileSync(settings, "utf8"));
      writeFileSync(settings, JSON.stringify({ ...config, queue_retry_minutes: 0, title: `Snac of ${user}` }));
      copyFileSync(tls.certFile, join(home, CA_FILE));

      const log = openSync(join(dir, `${user}.log`), "w");
      const child = spawn(bin, ["httpd", home], { cwd: home, env, stdio: ["ignore", log, log] });
      closeSync(log);
      children.push(child);
      servers.push({ name: host[0], host, url: `https://${host}`, user, password, actor: `https://${host}/${user}`, acct: `${user}@${host}` });
    }
    const logs = () => servers.map(({ user }) => readFileSync(join(dir, `${user}.log`), "utf8"));
    const pair = { ...driver(servers, front, tls, stop), logs };
    for (const [i, child] of children.entries()) {
      await waitFor(async () => {
        if (child.exitCode !== null) throw new Error(`snac ended with ${child.exitCode}: ${readFileSync(join(dir, `${servers[i].user}.log`), "utf8")}`);
        return (await pair.request(i, "GET", "/api/v1/instance").catch(() => null))?.status === 200;
      }, 10_000, `${servers[i].host} answers`);
    }
    for (const i of servers.keys()) await pair.signIn(i);
    await seed(pair);
    return pair;
  } catch (error) {
    await stop();
    throw error;
  }
}

// SIGTERM lets snac write what it has (some 3 s); after 5 s it is killed.
function endChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  return new Promise((ok) => {
    const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.once("exit", () => { clearTimeout(late); ok(); });
    child.kill("SIGTERM");
  });
}

// What tests do with the pair. Servers are named by index, 0 (ana) or 1 (ben),
// or by the object out of `servers`.
function driver(servers, front, tls, stop) {
  const of = (server) => (typeof server === "number" ? servers[server] : server);
  const at = { tlsPort: front.tlsPort, cert: tls.cert };
  const raw = (server, method, path, options) => request(at, of(server).host, method, path, options);

  // Body: an object goes as JSON, the result of form()/multipart() as it is.
  async function api(server, method, path, body) {
    const sent = body === undefined ? {} : body.body !== undefined && body.headers ? body : json(body);
    const answer = await raw(server, method, path, {
      body: sent.body,
      headers: { ...sent.headers, authorization: `Bearer ${of(server).token}` },
    });
    if (answer.status >= 300) throw new Error(`${method} ${of(server).url}${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return answer.json;
  }

  // How i's server knows j: an account entity.
  async function find(i, j) {
    const q = encodeURIComponent(of(j).acct);
    const { accounts } = await api(i, "GET", `/api/v2/search?q=${q}&resolve=true&type=accounts`);
    if (!accounts[0]) throw new Error(`${of(i).host} finds no ${of(j).acct}`);
    return accounts[0];
  }

  const hostRules = servers.map((s) => `MAP ${s.host}:443 127.0.0.1:${front.tlsPort}`);
  return {
    servers,
    api,
    find,
    stop,
    waitFor,
    request: raw,
    ports: { tls: front.tlsPort, proxy: front.proxyPort },
    hostRules, // for a caller with rules of its own: Chromium heeds one such switch only
    chromiumArgs: [
      `--host-resolver-rules=${hostRules.join(", ")}`,
      // Trusts this one key and no other; no ignoreHTTPSErrors needed.
      `--ignore-certificate-errors-spki-list=${tls.pin}`,
    ],

    async signIn(server) {
      const { user, password } = of(server);
      const answer = await raw(server, "POST", "/oauth/x-snac-get-token", form({ login: user, passwd: password }));
      if (!/^[0-9a-f]{32}$/.test(answer.text.trim())) throw new Error(`x-snac-get-token: ${answer.status} ${answer.text.slice(0, 200)}`);
      of(server).token = answer.text.trim();
      return of(server).token;
    },

    // options: { replyTo: id, media: [ids], visibility, cw }
    post: (server, text, { replyTo, media, visibility = "public", cw } = {}) =>
      api(server, "POST", "/api/v1/statuses", {
        status: text,
        visibility,
        ...(replyTo && { in_reply_to_id: replyTo }),
        ...(media && { media_ids: media }),
        ...(cw && { spoiler_text: cw, sensitive: true }),
      }),

    // snac names an upload after its file name: the same name twice would
    // replace the first picture, hence a fresh one each time.
    upload: (server, data, description) =>
      api(server, "POST", "/api/v2/media", multipart({ description, file: { name: `${randomUUID()}.png`, type: "image/png", data } })),

    home: (server) => api(server, "GET", "/api/v1/timelines/home?limit=40"),

    // i follows j, and j has accepted when this returns.
    async follow(i, j) {
      const { id } = await find(i, j);
      await api(i, "POST", `/api/v1/accounts/${id}/follow`);
      // i's own word is no proof (snac says `following` at once): j is asked.
      const me = (await find(j, i)).id;
      await waitFor(async () => (await api(j, "GET", `/api/v1/accounts/relationships?id[]=${me}`))[0]?.followed_by,
        20_000, `${of(j).acct} has ${of(i).acct} as follower`);
      return id;
    },
  };
}

// Each follows the other; each has a picture, a mention of the other and a
// reply, and both homes hold all of it.
async function seed(pair) {
  const { post, upload, home, servers } = pair;
  await Promise.all([pair.follow(0, 1), pair.follow(1, 0)]);

  const media = await Promise.all([
    upload(0, picture([250, 190, 60]), "A yellow evening sky over a dark hill"),
    upload(1, picture([70, 160, 240]), "A blue lake, seen from its shore"),
  ]);
  await post(0, "Evening above the hill.", { media: [media[0].id] });
  await post(1, "Morning at the lake.", { media: [media[1].id] });
  await post(0, `@${servers[1].acct} have you been to the library lately?`);
  await post(1, `@${servers[0].acct} the first frost is here.`);

  const holds = (i, words) => waitFor(
    async () => (await home(i)).find((status) => status.content.includes(words)), 30_000, `“${words}” in the home of ${servers[i].user}`);
  const [frost, library] = await Promise.all([holds(0, "first frost"), holds(1, "library lately")]);
  await post(0, `@${servers[1].acct} and the pond is still open.`, { replyTo: frost.id });
  await post(1, `@${servers[0].acct} yes, on Tuesday.`, { replyTo: library.id });
  await Promise.all(["Evening above", "Morning at", "still open", "on Tuesday"]
    .flatMap((words) => [holds(0, words), holds(1, words)]));
}
