// The ways about: two tabs, no network, the keyboard, addresses.
import { expect, test } from "./fixtures.mjs";
import { Reader } from "./reader.mjs";

test.use({ posts: 60 });

const BOTH = ["ana@one", "ana@two"];

async function secondTab({ context, sandbox }) {
  const reader = new Reader(await context.newPage(), sandbox);
  await reader.open();
  await expect(reader.articles.first()).toBeVisible();
  return reader;
}

test("an account signed out in one tab goes from the other at once", async ({ reader, sandbox, context, page }) => {
  await reader.signIn(...BOTH);
  const other = await secondTab({ context, sandbox });
  await reader.showAccounts();
  await page.getByRole("button", { name: `Sign out ${sandbox.handle("ana@two")}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect(other.chip("ana@two")).toHaveCount(0);
  await expect(other.chip("ana@one")).toHaveCount(1);
  await expect(other.articles.first()).toBeVisible();
});

test("an account signed in to in one tab is there in the other", async ({ reader, sandbox, context }) => {
  await reader.signIn("ana@one");
  const other = await secondTab({ context, sandbox });
  await reader.signIn("ana@two");
  await expect(other.chip("ana@two")).toHaveCount(1);
  await expect.poll(async () => (await other.rows()).some((row) => row.strands === 2)).toBe(true);
});

test("without a network the page says so once, keeps what it has, and goes on when it is back", async ({ reader, sandbox, context, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  await reader.signIn(...BOTH);
  await reader.live(0, ...BOTH);
  const before = await reader.uris();
  await context.setOffline(true);
  await expect(page.locator(".banner")).toContainText("This device is offline.");
  expect(await reader.uris()).toEqual(before);
  await expect(reader.notices).toHaveText("");
  await sandbox.post("mira@one", "Written while nobody heard.");
  await context.setOffline(false);
  await expect(page.locator(".banner")).toHaveCount(0);
  await expect(reader.news).toContainText("1 new", { timeout: 15_000 });
});

test("a conversation that could not be asked for without a network is asked for when it is back", async ({ reader, sandbox, context, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "Which book has stayed with you?");
  await sandbox.post("pip@one", "One of birds.", { in_reply_to: uri });
  const part = page.waitForResponse(/split-talk/);
  await reader.signIn("ana@one");
  await part;
  await context.setOffline(true);
  await reader.card(uri).getByRole("link", { name: "Open the conversation" }).click();
  const pane = page.locator(".pane");
  await expect(pane.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(pane).not.toContainText("No replies");
  await context.setOffline(false);
  await expect(pane.getByRole("article")).toHaveCount(2);
  await expect(pane).toContainText("1 reply");
  await expect(pane.getByRole("button", { name: "Try again" })).toHaveCount(0);
});

test("a conversation that failed is asked for again by a button", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "Which book has stayed with you?");
  await reader.signIn("ana@one");
  await sandbox.fault("status", { status: 403, server: "one", path: "/api/v1/statuses" });
  await reader.card(uri).getByRole("link", { name: "Open the conversation" }).click();
  const pane = page.locator(".pane");
  await expect(pane.getByRole("status")).toContainText("it said “Forbidden”.");
  await sandbox.clearFaults();
  await pane.getByRole("button", { name: "Try again" }).click();
  await expect(pane).toContainText("No replies");
});

test("a conversation that a reload came to is asked of every server that shows the post", async ({ reader, sandbox, page }) => {
  for (const account of BOTH) await sandbox.follow(account, "mira@one");
  const { uri } = await sandbox.post("mira@one", "Which book has stayed with you?");
  await reader.signIn(...BOTH);
  await reader.open(`post?uri=${encodeURIComponent(uri)}`);
  const pane = page.locator(".pane");
  await expect(pane.getByRole("article")).toHaveCount(1);
  await expect(reader.card(uri).locator(".strand[data-through]")).toHaveCount(2);
  await expect(pane.getByRole("button", { name: "Ask them, too" })).toHaveCount(0);
});

test("an address of nowhere is asked of one server, and of the others when asked to", async ({ reader, sandbox, page }) => {
  await reader.signIn(...BOTH);
  const since = await sandbox.mark();
  await reader.open(`post?uri=${encodeURIComponent("http://nosuch.example/x")}`);
  await expect(page.getByText("No server that was asked knows this post.")).toBeVisible();
  expect((await sandbox.calls(since, { path: "/api/v2/search" })).length).toBe(1);
  await page.getByRole("button", { name: "Ask them, too" }).click();
  await expect.poll(async () => (await sandbox.calls(since, { path: "/api/v2/search" })).length).toBe(2);
});

test("choosing whom to act as leaves the focus where it was", async ({ reader, page }) => {
  await reader.signIn(...BOTH);
  const face = reader.articles.first().getByRole("button", { name: "Acting as" });
  await face.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu").locator(":focus"), "its part has come").toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(face).toBeFocused();
});

test("a post of the timeline is opened by a click on it, and closed by Escape", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  const card = reader.articles.nth(1);
  const uri = await card.getAttribute("data-uri");
  await card.click({ position: { x: 200, y: 4 } }); // beside everything that can be pressed
  await expect(page.locator(".pane").locator(`article[data-uri="${uri}"]`)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".pane").getByRole("article")).toHaveCount(0);
});

test("the page's title says where one is, and how much waits", async ({ reader, sandbox, page }) => {
  await reader.open();
  await expect(page).toHaveTitle("Skein");
  await sandbox.follow("ana@one", "mira@one");
  await reader.signIn("ana@one");
  await reader.live(0, "ana@one");
  await expect(page).toHaveTitle("Home · Skein");
  await sandbox.post("mira@one", "News.");
  await expect(page).toHaveTitle("(1) Home · Skein");
  await reader.showAccounts();
  await expect(page).toHaveTitle("(1) Accounts · Skein");
});

test("by keyboard: to the posts at once, from one to the next, into a conversation and back to where one was", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await page.reload();
  await expect(reader.articles.first()).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the posts" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(reader.articles.first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(reader.articles.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Conversation" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(reader.articles.nth(1)).toBeFocused();
});

test("the keys are told by a key", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toBeVisible();
  await expect(keys).toContainText("Go to the next post");
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
});

for (const path of ["accounts/", "accounts"]) {
  test(`the address /${path} is the accounts page`, async ({ reader, page }) => {
    await reader.signIn("ana@one");
    await reader.open(path);
    await expect(page.getByRole("heading", { name: "Accounts" })).toBeVisible();
  });
}

test("an address of nothing says so, and leads home", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await reader.open("nowhere/at/all");
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await page.locator(".pane").getByRole("link", { name: "Home" }).click();
  await expect(page.getByRole("heading", { name: "There is no such page" })).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe("/");
});

test("a link to a post leads there through the first sign-in", async ({ reader, sandbox, page }) => {
  const { uri } = await sandbox.post("mira@one", "Read me first.");
  await reader.open(`post?uri=${encodeURIComponent(uri)}`);
  await reader.field.fill(sandbox.host("one"));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: `Go to ${sandbox.host("one")}` }).click();
  await reader.consent("ana");
  await expect(page.locator(".pane").getByRole("article").first()).toContainText("Read me first.");
  expect(new URL(page.url()).searchParams.get("uri")).toBe(uri);
});

test("who typed another handle than the one signed in is told", async ({ reader, sandbox, page }) => {
  await reader.look(sandbox.handle("ana@one"));
  await page.getByRole("button", { name: `Go to ${sandbox.host("one")}` }).click();
  await reader.consent("bo");
  await expect(reader.toasts).toContainText(`Signed in as ${sandbox.handle("bo@one")}, although you typed ${sandbox.handle("ana@one")}`);
});

test("signing in again begins with the handle that is meant", async ({ reader, sandbox, page }) => {
  await reader.signIn(...BOTH);
  await sandbox.revoke("ana@two");
  await page.reload();
  await page.getByRole("link", { name: "Sign in again" }).first().click();
  await expect(reader.field).toHaveValue(sandbox.handle("ana@two"));
});

for (const [typed, said] of [
  ["@ana", "Which server is that on?"],
  ["ana@one.example@two.example", "A handle names one server"],
  ["acct:", "That is not the name of a server"],
]) {
  test(`“${typed}” is answered in plain words`, async ({ reader, page }) => {
    await reader.look(typed);
    await expect(page.getByRole("alert")).toContainText(said);
  });
}

test("a refusal without a state leaves the address", async ({ reader, page }) => {
  await reader.open("?error=access_denied&error_description=No");
  expect(new URL(page.url()).search).toBe("");
});

test("where what speaks with servers cannot be loaded, that is said once, wishes are taken back, and a button tries again", async ({ reader, page }) => {
  await reader.signIn(...BOTH);
  await expect.poll(async () => (await reader.kept()).posts).toBeGreaterThan(0);
  const part = /\/split-(servers|deeds)-/;
  await page.route(part, (route) => route.abort());
  await page.reload();
  await expect(reader.notices).toContainText("A part of Skein could not be loaded.");
  await expect(reader.notices.getByRole("button")).toHaveCount(1);
  const like = reader.action(reader.articles.first(), "Like");
  await like.click();
  await expect(reader.toasts).toContainText(/Not liked as .*: A part of Skein could not be loaded/);
  await expect(like).toHaveAttribute("aria-pressed", "false");
  await page.unroute(part);
  await reader.notices.getByRole("button", { name: "Try again" }).click();
  await expect(reader.notices).toHaveText("");
  await like.click();
  await expect(like).toHaveAttribute("aria-pressed", "true");
  await expect(like).not.toHaveAttribute("data-pending");
  await expect(like).toHaveAttribute("aria-pressed", "true");
});
