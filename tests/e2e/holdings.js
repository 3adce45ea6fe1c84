// Put into a page when a story is over: everything that the page and its origin
// hold, as text by place.
(() => {
  const bytesOf = (bytes) => new TextDecoder("latin1").decode(bytes)
    + new TextDecoder("utf-16le").decode(bytes) + new TextDecoder("utf-16le").decode(bytes.slice(1));

  async function text(value) {
    if (value instanceof CryptoKey) return value.extractable ? "EXTRACTABLE KEY" : "";
    if (value instanceof Blob) return `${value.name ?? ""} ${value.type} ${bytesOf(new Uint8Array(await value.arrayBuffer()))}`;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return bytesOf(new Uint8Array(value.buffer ?? value));
    if (value instanceof Headers || value instanceof Map) return texts([...value]);
    if (value instanceof Set || Array.isArray(value)) return texts([...value]);
    if (value && typeof value === "object") return texts(Object.entries(value));
    return String(value);
  }
  const texts = async (values) => (await Promise.all(values.map(text))).join(" ");

  const done = (request) => new Promise((ok, no) => {
    request.onsuccess = () => ok(request.result);
    request.onerror = () => no(request.error);
  });

  async function databases() {
    const found = {};
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const shelf = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(shelf.getAllKeys()), done(shelf.getAll())]);
        found[`IndexedDB ${name}/${store}`] = `${name} ${store} ${await texts([...keys, ...values])}`;
      }
      database.close();
    }
    return found;
  }

  async function cached(name) {
    const cache = await caches.open(name);
    const pairs = (await cache.keys()).map(async (request) => {
      const answer = await cache.match(request, { ignoreVary: true });
      return [request.url, request.headers, answer?.headers ?? "", answer ? await answer.blob() : ""];
    });
    return texts([name, ...(await Promise.all(pairs))]);
  }

  async function files(folder) {
    const found = [];
    for await (const [name, it] of folder.entries()) {
      found.push(name, it.kind === "file" ? await text(await it.getFile()) : await files(it));
    }
    return found.join(" ");
  }

  const drawn = (root) => [...root.querySelectorAll("*")].map((it) => `${it.value ?? ""} ${it.shadowRoot ? it.shadowRoot.innerHTML + drawn(it.shadowRoot) : ""}`).join(" ");

  window.holdings = async () => ({
    address: location.href,
    history: `${JSON.stringify(history.state)} ${(window.navigation?.entries() ?? []).map((it) => `${it.url} ${JSON.stringify(it.getState())}`).join(" ")}`,
    name: window.name,
    cookies: document.cookie,
    localStorage: JSON.stringify({ ...localStorage }),
    sessionStorage: JSON.stringify({ ...sessionStorage }),
    page: `${document.title} ${document.documentElement.outerHTML} ${drawn(document)}`,
    timings: performance.getEntries().map((it) => `${it.name} ${JSON.stringify(it.detail ?? "")}`).join(" "),
    workers: (await navigator.serviceWorker.getRegistrations()).map((it) => [it.scope, it.active, it.waiting, it.installing].map((worker) => worker?.scriptURL ?? worker).join(" ")).join(" "),
    caches: (await Promise.all((await caches.keys()).map(cached))).join(" "),
    files: await files(await navigator.storage.getDirectory()),
    ...(await databases()),
  });
})();
