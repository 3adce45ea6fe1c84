// What is kept in the browser, and what becomes of the app where that fails
// (F45 to F55 of the faults that are looked after).
import { pass, takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";
import { Reader } from "./reader.mjs";
import { roomFor } from "./room.mjs";

const BOTH = ["ana@one", "ana@two"];

// How many posts the database holds.
const kept = async (reader) => (await reader.kept()).posts;

// Until what was read is written down.
const written = (reader, count = 1) => expect.poll(() => kept(reader), { timeout: 10_000 }).toBeGreaterThanOrEqual(count);

// Reads on until so many rows have been passed.
async function readOn(reader, rows) {
  const last = () => reader.feed.evaluate((feed) => Number(feed.lastElementChild.getAttribute("aria-posinset")));
  await expect(async () => {
    await reader.toBottom();
    expect(await last()).toBeGreaterThan(rows);
  }).toPass({ timeout: 15_000, intervals: [50] });
}

// There is room for some: what is far from the reader makes way.
async function makesWay({ reader, page }, late) {
  await page.addInitScript(roomFor, { posts: 110, late });
  await reader.signIn(...BOTH);
  await readOn(reader, 140);
  await expect.poll(() => page.evaluate(() => window.timesFull)).toBeGreaterThan(0);
  // What is around the reader is kept all the same.
  await expect.poll(() => kept(reader)).toBeGreaterThan(10);
  await expect(reader.toasts).toHaveText("");
  // Back up, where posts may have gone from the database and from memory.
  await reader.scrollTo(0);
  await expect(reader.articles.first().locator(".post__main")).toBeVisible();
}

// There is room for none.
async function saysSo({ reader, page }, late) {
  await page.addInitScript(roomFor, { posts: 0, late });
  await reader.signIn(...BOTH);
  const before = await reader.uris();
  await expect(reader.toasts.getByText("This browser has no room left")).toHaveCount(1, { timeout: 10_000 });
  // What is on screen stays, and so does what was kept before: who reads here.
  expect(await reader.uris()).toEqual(before);
  await expect(reader.articles.first().locator(".post__main")).toBeVisible();
  expect(await reader.kept()).toMatchObject({ posts: 0, accounts: 2, tokens: 2 });
  await reader.dismissToasts();
  const often = await page.evaluate(() => window.timesFull);
  await readOn(reader, 120);
  await expect(reader.toasts).toHaveText("");
  expect(await page.evaluate(() => window.timesFull) - often, "no attempt after attempt").toBeLessThan(20);
  await page.reload();
  await expect(reader.articles.first().locator(".post__main")).toBeVisible();
  for (const account of BOTH) await expect(reader.chip(account)).toHaveCount(1);
}

test("F45: without room left old posts go, quietly, and the app goes on", ({ reader, page }) => makesWay({ reader, page }, false));

test("F45: where nothing can be kept at all, that is said once, in words, and reading goes on", ({ reader, page }) => saysSo({ reader, page }, false));

test("F45: a browser that finds only in the end that there is no room is made room in all the same", ({ reader, page }) => makesWay({ reader, page }, true));

test("F45: a browser that finds only in the end that it can keep nothing is no other", ({ reader, page }) => saysSo({ reader, page }, true));

test("a post that is kept no longer, and that its server does not give, says so and is asked for again", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one");
  await reader.written();
  for (const path of ["/api/v1/timelines/home", "/api/v1/statuses/"]) await sandbox.fault("status", { server: "one", path, status: 403 });
  await reader.withLess({ posts: undefined });
  const first = reader.articles.first();
  await expect(first).toContainText(/This post could not be loaded. one.localhost:\d+: it/);
  await expect(reader.articles.nth(2)).toContainText("This post could not be loaded.");
  await sandbox.clearFaults();
  await first.getByRole("button", { name: "Try again" }).click();
  await expect(first.locator(".post__main")).toBeVisible();
  await expect(first).not.toContainText("could not be loaded");
});

test("a post that could not be had without a network comes when that is back", async ({ reader, page, context, sandbox }) => {
  await reader.signIn("ana@one");
  await reader.written();
  const server = `${sandbox.url("one")}/**`;
  await page.route(server, (route) => route.abort());
  await reader.withLess({ posts: undefined });
  const first = reader.articles.first();
  await expect(first).toContainText("it could not be reached.");
  await page.unroute(server);
  await context.setOffline(true);
  await context.setOffline(false);
  await expect(first.locator(".post__main")).toBeVisible();
});

