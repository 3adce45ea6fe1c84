// The sandbox fediverse as the stories use it: its process, its control API,
// and its servers asked directly, past the browser.
import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const BIN = process.env.SANDBOX_BIN ?? join(ROOT, "target/release/sandbox");
const DIST = process.env.APP_DIST ?? join(ROOT, "dist");

// Starts a sandbox that serves the app; takes the next free port from `port` on.
export async function startSandbox(port) {
  const args = ["--port", String(port), "--app", DIST, "--posts", "300", "--delay-ms", "50"];
  const child = spawn(BIN, args, { stdio: ["ignore", "pipe", "inherit"] });
  const abandon = () => child.kill("SIGKILL");
  process.once("exit", abandon);
  const lines = await new Promise((ok, no) => {
    let text = "";
    child.once("error", no);
    child.once("exit", (code) => no(new Error(`${BIN} ended with ${code}`)));
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("ready\n")) ok(text.split("\n"));
    });
  });
  const app = lines.find((line) => line.startsWith("app ")).slice(4);
  const stop = async () => {
    process.off("exit", abandon);
    child.removeAllListeners("exit");
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const late = setTimeout(abandon, 3_000);
    await ended;
    clearTimeout(late);
  };
  return { app, stop, ...control(app) };
}

// A request to the port, whichever host it is meant for. Node resolves
// *.localhost not everywhere, and fetch lets nobody set Host.
function send(app, { host = "localhost", method = "GET", path, headers = {}, body }) {
  const { port } = new URL(app);
  return new Promise((ok, no) => {
    const options = { host: "127.0.0.1", port, method, path, agent: false, headers: { host: `${host}:${port}`, ...headers } };
    const request = http.request(options, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => (text += chunk));
      answer.on("end", () => ok({ status: answer.statusCode, headers: answer.headers, text }));
    });
    request.on("error", no);
    request.end(body);
  });
}

function control(app) {
  const { port, origin } = new URL(app);
  async function ask(method, name, body) {
    const answer = await send(app, { method, path: `/_sandbox/${name}`, body: body && JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`${method} /_sandbox/${name}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text);
  }

  const self = {
    url: (server) => `http://${server}.localhost:${port}`,
    host: (server) => `${server}.localhost:${port}`,
    handle: (account) => `@${account.replace(/@(.*)/, `@$1.localhost:${port}`)}`,

    reset: (what = {}) => ask("POST", "reset", what),
    world: () => ask("GET", "world"),
    // what: { in_reply_to, visibility, known_on, at, cw, pictures, … }
    post: (as, text, what = {}) => ask("POST", "post", { as, text, ...what }),
    act: (as, deed, what = {}) => ask("POST", "act", { as, do: deed, ...what }),
    filter: (as, what) => ask("POST", "filter", { as, ...what }),
    move: (who, to) => ask("POST", "move", { who, to }),
    rename: (who, name) => ask("POST", "rename", { who, name }),
    split: (server, host) => ask("POST", "split", { server, host }),
    wall: (server, against) => ask("POST", "wall", { server, against }),
    // The time comes of all that somebody has scheduled.
    postKept: (as) => ask("POST", "later", { as }),
    follow: (as, who) => ask("POST", "act", { as, do: "follow", who }),
    fault: (kind, where = {}) => ask("POST", "fault", { kind, ...where }),
    clearFaults: () => ask("DELETE", "faults"),
    // Many more custom emoji on a server.
    emoji: (server, count) => ask("POST", "emoji", { server, count }),
    revoke: (account) => ask("POST", "revoke", { account }),
    tokens: () => ask("GET", "tokens"),
    csp: () => ask("GET", "csp"),
    reports: () => ask("GET", "reports"),
    truth: (uri) => ask("GET", `post?uri=${encodeURIComponent(uri)}`),
    requests: (since = 0) => ask("GET", `requests?since=${since}`),
    // The number of the last request so far: requests(await mark()) are those after it.
    mark: async () => (await ask("GET", "requests")).at(-1)?.n ?? 0,
    // What the app itself has sent, without preflights and the servers' own pages.
    async calls(since = 0, { server, path } = {}) {
      const fits = (it) => it.origin === origin && it.method !== "OPTIONS"
        && (!server || it.server === server) && (!path || it.path.startsWith(path));
      return (await self.requests(since)).filter(fits);
    },

    async token(account) {
      const alive = (await self.tokens()).filter((it) => it.account === account && !it.revoked);
      return alive.at(-1)?.token;
    },

    // Asks a server as an account, with the token that the app got for it.
    async api(account, path, method = "GET") {
      const authorization = `Bearer ${await self.token(account)}`;
      const server = account.split("@")[1];
      const answer = await send(app, { host: `${server}.localhost`, path, method, headers: { authorization } });
      if (answer.status >= 300) throw new Error(`${path} as ${account}: ${answer.status} ${answer.text}`);
      return JSON.parse(answer.text);
    },

    // Whether a token opens anything at its server.
    async opens(server, token) {
      const headers = { authorization: `Bearer ${token}` };
      return (await send(app, { host: `${server}.localhost`, path: "/api/v1/accounts/verify_credentials", headers })).status === 200;
    },

    // Everything in an account's home timeline, newest first, as its server tells it.
    async home(account) {
      const all = [];
      for (let page; page === undefined || page.length > 0; all.push(...page)) {
        const below = all.length ? `&max_id=${all.at(-1).id}` : "";
        page = await self.api(account, `/api/v1/timelines/home?limit=40${below}`);
      }
      return all;
    },
  };
  return self;
}
