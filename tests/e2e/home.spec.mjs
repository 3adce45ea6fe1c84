import { expect, test } from "./fixtures.mjs";
import { merged } from "./merged.mjs";

const THREE = ["ana@one", "ana@two", "haru@three"];
const BOTH = ["ana@one", "ana@two"];

const lanesOf = (sandbox, accounts) => Promise.all(accounts.map(async (account) => [account, await sandbox.home(account)]));

test("three servers are read as one timeline, each post once, newest first, to the end", async ({ reader, sandbox }) => {
  test.slow();
  await reader.signIn(...THREE);
  await expect(reader.page.getByRole("heading", { name: "Home" })).toContainText("3 accounts");
  const rows = await reader.readToTheEnd();
  const wanted = merged(await lanesOf(sandbox, THREE));
  expect(wanted.length).toBeGreaterThan(150);
  expect(rows.map((row) => row.uri)).toEqual(wanted.map((row) => row.uri));
  expect(rows.map((row) => row.time)).toEqual(wanted.map((row) => row.time));
  expect(rows.map((row) => row.strands)).toEqual(wanted.map((row) => row.through.length));
});

test("a post on two servers is one card with two strands, and says through whom", async ({ reader, sandbox }) => {
  for (const account of BOTH) await sandbox.follow(account, "mira@one");
  const { uri } = await sandbox.post("mira@one", "Seen by both of me.");
  await expect.poll(async () => Object.keys((await sandbox.truth(uri)).servers)).toContain("two");
  await reader.signIn(...BOTH);
  const card = reader.card(uri);
  await expect(card).toHaveCount(1);
  await expect(card.locator(".strand")).toHaveCount(2);
  await expect(card.locator(".strand[data-through]")).toHaveCount(2);
  await expect(card.getByText("Seen through")).toHaveText(`Seen through ${BOTH.map(sandbox.handle).join(", ")}`);
});

test("a post through one account has one strand of two drawn", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@one", "mira@one");
  await sandbox.act("ana@two", "unfollow", { who: "mira@one" });
  const { uri } = await sandbox.post("mira@one", "Seen by one of me.");
  await reader.signIn(...BOTH);
  const card = reader.card(uri);
  await expect(card.locator(".strand")).toHaveCount(2);
  await expect(card.locator(".strand[data-through]")).toHaveCount(1);
  await expect(card.getByText("Seen through")).toHaveText(`Seen through ${sandbox.handle("ana@one")}`);
});

test("boosts of one post are folded into it and name the boosters", async ({ reader, sandbox }) => {
  const boosters = ["tomas@one", "pip@one"];
  for (const who of boosters) await sandbox.follow("ana@one", who);
  await sandbox.act("ana@one", "unfollow", { who: "mira@one" });
  const { uri } = await sandbox.post("mira@one", "Worth passing on.");
  for (const who of boosters) await sandbox.act(who, "boost", { uri });
  await reader.signIn("ana@one");
  const card = reader.card(uri);
  await expect(card).toHaveCount(1);
  await expect(card.locator(".why").first()).toHaveText(/^(.?Tomás Oliveira.? and .?Pip.*|.?Pip.* and .?Tomás Oliveira.?) boosted$/);
});

test("a switch per account hides its posts and shows them again, also after a reload", async ({ reader, sandbox }) => {
  test.slow();
  await reader.signIn(...BOTH);
  await reader.readToTheEnd();
  const [one, two] = (await lanesOf(sandbox, BOTH)).map((lane) => merged([lane]).map((row) => row.uri));
  const all = merged(await lanesOf(sandbox, BOTH)).map((row) => row.uri);
  expect(one).not.toEqual(two);
  await reader.chip("ana@two").click();
  await expect(reader.chip("ana@two")).toHaveAttribute("aria-pressed", "false");
  await expect(async () => expect(await reader.allUris()).toEqual(one)).toPass({ timeout: 15_000 });
  await reader.chip("ana@one").click();
  await expect(reader.articles).toHaveCount(0);
  await expect(reader.page.getByText("All accounts are switched off.")).toBeVisible();
  await reader.chip("ana@two").click();
  await expect(async () => expect(await reader.allUris()).toEqual(two)).toPass({ timeout: 15_000 });
  await reader.page.reload();
  await expect(reader.chip("ana@one")).toHaveAttribute("aria-pressed", "false");
  await reader.readToTheEnd();
  expect(await reader.allUris()).toEqual(two);
  await reader.chip("ana@one").click();
  await reader.readToTheEnd();
  await expect(async () => expect(await reader.allUris()).toEqual(all)).toPass({ timeout: 15_000 });
});

test("a reload comes back signed in, with the same rows", async ({ reader, page }) => {
  await reader.signIn(...BOTH);
  const before = await reader.allUris(30);
  await page.reload();
  await expect(reader.articles.first()).toBeVisible();
  await expect(async () => expect(await reader.allUris(30)).toEqual(before)).toPass({ timeout: 10_000 });
  await expect(reader.field).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Home" })).toContainText("2 accounts");
});

test("the keyboard goes from post to post and opens one", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  const [first, second, third] = await reader.uris();
  await reader.card(first).focus();
  for (const [key, uri] of [["j", second], ["PageDown", third], ["k", second], ["PageUp", first]]) {
    await page.keyboard.press(key);
    await expect(reader.card(uri)).toBeFocused();
  }
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${reader.sandbox.app}post?${new URLSearchParams({ uri: second })}`);
  await expect(page.getByRole("heading", { name: "Conversation" })).toBeFocused();
});

test("while the first page is on its way, shapes stand for the posts", async ({ reader, sandbox }) => {
  await sandbox.fault("latency", { ms: 300, path: "/api/v1/timelines/home" });
  await reader.goTo("one");
  await reader.consent("bo");
  const ghosts = reader.page.locator(".timeline .ghost");
  await expect(ghosts.first()).toBeVisible();
  await expect(reader.articles.first()).toBeVisible();
  await expect(ghosts).toHaveCount(0);
});
