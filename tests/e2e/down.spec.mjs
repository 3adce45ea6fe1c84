// Servers that are down for a while, and those that only their pictures come from.
import { pass, takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";

test.use({ posts: 150 });

const FOUR = ["ana@one", "bo@one", "ana@two", "haru@three"];
const HOME = "/api/v1/timelines/home";

test("of four accounts one is down at the start: the others come in their own time, what was kept of it stays, and since when is said", async ({ reader, sandbox, page }) => {
  await reader.signIn(...FOUR);
  const own = new Set((await sandbox.home("haru@three")).map((status) => (status.reblog ?? status).uri));
  const before = await reader.allUris(30);
  const hers = before.filter((uri) => own.has(uri));
  expect(hers.length).toBeGreaterThan(0);
  await reader.written();
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "While three is down.");
  await sandbox.fault("drop", { server: "three" });
  await page.reload();
  await expect(reader.news).toBeVisible({ timeout: 2_000 });
  await reader.news.click();
  await expect(reader.card(uri)).toBeVisible();
  const now = await reader.allUris(31);
  expect(now).toEqual([uri, ...before]);
  await expect(reader.chip("haru@three")).toHaveAccessibleName(/^could not be read/);
  await expect(reader.notices).toContainText(`${sandbox.host("three")}: it could not be reached.`);
  await expect(reader.notices).not.toContainText(sandbox.host("one"));
  await reader.showAccounts();
  const person = (account) => page.locator(".person").filter({ hasText: sandbox.handle(account) });
  const today = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(new Date());
  await expect(person("haru@three")).toContainText(new RegExp(`No news since ${today} at \\d\\d:\\d\\d: it could not be reached\\.`));
  await expect(person("ana@two")).not.toContainText("No news");
});

test("a server that is down is tried every half minute at most; back again, what was missed is a gap and nobody is moved", async ({ reader, sandbox, page }) => {
  test.setTimeout(60_000);
  await takeClock(page);
  await sandbox.follow("ana@two", "nadia@two");
  await reader.signIn("ana@one", "ana@two");
  await reader.live(0, "ana@one", "ana@two");
  await reader.readToTheEnd();
  await reader.scrollTo(0);
  const article = await reader.scrollDown(2_500);
  await reader.unmoved(article, async () => {
    await sandbox.fault("close_stream", { server: "two" });
    await sandbox.fault("drop", { server: "two" });
    const start = Date.now();
    for (let n = 0; n < 60; n += 1) await sandbox.post("nadia@two", `Into the dark ${n}.`, { known_on: ["two"], at: new Date(start + n).toISOString() });
    const since = await sandbox.mark();
    await pass(page, 240);
    const tries = (await sandbox.calls(since, { server: "two", path: HOME })).length;
    expect(tries, "in four minutes").toBeGreaterThanOrEqual(2);
    expect(tries, "in four minutes").toBeLessThanOrEqual(8);
    await expect(reader.notices).toContainText(`${sandbox.host("two")}: it could not be reached.`);
    await sandbox.clearFaults();
    await pass(page, 310);
    await expect(reader.notices).toHaveText("");
    await expect(reader.news).toContainText("40 new");
  });
  await reader.news.click();
  const rows = await reader.allUris(45);
  expect(rows.indexOf("gap")).toBe(40);
  expect(new Set(rows).size).toBe(rows.length);
});

test("where no picture comes, names stand for emoji and letters for faces, and nothing is moved", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  const media = [{ width: 1200, height: 800, alt: "A hill" }];
  const { uri } = await sandbox.post("mira@one", "A wave :blobwave: and a hill.", { media });
  await sandbox.post("mira@one", "Above it.");
  let fail;
  const failed = new Promise((ok) => (fail = ok));
  await page.route("**/media/**", (route) => failed.then(() => route.abort()));
  await reader.signIn("ana@one");
  const card = reader.card(uri);
  const emoji = card.locator(".text .emoji");
  await expect(emoji).toHaveAttribute("alt", ":blobwave:");
  const sizes = () => card.evaluate((card) => [card, ...card.querySelectorAll(".media__grid, .avatar")]
    .map((it) => it.getBoundingClientRect()).map(({ width, height }) => [width, height]));
  const [before, top] = [await sizes(), await reader.top(card)];
  fail();
  await expect(emoji).toHaveCount(0);
  await expect(card.locator(".text")).toContainText("A wave :blobwave: and a hill.");
  await expect(card.getByText("Could not be loaded.")).toBeVisible();
  await expect(card.locator(".avatar[data-initial]").first()).toHaveText("M");
  expect(await sizes()).toEqual(before);
  expect(await reader.top(card)).toBe(top);
});
