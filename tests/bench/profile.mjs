// A browser with a profile that lasts. At rest a profile is cold: signed in,
// but all that was kept to be faster is gone.
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { SITE } from "./stage.mjs";

const { chromium } = createRequire(new URL("../e2e/package.json", import.meta.url))("@playwright/test");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];
// What makes somebody signed in; everything else in the database may go.
const KEPT = ["keys", "accounts", "tokens", "registrations", "attempts"];
const CACHES = ["Cache", "Code Cache", "GPUCache", "DawnGraphiteCache", "DawnWebGPUCache", "Service Worker", "Network Persistent State", "Network"];

export class Profile {
  constructor(stage, name) {
    this.stage = stage;
    this.dir = join(stage.dir, `profile-${name}`);
    mkdirSync(this.dir, { recursive: true });
  }

  // Lends a browser on this profile to some work, and leaves the profile cold.
  async use(work) {
    const context = await chromium.launchPersistentContext(this.dir, {
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: [...FLAGS, `--host-resolver-rules=MAP *.${SITE} 127.0.0.1, MAP ${SITE} 127.0.0.1`, `--ignore-certificate-errors-spki-list=${this.stage.spki}`],
      viewport: { width: 412, height: 823 },
    });
    try {
      return await work(context);
    } finally {
      await this.stage.shape(null);
      await this.forget(context).catch((error) => console.error(`the profile is not cold: ${error}`));
      await context.close();
      for (const name of CACHES) rmSync(join(this.dir, "Default", name), { recursive: true, force: true });
    }
  }

  async forget(context) {
    const page = await context.newPage();
    for (const other of context.pages()) if (other !== page) await other.close();
    await page.goto(`${this.stage.app}plain/blank.html`);
    await page.evaluate(wipe, KEPT);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.clearBrowserCache");
  }

  async signIn(context, host, user) {
    const page = await context.newPage();
    await page.goto(`${this.stage.app}sign-in`);
    await page.fill("#server", host);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Go to/ }).click();
    await page.fill("[name=username]", user);
    await page.fill("[name=password]", "sandbox");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Authorize" }).click();
    await page.getByText(/^Signed in as/).waitFor();
    await page.close();
  }
}

// In the page: every store but the kept ones, every cache, every service worker.
async function wipe(kept) {
  const done = (request) => new Promise((ok, no) => Object.assign(request, { onsuccess: () => ok(request.result), onerror: () => no(request.error) }));
  for (const { name } of await indexedDB.databases()) {
    if (name !== "skein") {
      await done(indexedDB.deleteDatabase(name));
      continue;
    }
    const database = await done(indexedDB.open(name));
    const stores = [...database.objectStoreNames].filter((store) => !kept.includes(store));
    for (const store of stores) await done(database.transaction(store, "readwrite").objectStore(store).clear());
    database.close();
  }
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
  sessionStorage.clear();
}
