// Where a token must never be: looked through after every story.
import { expect } from "@playwright/test";

// Everything that a page of the app holds, as text by place.
export async function holdings(page) {
  return page.evaluate(async () => {
    const text = (value) => {
      if (value instanceof CryptoKey) return value.extractable ? "EXTRACTABLE KEY" : "";
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
        const bytes = new Uint8Array(value.buffer ?? value);
        return new TextDecoder("latin1").decode(bytes) + new TextDecoder("utf-16le").decode(bytes);
      }
      if (value && typeof value === "object") return Object.entries(value).map(([k, v]) => `${k} ${text(v)}`).join(" ");
      return String(value);
    };
    const done = (request) => new Promise((ok, no) => {
      request.onsuccess = () => ok(request.result);
      request.onerror = () => no(request.error);
    });
    const found = {
      address: location.href,
      history: JSON.stringify(history.state),
      name: window.name,
      cookies: document.cookie,
      localStorage: JSON.stringify({ ...localStorage }),
      sessionStorage: JSON.stringify({ ...sessionStorage }),
      page: document.documentElement.outerHTML,
      caches: text(await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((it) => it.url)))),
    };
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const shelf = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(shelf.getAllKeys()), done(shelf.getAll())]);
        found[`IndexedDB ${name}/${store}`] = [...keys, ...values].map(text).join("\n");
      }
      database.close();
    }
    return found;
  });
}

// Listens to a browser context from its beginning.
export function watch(context, { foreign = () => true } = {}) {
  const heard = { urls: [], console: [], errors: [], strangers: [] };
  context.on("console", (message) => heard.console.push(message.text()));
  context.on("weberror", (error) => heard.errors.push(String(error.error().stack ?? error.error())));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && foreign(url)) heard.strangers.push(request.url());
  });
  const page = (page) => page.on("framenavigated", (frame) => heard.urls.push(frame.url()));
  context.pages().forEach(page);
  context.on("page", page);
  return heard;
}

// No token anywhere but in its own place, no error that nobody caught.
export async function expectDiscretion(context, heard, { app, tokens }) {
  const places = { addresses: heard.urls.join("\n"), console: heard.console.join("\n") };
  for (const page of context.pages().filter((page) => page.url().startsWith(app))) {
    for (const [place, text] of Object.entries(await holdings(page))) {
      places[place] = `${places[place] ?? ""}\n${text}`;
    }
  }
  const told = Object.entries(places).flatMap(([place, text]) =>
    tokens.filter((token) => text.includes(token)).map((token) => `${token.slice(0, 6)}… in ${place}`));
  expect(told, "places that hold a token in the clear").toEqual([]);
  const soft = Object.entries(places).filter(([, text]) => text.includes("EXTRACTABLE KEY")).map(([place]) => place);
  expect(soft, "keys that a script could read").toEqual([]);
  expect(heard.errors, "errors that nobody caught").toEqual([]);
  expect(heard.console.filter((text) => text.includes("panicked")), "panics").toEqual([]);
  expect(heard.strangers, "requests to anybody else").toEqual([]);
}
