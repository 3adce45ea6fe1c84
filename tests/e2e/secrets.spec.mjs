// The look through everything itself: it must find what is put before it.
import { expect, test } from "./fixtures.mjs";
import { holdings, tell } from "./secrets.mjs";

const TOKEN = "pl4nted-T0ken_wh1ch+nobody/gave=and5o0n";

// Runs in the page: puts a text wherever an app could.
async function plant(token) {
  const done = (request) => new Promise((ok) => (request.onsuccess = () => ok(request.result)));
  history.replaceState({ token }, "", location.href);
  window.name = token;
  document.cookie = `a=${encodeURIComponent(token)}`;
  localStorage.a = token;
  sessionStorage.a = btoa(`some ${token} more`);
  document.body.append(Object.assign(document.createElement("input"), { value: token }));
  performance.mark(token);
  const cache = await caches.open("planted");
  await cache.put("/planted", new Response(`a${token}b`));
  const file = await (await navigator.storage.getDirectory()).getFileHandle("planted", { create: true });
  const stream = await file.createWritable();
  await stream.write(`a${token}b`);
  await stream.close();
  const opening = indexedDB.open("planted", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("shelf");
  const database = await done(opening);
  const wide = Uint16Array.from(` ${token}`, (c) => c.charCodeAt(0));
  const values = { text: token, deep: { list: [new Map([["k", token]])] }, bytes: new TextEncoder().encode(token), wide, blob: new Blob([token]) };
  for (const [key, value] of Object.entries(values)) {
    const shelf = database.transaction("shelf", "readwrite").objectStore("shelf");
    await done(shelf.put(value, key));
  }
  database.close();
  return Object.keys(values);
}

test("a token would be found wherever a page may keep something", async ({ reader, page }) => {
  await reader.open();
  expect(tell(await holdings(page), [TOKEN])).toEqual([]);
  await page.evaluate(plant, TOKEN);
  const found = tell(await holdings(page), [TOKEN]).map((it) => it.split(" in ")[1]);
  const places = ["history", "name", "cookies", "localStorage", "sessionStorage", "page", "timings", "caches", "files", "IndexedDB planted/shelf"];
  expect(found.sort()).toEqual(places.sort());
});

test("a token would be found in every shape in which a database may keep it", async ({ reader, page }) => {
  await reader.open();
  const kinds = await page.evaluate(plant, TOKEN);
  for (const kind of kinds) {
    await page.evaluate(async (kind) => {
      const done = (request) => new Promise((ok) => (request.onsuccess = () => ok(request.result)));
      const database = await done(indexedDB.open("planted"));
      const shelf = () => database.transaction("shelf", "readwrite").objectStore("shelf");
      const value = await done(shelf().get(kind));
      await done(shelf().clear());
      await done(shelf().put(value, kind));
      database.close();
    }, kind);
    const found = tell(await holdings(page), [TOKEN]);
    expect(found.some((it) => it.endsWith("planted/shelf")), kind).toBe(true);
    await page.evaluate(plant, TOKEN);
  }
});