// In the page: opening the database fails with this error, so often.
function failsToOpen({ name, times }) {
  const open = IDBFactory.prototype.open;
  let left = times;
  IDBFactory.prototype.open = function (...given) {
    if (given.length < 2 || left <= 0) return open.apply(this, given);
    left -= 1;
    const request = {};
    setTimeout(() => {
      request.error = new DOMException("It fails.", name);
      request.onerror?.(new Event("error"));
    });
    return Object.setPrototypeOf(request, IDBOpenDBRequest.prototype) && plain(request);
  };
  // An object that takes handlers as a request does.
  function plain(request) {
    const own = { onerror: null, onsuccess: null, onblocked: null, onupgradeneeded: null, error: null };
    for (const key of Object.keys(own)) Object.defineProperty(request, key, { value: null, writable: true });
    return request;
  }
}

test("F46: a database that fails to open is tried again", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await written(reader);
  await page.addInitScript(failsToOpen, { name: "UnknownError", times: 2 });
  await page.reload();
  await expect(reader.articles.first()).toBeVisible();
});

test("F46: a database that cannot be read is no first visit: that is said, and nothing is lost", async ({ reader, page, context, sandbox }) => {
  await reader.signIn("ana@one");
  await written(reader);
  const other = new Reader(await context.newPage(), sandbox);
  await other.page.addInitScript(failsToOpen, { name: "UnknownError", times: 99 });
  await other.page.goto(sandbox.app);
  await expect(other.page.getByRole("heading", { name: "What Skein keeps here cannot be opened" })).toBeVisible();
  await expect(other.page.getByRole("alert")).toContainText("The browser cannot read it.");
  await expect(other.field).toHaveCount(0);
  await other.page.close();
  await page.reload();
  await expect(reader.articles.first()).toBeVisible();
});

test("F46: a database of a newer version says that this page is old", async ({ page, sandbox }) => {
  await page.route(`${sandbox.app}blank`, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await page.goto(`${sandbox.app}blank`);
  await page.evaluate(() => new Promise((ok) => {
    indexedDB.open("skein", 999).onsuccess = ({ target }) => ok(target.result.close());
  }));
  await page.goto(sandbox.app);
  await expect(page.getByRole("alert")).toContainText("This page is of an older Skein");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});

test("F46: a database that others hold on to is waited for, and then said to be busy", async ({ page, context, sandbox }) => {
  const blank = await context.newPage();
  await blank.route(`${sandbox.app}blank`, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await blank.goto(`${sandbox.app}blank`);
  await blank.evaluate(() => new Promise((ok) => {
    // An older version, in a tab that hears nothing.
    indexedDB.open("skein", 1).onsuccess = ({ target }) => ok((window.held = target.result));
  }));
  await page.goto(sandbox.app);
  await expect(page.getByRole("alert")).toContainText("Another tab or window holds it");
  await blank.close();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "All your fediverse accounts, one timeline" })).toBeVisible();
});

for (const [what, forbid] of [
  ["throws", () => Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("No.", "SecurityError"); } })],
  ["is not there", () => Object.defineProperty(window, "indexedDB", { value: null })],
  ["refuses to open", () => { IDBFactory.prototype.open = () => { throw new DOMException("No.", "SecurityError"); }; }],
]) {
  test(`F47: where storage ${what}, the app is there and says that nothing will be kept`, async ({ reader, page, sandbox }) => {
    await page.addInitScript(forbid);
    await page.goto(sandbox.app);
    await expect(page.locator(".banner")).toContainText("This browser keeps nothing here");
    await reader.field.fill(sandbox.host("one"));
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("button", { name: `Go to ${sandbox.host("one")}` })).toBeVisible();
    await expect(page.locator(".recovery")).toHaveCount(0);
    await page.close();
  });
}

test("F47: in a sandboxed frame, too", async ({ page, sandbox }) => {
  // A frame without an origin may load scripts only from hosts that let everybody.
  await page.route(`${sandbox.app}**`, async (route) => {
    if (new URL(route.request().url()).pathname === "/around") {
      const body = `<!doctype html><iframe sandbox="allow-scripts" src="${sandbox.app}" width="900" height="700"></iframe>`;
      return route.fulfill({ contentType: "text/html", body });
    }
    const answer = await route.fetch();
    const headers = { ...answer.headers(), "access-control-allow-origin": "*" };
    headers["content-security-policy"] = headers["content-security-policy"]?.replace(/;[^;]*frame-ancestors[^;]*/, "");
    return route.fulfill({ response: answer, headers });
  });
  await page.goto(`${sandbox.app}around`);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator(".banner")).toContainText("This browser keeps nothing here");
  await expect(frame.getByRole("heading", { name: "All your fediverse accounts, one timeline" })).toBeVisible();
  await expect(frame.locator(".recovery")).toHaveCount(0);
});

