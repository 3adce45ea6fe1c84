// The reader's place, and what was read, from one visit to the next.
import { takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";

const BOTH = ["ana@one", "ana@two"];

async function readDown(reader, by = 4_000) {
  await reader.signIn(...BOTH);
  return goDown(reader, by);
}

async function goDown(reader, by = 4_000) {
  const article = await reader.scrollDown(by);
  const uri = await article.getAttribute("data-uri");
  await reader.written(article);
  return { uri, top: await reader.top(reader.card(uri)) };
}

async function expectThere(reader, { uri, top }) {
  await expect(reader.card(uri)).toBeInViewport();
  await expect.poll(async () => Math.abs((await reader.top(reader.card(uri))) - top)).toBeLessThanOrEqual(2);
}

test("a reload comes back to the post that was read, to the pixel", async ({ reader, page }) => {
  const place = await readDown(reader);
  await page.reload();
  await expectThere(reader, place);
});

test("accounts that were switched off and on again are where they were, and that is the place then", async ({ reader, page }) => {
  const place = await readDown(reader);
  for (const off of [BOTH, BOTH.slice(1), BOTH.toReversed()]) {
    for (const account of off) await reader.chip(account).click();
    if (off.length > 1) await expect(reader.articles).toHaveCount(0);
    for (const account of off) await reader.chip(account).click();
    await expectThere(reader, place);
  }
  await reader.written(reader.card(place.uri));
  await page.reload();
  await expectThere(reader, place);
});

test("who goes on reading with an account switched off stays there when it comes back", async ({ reader, page }) => {
  await readDown(reader);
  await reader.chip("ana@two").click();
  for (const by of [600, 600]) await reader.scrollDown(by);
  const article = await reader.scrollDown(600);
  const uri = await article.getAttribute("data-uri");
  const place = { uri, top: await reader.top(reader.card(uri)) };
  await reader.chip("ana@two").click();
  await expect(page.locator('[data-uri*="two.localhost"]').first()).toBeAttached();
  await expectThere(reader, place);
});

test("a reload in the midst of a scroll comes back to where it was", async ({ reader, page }) => {
  await readDown(reader);
  await page.evaluate(async () => {
    window.scrollBy(0, 900);
    // Drawn, and not yet at rest.
    await new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(ok)));
  });
  const place = await reader.place();
  await page.reload();
  await expectThere(reader, place);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 800 }, hasTouch: true });

  test("after a reload in a conversation the way back leads to the place", async ({ reader, page }) => {
    const place = await readDown(reader);
    await reader.card(place.uri).getByRole("link", { name: "Open the conversation" }).click();
    await expect(page.locator(".tree article").first()).toBeVisible();
    await page.reload();
    await expect(page.locator(".tree article").first()).toBeVisible();
    await page.getByRole("button", { name: "Back" }).click();
    await expectThere(reader, place);
  });
});

test("what was read is there before any server answers, and is not moved when they do", async ({ reader, page, sandbox }) => {
  const place = await readDown(reader);
  await sandbox.fault("latency", { ms: 1_500 });
  const since = await sandbox.mark();
  await page.reload();
  const answered = page.waitForResponse((answer) => answer.url().includes("/api/v1/timelines/home"));
  await expect(Promise.race([answered.then(() => "answered"), expectThere(reader, place).then(() => "there")])).resolves.toBe("there");
  await sandbox.clearFaults();
  await answered;
  await reader.live(since, ...BOTH);
  for (const account of BOTH) await expect(reader.chip(account)).not.toHaveAttribute("data-waiting");
  await page.evaluate(() => new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(ok))));
  expect(Math.abs((await reader.top(reader.card(place.uri))) - place.top)).toBeLessThanOrEqual(2);
});

test("with every server out of reach the last view opens, and can be read up and down", async ({ reader, page, sandbox }) => {
  const place = await readDown(reader);
  await sandbox.fault("drop", {});
  await page.reload();
  await expectThere(reader, place);
  const rows = await reader.walk();
  expect(rows.length).toBeGreaterThan(40);
  await reader.scrollTo(0);
  await expect(reader.articles.first().locator(".post__main")).toBeVisible();
});

