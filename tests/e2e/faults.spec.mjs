// One server of several is down, slow, or lies: the others are read all the same.
import { pass, takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";
import { merged } from "./merged.mjs";

// Enough for a few pages; the whole of it is read again and again.
test.use({ posts: 150 });
test.setTimeout(60_000);

const BOTH = ["ana@one", "ana@two"];
const HOME = "/api/v1/timelines/home";

const homeCalls = async (sandbox, since, server = "two") => (await sandbox.calls(since, { server, path: HOME })).length;
const postsOf = async (sandbox, account) => merged([[account, await sandbox.home(account)]]).map((row) => row.uri);

// The posts of the one that is well are there, and the other is named with why.
async function expectOnlyOne({ reader, sandbox }, why) {
  await expect(reader.notices).toContainText(sandbox.host("two"));
  await expect(reader.notices).toContainText(why, { timeout: 15_000 });
  await expect(reader.notices).not.toContainText(sandbox.host("one"));
  const one = await postsOf(sandbox, "ana@one");
  await expect(reader.articles.first()).toBeVisible();
  expect(await reader.allUris(10)).toEqual(one.slice(0, 10));
}

async function expectBoth({ reader, sandbox }) {
  const lanes = await Promise.all(BOTH.map(async (account) => [account, await sandbox.home(account)]));
  const wanted = merged(lanes).map((row) => row.uri);
  await reader.readToTheEnd();
  await reader.release();
  await expect(async () => expect(await reader.allUris()).toEqual(wanted)).toPass({ timeout: 15_000 });
}

for (const [how, kind, where, why] of [
  ["does not answer", "drop", {}, "it could not be reached."],
  ["answers with the page of a captive portal", "html", { path: HOME }, "its answer could not be read"],
  ["answers with null", "null_body", { path: HOME }, "its answer could not be read"],
  ["answers with an error that calls itself a success", "status", { path: HOME, status: 200, body: { error: "Try later" } }, "it said “Try later”."],
  ["breaks off in the middle", "truncate", { path: HOME }, "it could not be reached."],
  ["forgets its CORS headers", "no_cors", { path: HOME }, "it could not be reached."],
  ["fails for good", "status", { path: HOME, status: 500 }, "it said “Internal Server Error”."],
]) {
  test(`a server that ${how} is named, and the others are read; later it joins`, async ({ reader, sandbox, page }) => {
    await reader.signIn(...BOTH);
    await sandbox.fault(kind, { server: "two", ...where });
    await reader.anew();
    await expectOnlyOne({ reader, sandbox }, why);
    await sandbox.clearFaults();
    await reader.notices.getByRole("button", { name: "Try again" }).click();
    await expect(reader.notices).toHaveText("");
    await expectBoth({ reader, sandbox });
  });
}

test("a redirect is not followed with a token", async ({ reader, sandbox, page }) => {
  await reader.signIn(...BOTH);
  const since = await sandbox.mark();
  await sandbox.fault("redirect", { server: "two", path: HOME, to: `${sandbox.url("three")}${HOME}` });
  await reader.anew();
  await expectOnlyOne({ reader, sandbox }, "it could not be reached.");
  expect(await sandbox.calls(since, { server: "three" })).toEqual([]);
});

test("the others do not wait for a server that is down", async ({ reader, sandbox, page }) => {
  await reader.signIn(...BOTH);
  await sandbox.fault("drop", { server: "two" });
  await reader.anew();
  await expect(reader.articles.first()).toBeVisible({ timeout: 1_900 });
});

// Both signed in, and the second does not answer before the faults are cleared.
async function withSlowTwo({ reader, sandbox, page }) {
  await reader.signIn(...BOTH);
  const [one, two] = await Promise.all(BOTH.map((account) => postsOf(sandbox, account)));
  await sandbox.fault("hold", { server: "two", path: HOME });
  await reader.anew();
  await expect(reader.articles.first()).toBeVisible();
  return { joined: async () => (await reader.allUris()).some((uri) => two.includes(uri) && !one.includes(uri)) };
}

test("a slow server is let go of after two seconds, named, and joins without moving the reader", async ({ reader, sandbox, page }) => {
  const { joined } = await withSlowTwo({ reader, sandbox, page });
  await expect(reader.notices).toContainText(`${sandbox.host("two")} is slow.`, { timeout: 4_000 });
  expect(await joined()).toBe(false);
  const article = await reader.scrollDown(1_500);
  await reader.unmoved(article, async () => {
    await sandbox.clearFaults();
    await expect(reader.notices).toHaveText("", { timeout: 10_000 });
  });
  await expect(async () => expect(await joined()).toBe(true)).toPass({ timeout: 10_000 });
  await expectBoth({ reader, sandbox });
});

test("a server that joins late takes nothing away from under the reader", async ({ reader, sandbox, page }) => {
  await withSlowTwo({ reader, sandbox, page });
  await expect(async () => {
    await reader.toBottom();
    // Beyond one's first page of forty, and so below where two's would have come in.
    expect((await reader.rows()).at(-1).place).toBeGreaterThan(50);
  }).toPass({ timeout: 12_000, intervals: [50] });
  const read = reader.card((await reader.uris()).at(-5));
  await read.scrollIntoViewIfNeeded();
  await sandbox.clearFaults();
  await expect(reader.notices).toHaveText("", { timeout: 10_000 });
  await expect(reader.news).toBeVisible();
  await expect(read).toBeInViewport();
});

test("an answer that trickles in is given up after fifteen seconds", async ({ reader, sandbox, page }) => {
  await takeClock(page);
  await reader.signIn(...BOTH);
  await sandbox.fault("trickle", { server: "two", path: HOME, ms: 1_000 });
  await reader.anew();
  await expect(reader.articles.first()).toBeVisible();
  await pass(page, 20);
  await expectOnlyOne({ reader, sandbox }, "it did not answer in time.");
});

for (const [what, fault] of [
  ["an error in a success", { kind: "status", status: 200, body: { error: "Not today" } }],
  ["null", { kind: "null_body" }],
  ["a page of a portal", { kind: "html" }],
]) {
  test(`${what} in the middle of paging stops there, and is asked again only on request`, async ({ reader, sandbox }) => {
    await reader.signIn("ana@two");
    await sandbox.fault(fault.kind, { ...fault, server: "two", path: HOME });
    const since = await sandbox.mark();
    await expect(async () => {
      await reader.toBottom();
      await expect(reader.notices).toContainText(sandbox.host("two"), { timeout: 250 });
    }).toPass({ timeout: 10_000 });
    for (let n = 0; n < 5; n += 1) await reader.toBottom();
    expect(await homeCalls(sandbox, since)).toBeLessThanOrEqual(2);
    await sandbox.clearFaults();
    await reader.bottom.getByRole("button", { name: "Load" }).click();
    await reader.readToTheEnd();
    expect(await reader.allUris()).toEqual(await postsOf(sandbox, "ana@two"));
  });
}

test("an empty page in the middle of paging is the end", async ({ reader, sandbox }) => {
  await reader.signIn("ana@two");
  await sandbox.fault("status", { server: "two", path: HOME, status: 200, body: [] });
  const since = await sandbox.mark();
  await reader.readToTheEnd();
  expect(await homeCalls(sandbox, since)).toBeLessThanOrEqual(2);
});

test.describe("on a page of thirty posts, the only one", () => {
  test.use({ posts: 60 });

  // The second of the six kinds merely lacks its `uri`: it is known by its address.
  for (const [n, placeholders] of [[1, 1], [6, 5]]) {
    test(`${n} broken leave ${placeholders} placeholders, the others are shown`, async ({ reader, sandbox, page }) => {
      await reader.signIn("ana@two");
      const home = await sandbox.home("ana@two");
      const step = Math.floor(home.length / n);
      const sound = home.filter((_, place) => place % step !== 0 || place >= n * step);
      await sandbox.fault("malformed_items", { server: "two", path: HOME, n });
      await reader.anew();
      await expect(reader.articles.first()).toBeVisible();
      await expect(reader.feed.locator(".unreadable").first()).toContainText(sandbox.host("two"));
      const uris = (await reader.readToTheEnd()).map((row) => row.uri);
      expect(uris.filter((uri) => uri === "unreadable")).toHaveLength(placeholders);
      expect(sound.map((status) => (status.reblog ?? status).uri).filter((uri) => !uris.includes(uri))).toEqual([]);
    });
  }
});

test("a next page that is always the same is asked for once more at most", async ({ reader, sandbox }) => {
  await sandbox.fault("lying_link", { server: "two", path: HOME });
  await reader.signIn("ana@two");
  const rows = await reader.readToTheEnd();
  for (let n = 0; n < 5; n += 1) await reader.toBottom();
  const older = (await sandbox.calls(0, { server: "two", path: HOME })).filter((it) => it.query.includes("max_id"));
  expect(older.length).toBeLessThanOrEqual(2);
  await expect(reader.notices).toContainText(`${sandbox.host("two")}: it gives the same page again and again`);
  const uris = rows.map((row) => row.uri);
  expect(new Set(uris).size).toBe(uris.length);
});

test("a next page at a stranger is never asked for there", async ({ reader, sandbox }) => {
  await sandbox.fault("lying_link", { server: "two", path: HOME, to: "https://stranger.example/api/v1/timelines/home?max_id=1" });
  await reader.signIn("ana@two");
  // What comes of the page is the server's own affair; the look through all requests is the test.
  for (let n = 0; n < 5; n += 1) await reader.toBottom();
  await expect(reader.articles.first()).toBeVisible();
});

for (const kind of ["overlap", "unsorted"]) {
  test(`pages that come ${kind} still give every post once`, async ({ reader, sandbox }) => {
    await sandbox.fault(kind, { server: "two", path: HOME });
    await reader.signIn("ana@two");
    const uris = (await reader.readToTheEnd()).map((row) => row.uri);
    await sandbox.clearFaults();
    expect([...uris].sort()).toEqual((await postsOf(sandbox, "ana@two")).sort());
  });
}

for (const [how, what, wait] of [
  ["with Retry-After", { headers: { "retry-after": "120", "access-control-expose-headers": "Retry-After" } }, 130],
  ["with the time of X-RateLimit-Reset", { resets: 125 }, 130],
  ["without a word on how long", {}, 70],
  ["without CORS, as a proxy may", { cors: false }, 70],
]) {
  test(`429 ${how}: the server is left alone for a while, then asked again`, async ({ reader, sandbox, page }) => {
    await takeClock(page);
    await reader.signIn(...BOTH);
    const reset = what.resets ? new Date(Date.now() + what.resets * 1000).toISOString() : "";
    const headers = { "x-ratelimit-reset": reset, ...what.headers };
    await sandbox.fault("status", { status: 429, server: "two", path: HOME, cors: what.cors ?? true, headers });
    const since = await sandbox.mark();
    await reader.anew();
    await expectOnlyOne({ reader, sandbox }, what.cors === false ? "it could not be reached." : "asks to wait");
    const first = await homeCalls(sandbox, since);
    expect(first).toBeLessThanOrEqual(2);
    await pass(page, wait === 130 ? 100 : 25);
    expect(await homeCalls(sandbox, since)).toBe(first);
    await sandbox.clearFaults();
    await pass(page, wait);
    await expect(reader.notices).toHaveText("");
    await expectBoth({ reader, sandbox });
  });
}

test("502 twice is tried again by itself", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@two");
  const since = await sandbox.mark();
  await sandbox.fault("status", { status: 502, times: 2, server: "two", path: HOME });
  await reader.anew();
  await expect(reader.articles.first()).toBeVisible({ timeout: 8_000 });
  await expect(reader.notices).toHaveText("");
  // One page at the start and one when the stream is open, each twice at most.
  const newest = (await sandbox.calls(since, { server: "two", path: HOME })).filter((it) => !it.query.includes("max_id"));
  expect(newest.length).toBeLessThanOrEqual(4);
});