test("F48: after the first sign-in the browser is asked to keep what is kept, and never again", async ({ reader, page, sandbox }) => {
  let asked = 0;
  await page.exposeFunction("persistAsked", () => (asked += 1));
  await page.addInitScript(() => {
    StorageManager.prototype.persisted = async () => false;
    StorageManager.prototype.persist = async () => Boolean(await window.persistAsked());
  });
  await reader.open();
  expect(asked, "nobody has given anything yet").toBe(0);
  await reader.signIn("ana@one");
  await expect.poll(() => asked).toBe(1);
  await reader.signIn("ana@two");
  await page.reload();
  await expect(reader.articles.first()).toBeVisible();
  expect(asked).toBe(1);
  expect(sandbox.app).toBe(new URL("/", page.url()).href);
});

test("F49: a tab of an older version makes room for a newer one, says so, and can be read on", async ({ reader, page, context, sandbox }) => {
  await reader.signIn("ana@one");
  await written(reader);
  const newer = await context.newPage();
  await newer.route(`${sandbox.app}blank`, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await newer.goto(`${sandbox.app}blank`);
  // Would wait for ever if the old tab held on to the database.
  await newer.evaluate(() => new Promise((ok) => {
    indexedDB.open("skein", 999).onsuccess = ({ target }) => ok(target.result.close());
  }));
  await expect(page.locator(".banner")).toContainText("load it anew");
  await reader.scrollDown(3_000);
  await expect(reader.articles.first()).toBeVisible();
  await page.waitForTimeout(2_000);
  await expect(reader.toasts).toHaveText("");
  await page.locator(".banner").getByRole("button", { name: "Load the page anew" }).click();
  await expect(page.getByRole("alert")).toContainText("This page is of an older Skein");
});

for (const [what, files] of [
  ["the app", /\/app-[0-9a-f]+_bg\.wasm$/],
  ["its loader", /\/start-[0-9a-f]+\.js$/],
  ["everything", /\/(app|start|boot|parts|styles)-[0-9a-f]+(_bg)?\.(js|wasm|css)$/],
]) {
  test(`F51: when ${what} is no longer there, the page is loaded anew once, then says so`, async ({ page, sandbox, discretion }) => {
    let pages = 0;
    page.on("request", (request) => (pages += request.isNavigationRequest() ? 1 : 0));
    await page.route(files, (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "no such file" }));
    await page.goto(sandbox.app, { waitUntil: "commit" });
    await expect(page.locator(".rescue")).toContainText("Parts of Skein could not be loaded");
    expect(pages).toBe(2);
    await page.unroute(files);
    await page.getByRole("button", { name: "Load the page anew" }).click();
    await expect(page.getByRole("heading", { name: "All your fediverse accounts, one timeline" })).toBeVisible();
    await expect(page.locator(".rescue")).toHaveCount(0);
    // That it could not be fetched is no surprise here.
    const others = discretion.errors.filter((it) => !it.includes("failed to fetch Wasm: 404"));
    discretion.errors.splice(0, Infinity, ...others);
  });
}

test("F51: an app that is there after all when the page is loaded anew needs no words", async ({ page, sandbox }) => {
  const files = /\/app-[0-9a-f]+\.js$/;
  await page.route(files, (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "no such file" }), { times: 1 });
  await page.goto(sandbox.app, { waitUntil: "commit" });
  await expect(page.getByRole("heading", { name: "All your fediverse accounts, one timeline" })).toBeVisible();
  await expect(page.locator(".rescue")).toHaveCount(0);
});

test("F51: a part that is no longer there says so, and comes when the page is loaded anew", async ({ reader, page }) => {
  const files = /split-talk/;
  await page.route(files, (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "no such file" }));
  await reader.signIn("ana@one");
  await reader.articles.first().getByRole("link", { name: /Open the conversation/ }).click();
  const pane = page.locator(".pane");
  await expect(pane.getByRole("alert")).toContainText("A part of Skein could not be loaded");
  await page.unroute(files);
  await pane.getByRole("button", { name: "Load the page anew" }).click();
  await expect(pane.getByRole("heading", { name: "Conversation" })).toBeVisible();
});

