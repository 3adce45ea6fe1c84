// The few calls of the Mastodon API the harness makes itself, over the front.
import https from "node:https";

// One request to https://host/…, answered as { status, headers, text, json }.
// fetch() cannot be told where a host name lives, hence node:https.
export function request({ tlsPort, cert }, host, method, path, { headers = {}, body } = {}) {
  return new Promise((ok, no) => {
    const req = https.request({
      host: "127.0.0.1", port: tlsPort, servername: host, ca: cert, agent: false,
      method, path, headers: { host, ...headers },
    }, (res) => {
      const parts = [];
      res.on("data", (part) => parts.push(part));
      res.on("error", no);
      res.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        let json;
        try { json = JSON.parse(text); } catch { /* not JSON: `text` has it */ }
        ok({ status: res.statusCode, headers: res.headers, text, json });
      });
    });
    req.on("error", no);
    req.end(body);
  });
}

export const form = (fields) => ({
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

export const json = (value) => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

// fields: name → string, or { name, type, data } for a file.
export function multipart(fields) {
  const boundary = "skein-e2e-boundary";
  const parts = [];
  for (const [key, value] of Object.entries(fields)) {
    const file = typeof value === "string" ? null : value;
    parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${key}"`);
    parts.push(file ? `; filename="${file.name}"\r\nContent-Type: ${file.type}\r\n\r\n` : "\r\n\r\n");
    parts.push(file ? file.data : value, "\r\n");
  }
  parts.push(`--${boundary}--\r\n`);
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat(parts.map((p) => Buffer.from(p))),
  };
}

// Polls until fn gives something truthy; what it gave is the answer.
export async function waitFor(fn, ms = 20_000, what = fn.toString()) {
  const end = Date.now() + ms;
  for (;;) {
    const value = await fn();
    if (value) return value;
    if (Date.now() > end) throw new Error(`snac: not within ${ms} ms: ${what}`);
    await new Promise((ok) => setTimeout(ok, 150));
  }
}
