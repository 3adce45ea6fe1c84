// Where a token must never be: looked through after every story.
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";

const HOLDINGS = readFileSync(new URL("holdings.js", import.meta.url), "utf8");

// Everything that a page of the app holds, as text by place.
export async function holdings(page) {
  await page.evaluate(HOLDINGS);
  return page.evaluate(() => window.holdings());
}

// Listens to a browser context from its beginning.
export function watch(context, { foreign = () => true } = {}) {
  const heard = { urls: [], console: [], errors: [], strangers: [], sent: [] };
  context.on("console", (message) => heard.console.push(message.text()));
  context.on("weberror", (error) => heard.errors.push(String(error.error().stack ?? error.error())));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && foreign(url, request)) heard.strangers.push(request.url());
    heard.sent.push({ url, headers: request.headers(), body: request.postData() ?? "" });
  });
  const page = (page) => {
    page.on("framenavigated", (frame) => heard.urls.push(frame.url()));
    page.on("websocket", (socket) => {
      heard.urls.push(socket.url());
      socket.on("framesent", ({ payload }) => heard.sent.push({ url: new URL(socket.url()), headers: {}, body: String(payload) }));
    });
  };
  context.pages().forEach(page);
  context.on("page", page);
  return heard;
}

// A token as it is, and as it might lie around in disguise.
function disguises(token) {
  const bytes = Buffer.from(token);
  // Somewhere within a longer text in base64: without the ends, which depend on what is beside.
  const within = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").slice(shift ? 4 : 0, -4));
  const safe = within.map((it) => it.replaceAll("+", "-").replaceAll("/", "_"));
  return [token, encodeURIComponent(token), bytes.toString("hex"), [...token].reverse().join(""), ...within, ...safe];
}

// The places (text by name) that hold one of the tokens.
export const tell = (places, tokens) => Object.entries(places).flatMap(([place, text]) =>
  tokens.filter((token) => disguises(token).some((it) => text.includes(it))).map((token) => `${token.slice(0, 6)}… in ${place}`));

// Requests that carry a token where it does not belong. It may stand in one
// header, and in the body that revokes it, at its own server.
function strayed(sent, tokens, homes) {
  const isAtHome = (token, url) => !homes[token] || homes[token] === url.origin.replace(/^ws/, "http");
  return sent.flatMap(({ url, headers, body }) => {
    const { authorization = "", ...others } = headers;
    return tokens.filter((token) => {
      const rest = tell({ address: url.href, headers: JSON.stringify(others) }, [token]).length > 0;
      const bearer = authorization.includes(token) && !isAtHome(token, url);
      const posted = body.includes(token) && !(url.pathname === "/oauth/revoke" && isAtHome(token, url));
      return rest || bearer || posted;
    }).map((token) => `${token.slice(0, 6)}… to ${url.origin}${url.pathname}`);
  });
}

// Pages of the app to look into; an empty one, if the story has left none.
async function pagesOf(context, app) {
  const open = context.pages().filter((page) => page.url().startsWith(app));
  if (open.length > 0) return open;
  const page = await context.newPage();
  await page.route(`${app}empty`, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await page.goto(`${app}empty`);
  return [page];
}

// No token anywhere but in its own place, no error that nobody caught. `homes`
// says which origin gave which token.
export async function expectDiscretion(context, heard, { app, tokens, homes = {} }) {
  const places = { addresses: heard.urls.join("\n"), console: heard.console.join("\n"), errors: heard.errors.join("\n") };
  places.jar = JSON.stringify(await context.cookies());
  for (const page of await pagesOf(context, app)) {
    for (const [place, text] of Object.entries(await holdings(page))) {
      places[place] = `${places[place] ?? ""}\n${text}`;
    }
  }
  expect(tell(places, tokens), "places that hold a token in the clear").toEqual([]);
  expect(strayed(heard.sent, tokens, homes), "requests with a token where it does not belong").toEqual([]);
  const soft = Object.entries(places).filter(([, text]) => text.includes("EXTRACTABLE KEY")).map(([place]) => place);
  expect(soft, "keys that a script could read").toEqual([]);
  expect(heard.errors, "errors that nobody caught").toEqual([]);
  expect(heard.strangers, "requests to anybody else").toEqual([]);
}