test("one post that cannot be read loses none of those around it: without a network they are there", async ({ reader, page, sandbox }) => {
  // The first of each page that this server gives.
  await sandbox.fault("malformed_items", { server: "two", path: "/api/v1/timelines/home", n: 1 });
  await reader.signIn("ana@two");
  const read = await reader.allUris();
  expect(read).toContain("unreadable");
  const place = await goDown(reader);
  await sandbox.fault("drop", {});
  await page.reload();
  await expectThere(reader, place);
  const uris = await reader.allUris();
  expect(read.length).toBeGreaterThan(30);
  expect(read.filter((uri) => uri !== "unreadable" && !uris.includes(uri)), "rows that were read and are gone").toEqual([]);
});

test("after a day what is new waits above, the place is kept, and what was missed is filled in without moving it", async ({ reader, page, sandbox }) => {
  await takeClock(page);
  await sandbox.follow("ana@one", "mira@one");
  await reader.signIn(...BOTH);
  const [former] = await reader.uris();
  const place = await goDown(reader);
  // The app is closed for a day.
  await page.goto("about:blank");
  const start = Date.now();
  const missed = [];
  for (let n = 0; n < 60; n += 1) {
    // Two in one millisecond would have no order.
    const at = new Date(start + n).toISOString();
    missed.unshift((await sandbox.post("mira@one", `While you were away, ${n}.`, { at, known_on: ["one"] })).uri);
  }
  await page.clock.fastForward("24:00:00");
  await page.goto(sandbox.app);
  await expectThere(reader, place);
  const hours = await page.evaluate((start) => (Date.now() - start) / 3_600_000, start);
  expect(hours, "hours that have passed").toBeGreaterThan(23);
  await expect(reader.news).toContainText("40 new");
  await expectThere(reader, place);
  await reader.news.click();
  expect(await reader.allUris(42)).toEqual([...missed.slice(0, 40), "gap", former]);
  await reader.pass(41);
  const gap = reader.feed.locator(".gap");
  await gap.scrollIntoViewIfNeeded();
  await reader.unmoved(reader.card(missed[39]), async () => {
    await gap.getByRole("button", { name: "Load" }).click();
    await expect(gap).toHaveCount(0);
  });
  expect(await reader.allUris(61)).toEqual([...missed, former]);
});

test("back from a conversation, and forth and back again, the place is the same", async ({ reader, page }) => {
  const place = await readDown(reader);
  // A click by hand: Playwright's own would scroll the link to where it likes it.
  await reader.card(place.uri).getByRole("link", { name: /Open the conversation/ }).evaluate((link) => link.click());
  await expect(page.getByRole("heading", { name: "Conversation" })).toBeVisible();
  await page.goBack();
  await expectThere(reader, place);
  await page.goForward();
  await expect(page.getByRole("heading", { name: "Conversation" })).toBeVisible();
  await page.reload();
  await page.goBack();
  await expectThere(reader, place);
});

test("signed out, nothing that the account read is left", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await reader.written();
  await reader.showAccounts();
  await page.getByRole("button", { name: /^Sign out/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect(reader.field).toBeVisible();
  await expect.poll(() => reader.kept()).toEqual({ posts: 0, lanes: 0, accounts: 0, tokens: 0, starts: 0, place: "" });
});

test("every account is asked before the app itself is there, once, and its answer is what the app draws", async ({ reader, page, sandbox }) => {
  await reader.signIn(...BOTH);
  await sandbox.follow("ana@one", "mira@one");
  await reader.written();
  let late;
  await page.route("**/app-*_bg.wasm", async (route) => {
    await new Promise((ok) => (late = ok));
    await route.continue();
  });
  const { uri } = await sandbox.post("mira@one", "Asked for early.");
  const since = await sandbox.mark();
  const reload = page.reload();
  const calls = () => sandbox.calls(since, { path: "/api/v1/timelines/home" });
  await expect.poll(async () => (await calls()).map((it) => it.account).sort()).toEqual(BOTH);
  await sandbox.fault("silent_stream", {});
  late();
  await reload;
  await expect(reader.news).toBeVisible();
  await reader.release();
  await expect(reader.card(uri)).toBeVisible();
  // One more for each joins its stream.
  const newest = (await calls()).filter((it) => !it.query.includes("max_id"));
  expect(newest.length).toBeLessThanOrEqual(4);
});
