// The TLS front of the pair: https before servers that speak only http, and
// the one way out those servers have.
//
// It adds TLS and nothing else. Answers pass through header by header, so that
// what the browser sees (CORS above all) is the server's own doing.
import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { join } from "node:path";

// A throw-away certificate for these names, made by the openssl tool.
export function certificate(dir, names) {
  const key = join(dir, "key.pem");
  const cert = join(dir, "cert.pem");
  execFileSync("openssl", [
    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
    "-days", "2", "-subj", `/CN=${names[0]}`,
    "-addext", `subjectAltName=${names.map((n) => `DNS:${n}`).join(",")}`,
    "-keyout", key, "-out", cert,
  ], { stdio: ["ignore", "ignore", "pipe"] });
  const pem = readFileSync(cert);
  const spki = new X509Certificate(pem).publicKey.export({ type: "spki", format: "der" });
  return {
    key: readFileSync(key),
    cert: pem,
    certFile: cert,
    // What Chromium's --ignore-certificate-errors-spki-list wants.
    pin: createHash("sha256").update(spki).digest("base64"),
  };
}

const listen = (server) =>
  new Promise((ok, no) => {
    server.once("error", no);
    server.listen(0, "127.0.0.1", () => ok(server.address().port));
  });

// upstreams: { "a.snac.test": 8001, … }: host name → http port on 127.0.0.1.
export async function startFront({ key, cert, upstreams }) {
  const sockets = new Set();
  const track = (socket) => {
    sockets.add(socket);
    socket.on("error", () => {}); // a peer that hangs up is no failure of ours
    socket.on("close", () => sockets.delete(socket));
  };

  const tls = https.createServer({ key, cert }, (req, res) => {
    const port = upstreams[(req.headers.host ?? "").replace(/:\d+$/, "")];
    if (!port) return res.writeHead(421).end();
    const up = http.request({
      host: "127.0.0.1", port, method: req.method, path: req.url,
      headers: req.rawHeaders, // a list is sent as it is, names and order kept
      agent: false, // the server closes after each answer
    });
    up.on("response", (answer) => {
      // Node would add a date, chunks and keep-alive of its own.
      res.sendDate = false;
      res.useChunkedEncodingByDefault = false;
      res.shouldKeepAlive = false;
      res.writeHead(answer.statusCode, answer.statusMessage, answer.rawHeaders);
      answer.pipe(res);
      answer.on("error", () => res.destroy());
    });
    // Cut the connection: a made-up 502 would be an answer the server never gave.
    up.on("error", () => res.destroy());
    req.pipe(up);
  });
  tls.on("connection", track);
  tls.on("tlsClientError", () => {});
  const tlsPort = await listen(tls);

  // CONNECT proxy, for the servers: any of the known hosts leads to the TLS
  // side, everything else is refused. So no name needs an entry in /etc/hosts,
  // nobody needs port 443, and nothing leaves the machine.
  const proxy = http.createServer((req, res) => res.writeHead(403).end());
  proxy.on("connection", track);
  proxy.on("connect", (req, client, head) => {
    const [host, port] = req.url.split(":");
    if (!(host in upstreams) || port !== "443") return client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const onward = net.connect(tlsPort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    track(onward);
    onward.on("close", () => client.destroy());
    client.on("close", () => onward.destroy());
  });
  const proxyPort = await listen(proxy);

  return {
    tlsPort,
    proxyPort,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return Promise.all([tls, proxy].map((s) => new Promise((ok) => s.close(ok))));
    },
  };
}
