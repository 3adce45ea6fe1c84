// Two tabs that read the same timeline, each at a place of its own.
import { expect, test } from "./fixtures.mjs";
import { Reader } from "./reader.mjs";

// Enough to be far below what the first tab has loaded.
test.use({ posts: 700 });

// In the second tab one has read further down than in the first. It sleeps then,
// as browsers let tabs that nobody sees, and hears of nothing, while news come in
// to the first and are written down there.
async function given({ reader, sandbox, context, page }) {
  await sandbox.follow("ana@one", "mira@one");
  await reader.signIn("ana@one");
  await reader.live(0, "ana@one");
  const pages = (await sandbox.calls(0, { path: "/api/v1/timelines/home" })).length;
  const other = new Reader(await context.newPage(), sandbox);
  let asleep = false;
  await other.page.routeWebSocket(/\/api\/v1\/streaming/, (socket) => {
    socket.connectToServer().onMessage((message) => asleep || socket.send(message));
  });
  await other.open();
  await expect(async () => {
    await other.toBottom();
    expect((await other.rows()).at(-1).place).toBeGreaterThan(180);
  }).toPass({ timeout: 15_000, intervals: [50] });
  const article = await other.scrollDown(-1_500);
  const uri = await article.getAttribute("data-uri");
  await other.written(other.card(uri));
  const top = await other.top(other.card(uri));
  const before = await other.rows();
  expect(before.find((row) => row.uri === uri).place, "the second tab is further down").toBeGreaterThan(40 * pages);
  asleep = true;
  await page.bringToFront();
  const { posts } = await reader.kept();
  for (let n = 0; n < 3; n += 1) await sandbox.post("mira@one", `While the other slept, ${n}.`, { known_on: ["one"] });
  await expect(reader.news).toContainText("3 new");
  await expect(async () => {
    await reader.written();
    expect((await reader.kept()).posts).toBe(posts + 3);
  }).toPass({ timeout: 10_000 });
  await other.page.bringToFront();
  return { other, uri, top, rows: before.map((row) => row.uri) };
}

// The tab shows again what it showed.
async function expectThere({ other, uri, top, rows }) {
  await expect(other.card(uri)).toBeInViewport();
  await expect.poll(async () => Math.abs((await other.top(other.card(uri))) - top)).toBeLessThanOrEqual(2);
  const from = rows.indexOf(uri);
  const seen = rows.slice(from, from + 4);
  const now = await other.uris();
  expect(now.slice(now.indexOf(uri)).slice(0, seen.length)).toEqual(seen);
  for (const it of seen) await expect(other.card(it).locator(".post__main")).toHaveCount(1);
}

test("a tab that is loaded anew is where one read in it, whatever came in to another meanwhile", async ({ reader, sandbox, context, page }) => {
  const tab = await given({ reader, sandbox, context, page });
  await tab.other.page.reload();
  await expectThere(tab);
});

test("what was read in one tab is kept, whatever came in to another: with no server in reach it is there", async ({ reader, sandbox, context, page }) => {
  const tab = await given({ reader, sandbox, context, page });
  await sandbox.fault("drop", {});
  await tab.other.page.reload();
  await expectThere(tab);
  const { length } = await tab.other.walk();
  expect(length).toBeGreaterThan(80);
});