test.describe("a panic", () => {
  test("F52: shows a plain page, and all is there when one starts again", async ({ reader, page, discretion }) => {
    await page.addInitScript(() => {
      // Comes back into the list while it is being measured, which no browser does.
      let measuring = false;
      window.ResizeObserver = class extends ResizeObserver {
        constructor(callback) {
          super((...given) => {
            measuring = true;
            callback(...given);
            measuring = false;
          });
        }
      };
      const measure = Element.prototype.getBoundingClientRect;
      Element.prototype.getBoundingClientRect = function () {
        if (window.breakNow && measuring) {
          window.breakNow = false;
          window.dispatchEvent(new Event("scroll"));
        }
        return measure.call(this);
      };
    });
    await reader.signIn("ana@one");
    const broken = page.waitForEvent("pageerror");
    await page.evaluate(() => { window.breakNow = true; });
    await page.setViewportSize({ width: 900, height: 900 });
    await broken;
    await expect(page.getByRole("alert")).toContainText("Something in Skein broke. Your accounts are safe.");
    await page.getByRole("link", { name: "Start again" }).click();
    await expect(reader.articles.first()).toBeVisible();
    await expect(page.locator(".recovery")).toHaveCount(0);
    await expect(reader.chip("ana@one")).toHaveCount(1);
    // That it broke was the point: the browser says so, and nothing of what somebody wrote.
    expect(discretion.errors.length).toBeGreaterThan(0);
    for (const error of discretion.errors) expect(error).toMatch(/^RuntimeError: unreachable|^Error: closure invoked recursively/);
    discretion.errors.length = 0;
  });
});

test("F53: a device that believes to be offline and is not is served all the same", async ({ reader, page, sandbox }) => {
  await sandbox.follow("ana@one", "mira@one");
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "onLine", { get: () => false }));
  await reader.signIn("ana@one");
  await expect(page.locator(".banner")).toHaveCount(0);
  await page.reload();
  await expect(reader.articles.first()).toBeVisible();
  await reader.live(0, "ana@one");
  await sandbox.post("mira@one", "It came all the same.");
  await expect(reader.news).toContainText("1 new");
  await expect(page.locator(".banner")).toHaveCount(0);
});

test("F54: a network that comes and goes every two seconds makes no storm of requests", async ({ reader, page, context, sandbox }) => {
  await takeClock(page);
  await sandbox.follow("ana@one", "mira@one");
  await reader.signIn(...BOTH);
  await reader.live(0, ...BOTH);
  const since = await sandbox.mark();
  test.setTimeout(60_000);
  const turns = 15;
  for (let turn = 0; turn < turns; turn += 1) {
    await context.setOffline(turn % 2 === 0);
    await page.clock.runFor(2_000);
    await page.evaluate(() => scheduler.postTask(() => {}));
  }
  await context.setOffline(false);
  const seconds = turns * 2;
  const calls = await sandbox.calls(since);
  for (const account of BOTH) {
    const mine = calls.filter((it) => it.account === account && it.path === "/api/v1/timelines/home");
    expect(mine.length, `pages of ${account}`).toBeLessThanOrEqual(seconds / 5 + 1);
  }
  expect(calls.length).toBeLessThanOrEqual(4 * (seconds / 5 + 1));
  // What came meanwhile is found, be it by stream or by asking.
  await sandbox.post("mira@one", "While it came and went.");
  await pass(page, 70);
  await expect(reader.news).toContainText("1 new");
  await expect(reader.notices).toHaveText("");
});

for (const [how, by] of [["slow", -86_400_000], ["fast", 86_400_000]]) {
  test(`F55: a clock that is a day ${how} changes no order, and shows no time to come`, async ({ reader, page, sandbox }) => {
    await sandbox.follow("ana@one", "mira@one");
    await page.addInitScript((by) => {
      const { now } = Date;
      const Real = Date;
      window.Date = class extends Real {
        constructor(...given) {
          super(...(given.length ? given : [now() + by]));
        }
        static now() {
          return now() + by;
        }
      };
    }, by);
    await reader.signIn("ana@one");
    await reader.live(0, "ana@one");
    const served = (await sandbox.home("ana@one")).map((it) => (it.reblog ?? it).uri);
    const shown = (await reader.allUris(30)).filter((uri) => uri.startsWith("http"));
    const expected = [...new Set(served)].filter((uri) => shown.includes(uri));
    expect(shown).toEqual(expected.slice(0, shown.length));
    const said = await page.locator("time").allTextContents();
    expect(said.length).toBeGreaterThan(5);
    expect(said.filter((it) => it.includes("-") || it.includes("−") || /\bin\b/.test(it))).toEqual([]);
    const { uri } = await sandbox.post("mira@one", "By a wrong clock.");
    await reader.news.click();
    await expect(reader.card(uri)).toBeInViewport();
    await reader.action(reader.card(uri), "Like").click();
    await expect.poll(async () => JSON.stringify(await sandbox.truth(uri))).toContain("ana");
  });
}
