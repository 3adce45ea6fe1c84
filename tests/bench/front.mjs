// The servers' front, in a process of its own: TLS, HTTP/2 and brotli before
// the sandbox, behind the link; the plain pages lie beside the app under
// /plain/. Told what to do by messages; keeps a ledger of what went out.
import { createHash, createPublicKey } from "node:crypto";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";
import { join } from "node:path";
import tls from "node:tls";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { Link } from "./link.mjs";

const { port, sandbox, dir, hosts } = JSON.parse(process.argv[2]);
const PLAIN = join(import.meta.dirname, "plain");
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8" };
const agent = new http.Agent({ keepAlive: true, maxSockets: 128 });
const files = new Map();
let ledger = [];

const compress = (body, quality) =>
  promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });

// One key, a certificate for each host, so that the browser joins no two hosts in one connection.
function certificates() {
  const key = join(dir, "key.pem");
  execFileSync("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key], { stdio: "ignore" });
  const pem = readFileSync(key);
  const contexts = new Map(hosts.map((host) => {
    const out = join(dir, `${host}.pem`);
    execFileSync("openssl", ["req", "-x509", "-new", "-key", key, "-out", out, "-days", "3", "-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`], { stdio: "ignore" });
    return [host, { key: pem, cert: readFileSync(out) }];
  }));
  const der = createPublicKey(pem).export({ type: "spki", format: "der" });
  return { contexts, spki: createHash("sha256").update(der).digest("base64") };
}

// Asks the sandbox and takes the whole answer.
function ask(request, host) {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith(":") && name !== "accept-encoding"));
  headers.host = host;
  return new Promise((ok, no) => {
    const upstream = http.request({ host: "127.0.0.1", port: sandbox, path: request.url, method: request.method, headers, agent }, (answer) => ok(answer));
    upstream.on("error", no);
    request.pipe(upstream);
  });
}

async function whole(answer) {
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const kept = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !["connection", "keep-alive", "transfer-encoding", "content-length", "upgrade"].includes(name)));

// A file of the app or a plain page, compressed as hard as can be, once.
async function file(request, host) {
  const path = request.url.split("?")[0];
  if (!files.has(path)) {
    files.set(path, (async () => {
      let [status, headers, body] = [200, {}, undefined];
      if (path.startsWith("/plain/")) {
        const name = path.slice(7);
        headers = { "content-type": TYPES[name.split(".").at(-1)], "cache-control": name.endsWith("html") ? "no-cache" : "public, max-age=31536000" };
        body = readFileSync(join(PLAIN, name));
      } else {
        const answer = await ask(request, host);
        [status, headers, body] = [answer.statusCode, kept(answer.headers), await whole(answer)];
      }
      const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 20)}"`;
      return { status, headers: { ...headers, etag, "content-encoding": "br" }, body: await compress(body, 11) };
    })());
  }
  return files.get(path);
}

async function answer(request, response) {
  const host = request.headers[":authority"] ?? request.headers.host;
  const entry = { host: host.split(":")[0], path: request.url, began: Date.now(), bytes: 0 };
  ledger.push(entry);
  const send = (status, headers, body) => {
    entry.bytes = body.length;
    response.writeHead(status, headers);
    response.end(body);
  };
  if (entry.host === hosts[0] && request.method === "GET" && !request.url.startsWith("/_sandbox/")) {
    const { status, headers, body } = await file(request, host);
    if (request.headers["if-none-match"] === headers.etag) return send(304, { etag: headers.etag }, Buffer.alloc(0));
    return send(status, headers, body);
  }
  const upstream = await ask(request, host);
  const headers = kept(upstream.headers);
  if (!/json|html/.test(headers["content-type"] ?? "")) {
    response.writeHead(upstream.statusCode, headers);
    return upstream.pipe(response);
  }
  const body = await whole(upstream);
  if (body.length < 256) return send(upstream.statusCode, headers, body);
  send(upstream.statusCode, { ...headers, "content-encoding": "br" }, await compress(body, 4));
}

// Web sockets are passed on as they are.
function upgrade(request, socket, head) {
  const upstream = net.connect(sandbox, "127.0.0.1", () => {
    const lines = [];
    for (let at = 0; at < request.rawHeaders.length; at += 2) lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    upstream.write(`GET ${request.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  for (const one of [upstream, socket]) one.on("error", () => one.destroy()).on("close", () => (one === socket ? upstream : socket).destroy());
}

const { contexts, spki } = certificates();
const secure = new Map([...contexts].map(([host, context]) => [host, tls.createSecureContext(context)]));
const server = http2.createSecureServer({
  ...contexts.get(hosts[0]),
  allowHTTP1: true,
  SNICallback: (name, done) => done(null, secure.get(name) ?? secure.get(hosts[0])),
});
server.on("request", (request, response) => {
  answer(request, response).catch(() => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
});
server.on("upgrade", upgrade);
server.on("sessionError", () => {});
server.listen(0, "127.0.0.1", () => {
  const link = new Link(port, server.address().port);
  process.on("message", ({ id, shape, cut, forget, told }) => {
    if (shape !== undefined) link.shape = shape;
    if (cut) for (const socket of link.sockets) socket.destroy();
    if (forget) ledger = [];
    process.send({ id, ledger: told ? ledger : undefined });
  });
  process.on("disconnect", () => process.exit());
  process.send({ spki });
});
