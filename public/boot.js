// Starts the first request of every account while the app is still on its way:
// the browser would ask for them a second later otherwise (docs/speed.md).
// It knows no server: the app left the addresses in the database, and takes
// the answers from here. Tokens are opened as the app opens them, and stay in
// this file's closure.

const early = [];

// What was asked of this address with this token, once: the promise of the
// answer, and what ends it.
globalThis.skeinEarly = (url, token) => {
  const at = early.findIndex((it) => it.url === url && it.token === token);
  return at < 0 ? undefined : early.splice(at, 1)[0].asked;
};
// Nobody came for the rest.
setTimeout(() => early.splice(0).forEach(({ asked }) => asked[1].abort()), 20_000);

function ask(url, token) {
  const controller = new AbortController();
  const answer = fetch(url, {
    headers: { Accept: "application/json", Authorization: `Bearer ${token}` },
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
    signal: controller.signal,
  });
  answer.catch(() => {});
  early.push({ url, token, asked: [answer, controller] });
}

const result = (request) => new Promise((ok, no) => {
  request.onsuccess = () => ok(request.result);
  request.onerror = () => no(request.error);
});

async function open() {
  const opening = indexedDB.open("skein");
  // Nobody has signed in here: the database is the app's to make.
  opening.onupgradeneeded = () => opening.transaction.abort();
  const database = await result(opening);
  database.onversionchange = () => database.close();
  return database;
}

// What speaks with servers is needed as soon as the answers are there.
function preload() {
  for (const link of document.querySelectorAll("link[data-servers]")) {
    Object.assign(link, { as: "fetch", crossOrigin: "anonymous", rel: "preload" });
  }
}

async function begin() {
  const database = await open();
  const shelves = ["keys", "tokens", "starts"];
  const found = shelves.every((name) => database.objectStoreNames.contains(name));
  const read = found && database.transaction(shelves);
  const all = (name) => {
    const shelf = read.objectStore(name);
    return [result(shelf.getAllKeys()), result(shelf.getAll())];
  };
  const [key, ids, sealed, starts, urls] = found
    ? await Promise.all([result(read.objectStore("keys").get("seal")), ...all("tokens"), ...all("starts")])
    : [];
  database.close();
  if (!key || !starts.length) return;
  preload();
  await Promise.all(starts.map(async (id, at) => {
    const bytes = sealed[ids.indexOf(id)];
    if (!bytes) return;
    // As src/browser/seal.rs seals: the first twelve bytes are the vector.
    const label = new TextEncoder().encode(`tokens ${id}`);
    const how = { name: "AES-GCM", iv: bytes.slice(0, 12), additionalData: label };
    const token = await crypto.subtle.decrypt(how, key, bytes.slice(12));
    ask(urls[at], new TextDecoder().decode(token));
  }));
}

// Without a database, or with one that does not open, the app asks by itself.
begin().catch(() => {});
