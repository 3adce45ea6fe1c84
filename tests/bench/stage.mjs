// The stage that everything plays on: a sandbox with a large world, the front
// and the link before it, and its control API.
import { fork, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const SERVERS = ["one", "two", "three"];
// Not localhost: to that the app speaks http.
export const SITE = "skein.test";

async function freePort() {
  const server = net.createServer();
  await new Promise((ok) => server.listen(0, "127.0.0.1", ok));
  const { port } = server.address();
  await new Promise((ok) => server.close(ok));
  return port;
}

export async function setStage({ posts, servers = SERVERS }) {
  const dir = mkdtempSync(join(tmpdir(), "skein-bench-"));
  const [inside, port] = [await freePort(), await freePort()];
  const words = ["--port", inside, "--exact-port", "--https", `${SITE}:${port}`, "--posts", posts, "--delay-ms", 50, "--servers", servers];
  const app = process.env.APP_DIST ?? join(ROOT, "dist");
  const sandbox = spawn(process.env.SANDBOX_BIN ?? join(ROOT, "target/release/sandbox"), [...words, "--app", app].map(String), { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ok, no) => {
    let text = "";
    sandbox.once("error", no).once("exit", (code) => no(new Error(`the sandbox ended with ${code}`)));
    sandbox.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("ready\n")) ok();
    });
  });
  sandbox.removeAllListeners("exit");
  const hosts = [SITE, ...servers.map((name) => `${name}.${SITE}`)];
  const front = fork(join(import.meta.dirname, "front.mjs"), [JSON.stringify({ port, sandbox: inside, dir, hosts })]);
  const { spki } = await new Promise((ok) => front.once("message", ok));

  let asked = 0;
  const tell = (message) => new Promise((ok) => {
    const id = (asked += 1);
    const hear = (reply) => {
      if (reply.id !== id) return;
      front.off("message", hear);
      ok(reply);
    };
    front.on("message", hear);
    front.send({ id, ...message });
  });

  async function control(method, name, body) {
    const text = await send(inside, { host: SITE, method, path: `/_sandbox/${name}`, body: body && JSON.stringify(body) });
    return JSON.parse(text);
  }

  return {
    dir, port, spki,
    app: `https://${SITE}:${port}/`,
    plain: (what, ...words) => `https://${SITE}:${port}/plain/index.html#${encodeURIComponent([what, ...words].join(" "))}`,
    url: (server) => `https://${server}.${SITE}:${port}`,
    host: (server) => `${server}.${SITE}:${port}`,
    shape: (shape) => tell({ shape }),
    forget: () => tell({ forget: true }),
    ledger: async () => (await tell({ told: true })).ledger,
    people: () => control("GET", "people"),
    post: (as, text, what = {}) => control("POST", "post", { as, text, ...what }),
    emoji: (server, count) => control("POST", "emoji", { server, count }),
    follow: (as, who) => control("POST", "act", { as, do: "follow", who }),
    async token(account) {
      const tokens = await control("GET", "tokens");
      return tokens.filter((it) => it.account === account && !it.revoked).at(-1)?.token;
    },
    // Asks a server past front and browser.
    get: async (server, token, path) => JSON.parse(await send(inside, { host: `${server}.${SITE}:${port}`, path, headers: { authorization: `Bearer ${token}` } })),
    strike() {
      front.disconnect();
      sandbox.kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

function send(port, { host, method = "GET", path, headers = {}, body }) {
  return new Promise((ok, no) => {
    const request = http.request({ host: "127.0.0.1", port, method, path, agent, headers: { host, ...headers } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => (text += chunk));
      answer.on("end", () => (answer.statusCode < 300 ? ok(text) : no(new Error(`${method} ${path}: ${answer.statusCode} ${text}`))));
    });
    request.on("error", no);
    request.end(body);
  });
}
