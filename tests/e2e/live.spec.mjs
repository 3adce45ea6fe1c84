import { pass, takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";

async function post(sandbox, as, count, words = "News") {
  const uris = [];
  const start = Date.now();
  // Two in one millisecond would have no order.
  const at = (n) => new Date(start + n).toISOString();
  for (let n = 1; n <= count; n += 1) uris.push((await sandbox.post(as, `${words} ${n}.`, { at: at(n) })).uri);
  return uris;
}

const pageCalls = async (sandbox, since) => (await sandbox.calls(since, { server: "one", path: "/api/v1/timelines/home" })).length;

test.beforeEach(async ({ sandbox }) => {
  await sandbox.follow("ana@one", "mira@one");
});

test("new posts wait behind a button and do not move the reader", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await reader.live(0, "ana@one");
  const article = await reader.scrollDown();
  let uris;
  await reader.unmoved(article, async () => {
    uris = await post(sandbox, "mira@one", 3);
    await expect(reader.news).toContainText("3 new");
    await expect(reader.card(uris[0])).toHaveCount(0);
  });
  await reader.news.click();
  await expect(reader.news).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
  expect((await reader.uris()).slice(0, 3)).toEqual(uris.reverse());
});

test("a reader at the top is not moved either, and is told in words", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await reader.live(0, "ana@one");
  const first = reader.articles.first();
  const uri = await first.getAttribute("data-uri");
  await reader.unmoved(reader.card(uri), async () => {
    await post(sandbox, "mira@one", 1);
    await expect(reader.news).toContainText("1 new post");
  }, 0);
  await expect(page.locator("[aria-live=polite]").filter({ hasText: "1 new post" })).toHaveCount(1);
});

test("a post that comes by stream, by page and through two accounts is one card", async ({ reader, sandbox, page }) => {
  await takeClock(page);
  await sandbox.follow("ana@two", "mira@one");
  await reader.signIn("ana@one", "ana@two");
  await reader.live(0, "ana@one", "ana@two");
  const [uri] = await post(sandbox, "mira@one", 1);
  await expect(reader.news).toContainText("1 new");
  const since = await sandbox.mark();
  await pass(page, 100);
  await expect.poll(() => pageCalls(sandbox, since)).toBeGreaterThan(0);
  await reader.news.click();
  await expect(reader.card(uri)).toHaveCount(1);
  await expect(reader.card(uri).locator(".strand[data-through]")).toHaveCount(2);
  const uris = await reader.uris();
  expect(new Set(uris).size).toBe(uris.length);
});

test("where the stream is closed, news are asked for every minute", async ({ reader, sandbox, page }) => {
  await takeClock(page);
  await sandbox.fault("close_stream", { server: "one" });
  await reader.signIn("ana@one");
  await post(sandbox, "mira@one", 2);
  const since = await sandbox.mark();
  await pass(page, 70);
  await expect(reader.news).toContainText("2 new");
  expect(await pageCalls(sandbox, since)).toBeLessThanOrEqual(8);
  await sandbox.clearFaults();
  await pass(page, 60);
  const streamed = async () => (await sandbox.requests(since)).some((it) => it.path === "/api/v1/streaming" && it.status === 101);
  await expect.poll(streamed).toBe(true);
});

test("a stream that dies silently is found out and opened again", async ({ reader, sandbox, page }) => {
  await takeClock(page);
  await reader.signIn("ana@one");
  await reader.live(0, "ana@one");
  await sandbox.fault("silent_stream", { server: "one" });
  await post(sandbox, "mira@one", 1);
  await pass(page, 30);
  await expect(reader.news).toHaveCount(0);
  const since = await sandbox.mark();
  await pass(page, 75);
  await expect(reader.news).toContainText("1 new");
  await sandbox.clearFaults();
  await pass(page, 20);
  await reader.live(since, "ana@one");
  await post(sandbox, "mira@one", 1, "By stream again");
  await expect(reader.news).toContainText("2 new");
});

test("after eight hours of sleep two pages are asked for at once, and the rest is a gap", async ({ reader, sandbox, page }) => {
  await takeClock(page);
  await reader.signIn("ana@one");
  await reader.live(0, "ana@one");
  const former = (await reader.uris())[0];
  await sandbox.fault("silent_stream", { server: "one" });
  const missed = (await post(sandbox, "mira@one", 100)).reverse();
  const since = await sandbox.mark();
  await page.clock.fastForward("08:00:00");
  await expect(reader.news).toContainText("40 new");
  // The stream is found dead by that page, and opened again. Time goes on in
  // small steps: in a minute without a stream a page of its own would be due.
  await expect(async () => {
    await pass(page, 2);
    const requests = await sandbox.requests(since);
    expect(requests.some((it) => it.path === "/api/v1/streaming" && it.status === 101)).toBe(true);
  }).toPass({ timeout: 20_000, intervals: [150] });
  await reader.live(since, "ana@one");
  const newest = await sandbox.calls(since, { server: "one", path: "/api/v1/timelines/home" });
  expect(newest.length).toBeLessThanOrEqual(2);
  expect(newest.filter((it) => it.query.includes("max_id"))).toEqual([]);
  await reader.news.click();
  expect(await reader.allUris(42)).toEqual([...missed.slice(0, 40), "gap", former]);
});

test("what was missed is a gap where it is, and is filled in its place", async ({ reader, sandbox, page }) => {
  await takeClock(page);
  await reader.signIn("ana@one");
  await reader.live(0, "ana@one");
  const former = (await reader.uris()).slice(0, 5);
  await sandbox.fault("silent_stream", { server: "one" });
  const missed = await post(sandbox, "mira@one", 60);
  await pass(page, 100);
  await expect(reader.news).toContainText("40 new");
  await reader.news.click();
  const gap = reader.feed.locator(".gap");
  const newest = [...missed].reverse();
  expect(await reader.allUris(42)).toEqual([...newest.slice(0, 40), "gap", former[0]]);
  await reader.pass(41);
  await expect(gap).toContainText(sandbox.host("one"));
  await gap.scrollIntoViewIfNeeded();
  await reader.unmoved(reader.card(newest[39]), async () => {
    await gap.getByRole("button", { name: "Load" }).click();
    await expect(gap).toHaveCount(0);
  });
  expect(await reader.allUris(65)).toEqual([...newest, ...former]);
});

test("of a firehose so many posts are kept as a reader may want, and none is lost", async ({ reader, sandbox }) => {
  test.setTimeout(60_000);
  await reader.signIn("ana@one");
  await reader.live(0, "ana@one");
  const former = (await reader.uris())[0];
  const uris = (await post(sandbox, "mira@one", 560)).reverse();
  await expect(reader.news).toContainText("500+ new");
  await reader.news.click();
  await expect(reader.card(uris[60])).toBeInViewport();
  // What came after those is asked for now, and waits in its turn.
  await expect(reader.news).toContainText("40 new");
  await reader.news.click();
  const gap = reader.feed.locator(".gap");
  expect((await reader.allUris(42)).slice(38)).toEqual([uris[38], uris[39], "gap", uris[60]]);
  await reader.pass(41);
  await gap.getByRole("button", { name: "Load" }).click();
  await expect(gap).toHaveCount(0);
  expect(await reader.allUris(561)).toEqual([...uris, former]);
});
