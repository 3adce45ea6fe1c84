// Writing: one letter to several servers, answers, drafts, and what is lost on the way.
import AxeBuilder from "@axe-core/playwright";

import { pass, takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";

test.use({ posts: 60 });

const BOTH = ["ana@one", "ana@two"];
const POST = { path: "/api/v1/statuses", method: "POST" };

const desk = (page) => page.locator(".compose");
const field = (page) => page.getByRole("textbox", { name: "Text of the post" });
const posting = (page) => page.getByRole("button", { name: "Post", exact: true });
const outbox = (page) => page.locator(".outbox");

async function write(page, text) {
  await page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
  await expect(field(page), "who came to write writes").toBeFocused();
  await field(page).fill(text);
}

function from(page, sandbox, account) {
  const as = page.getByRole("group", { name: "Post as" });
  return as.getByRole("button", { name: sandbox.handle(account).slice(1) });
}

// What an account has posted with these words, by the truth.
async function posted(sandbox, account, words) {
  const own = (it) => it.account.acct === account.split("@")[0] && it.content.includes(words);
  return (await sandbox.home(account)).filter(own);
}

test("a post goes out from two accounts, once from each, and is there", async ({ reader, sandbox, page }) => {
  await reader.signIn(...BOTH);
  await write(page, "Hello from here, twice");
  await from(page, sandbox, "ana@two").click();
  await posting(page).click();
  for (const account of BOTH) {
    await expect(reader.toasts).toContainText(`Posted as ${sandbox.handle(account)}.`);
    expect((await posted(sandbox, account, "twice")).length, account).toBe(1);
  }
  await expect(desk(page)).toHaveCount(0);
  await expect(outbox(page)).toHaveCount(0);
  await reader.release();
  await expect(reader.articles.filter({ hasText: "Hello from here, twice" })).toHaveCount(2);
});

test("an answer stands in its conversation at once, and speaks to whom it answers", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "Who has seen the geese?");
  await reader.signIn(...BOTH);
  await reader.open(`post?uri=${encodeURIComponent(uri)}`);
  await page.locator(".reply").first().getByRole("link", { name: "Answer" }).click();
  await expect(page.locator(".answered")).toContainText("Who has seen the geese?");
  await expect(field(page)).toHaveValue(`${sandbox.handle("mira@one")} `);
  await field(page).press("Control+End");
  await page.keyboard.type("over the harbour");
  await page.keyboard.press("Control+Enter");
  await expect(reader.toasts).toContainText("Posted as");
  await expect(page.locator(".reply", { hasText: "over the harbour" })).toBeVisible();
  const truth = await sandbox.truth(uri);
  expect(truth.replies.length).toBe(1);
});

test("an answer to what not everybody may see goes to no more people, and only from who sees it", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", `Between us, ${sandbox.handle("ana@one")}`, { visibility: "direct" });
  await reader.signIn(...BOTH);
  await reader.open(`post?uri=${encodeURIComponent(uri)}`);
  await page.locator(".reply").first().getByRole("link", { name: "Answer" }).click();
  await expect(desk(page).getByRole("combobox", { name: "Who will see it" })).toHaveValue("3");
  await expect(desk(page)).toContainText(`Only ${sandbox.handle("mira@one")} can see it.`);
  await expect(from(page, sandbox, "ana@one")).toHaveAttribute("aria-pressed", "true");
  await expect(from(page, sandbox, "ana@two")).toHaveCount(0);
  await field(page).press("Control+End");
  await page.keyboard.type("and so it stays");
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  expect((await posted(sandbox, "ana@one", "and so it stays")).map((it) => it.visibility)).toEqual(["direct"]);
});

test("an answer to what is not there yet waits until it is known who may see it", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  const { uri } = await sandbox.post("bo@one", `Between us, ${sandbox.handle("ana@one")}`, { visibility: "direct" });
  await sandbox.fault("hold", { path: "/api/v2/search" });
  await sandbox.fault("hold", { path: "/api/v1/statuses" });
  await sandbox.fault("hold", { path: "/api/v1/timelines/home" });
  await reader.anew();
  await reader.open(`write?answers=${encodeURIComponent(uri)}`);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("quickly");
  await posting(page).click();
  await expect(page.getByRole("alert").filter({ visible: true })).toContainText("has not been found yet");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await sandbox.clearFaults();
  await expect(field(page)).toHaveValue(`${sandbox.handle("bo@one")} quickly`);
  await expect(desk(page).getByRole("combobox", { name: "Who will see it" })).toHaveValue("3");
});

test("another draft that is an answer is shown as that, with what it answers", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "Who has seen the geese?");
  await reader.open(`write?answers=${encodeURIComponent(uri)}`);
  await expect(field(page)).toHaveValue(/@mira/);
  await field(page).press("Control+End");
  await page.keyboard.type("begun");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await write(page, "Something else");
  await page.locator(".drafts__open").click();
  await expect(page.locator(".answered")).toContainText("Who has seen the geese?");
  await expect(field(page)).toHaveValue(/begun$/);
});

test("what is being written outlives the page, and goes when it is thrown away", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Not finished");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await page.reload();
  await expect(field(page)).toHaveValue("Not finished");
  await field(page).fill("Not finished yet");
  // Not a moment to gather: the page goes.
  await page.reload();
  await expect(field(page)).toHaveValue("Not finished yet");
  await page.goto(sandbox.app);
  const { uri } = await sandbox.post("bo@one", "A post to answer");
  await page.goto(`${sandbox.app}write?answers=${encodeURIComponent(uri)}`);
  await expect(page.getByRole("heading", { name: "Other drafts on this device" })).toBeVisible();
  await page.getByRole("button", { name: "Throw away: Not finished yet" }).click();
  await expect(page.getByRole("heading", { name: "Other drafts on this device" })).toHaveCount(0);
  await page.goto(`${sandbox.app}write`);
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue("");
});

test("what is too long for one of the servers is not sent to any, and says to which", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  await write(page, "x".repeat(501));
  await from(page, sandbox, "haru@three").click();
  const since = await sandbox.mark();
  await posting(page).click();
  await expect(page.getByRole("alert").filter({ visible: true })).toContainText(`one character too long for ${sandbox.host("one")}`);
  await from(page, sandbox, "ana@one").click();
  await expect(page.locator(".compose__count")).toContainText("4499");
  expect((await sandbox.calls(since, POST)).filter((it) => it.method === "POST")).toEqual([]);
  await posting(page).click();
  await expect(reader.toasts).toContainText(`Posted as ${sandbox.handle("haru@three")}.`);
});

test("F29: where one of three servers refuses, the others have it, and only that one is tried again", async ({ reader, sandbox, page }) => {
  const all = [...BOTH, "haru@three"];
  await reader.signIn(...all);
  await sandbox.fault("status", { status: 422, body: { error: "Not on a Monday" }, server: "two", ...POST });
  await write(page, "To three servers");
  for (const account of all.slice(1)) await from(page, sandbox, account).click();
  await posting(page).click();
  await expect(outbox(page)).toContainText(`Not posted as ${sandbox.handle("ana@two")}: it said “Not on a Monday”.`);
  await expect(reader.toasts).toContainText(`Posted as ${sandbox.handle("haru@three")}.`);
  await sandbox.clearFaults();
  await page.reload();
  await outbox(page).getByRole("button", { name: "Try again" }).click();
  await expect(outbox(page)).toHaveCount(0);
  for (const account of all) expect((await posted(sandbox, account, "To three servers")).length, account).toBe(1);
});

test("what was refused can be changed, and is a draft again, with a key of its own", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  const keys = [];
  page.on("request", (request) => keys.push(request.headers()["idempotency-key"]));
  await sandbox.fault("status", { status: 422, body: { error: "No" }, times: 1, ...POST });
  await write(page, "Second thoughts");
  await posting(page).click();
  await outbox(page).getByRole("button", { name: "Change it" }).click();
  await expect(field(page)).toHaveValue("Second thoughts");
  await expect(outbox(page)).toHaveCount(0);
  await field(page).fill("Third thoughts");
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  expect((await posted(sandbox, "ana@one", "thoughts")).map((it) => it.content)).toEqual(["<p>Third thoughts</p>"]);
  expect(new Set(keys.filter(Boolean)).size, "a letter that was changed is another").toBe(2);
});

for (const [account, kind] of [["ana@one", "heeds keys"], ["haru@three", "does not"]]) {
  test(`F21, F22: an answer that is lost makes no second post where the server ${kind}`, async ({ reader, sandbox, page }) => {
    test.setTimeout(60_000);
    await takeClock(page);
    await reader.signIn(account);
    await sandbox.fault("truncate", { times: 1, ...POST });
    await write(page, "Only once, please");
    await posting(page).click();
    await expect(outbox(page)).toContainText("its server has not answered yet");
    await pass(page, 60);
    await expect(outbox(page)).toHaveCount(0);
    expect((await posted(sandbox, account, "Only once, please")).length).toBe(1);
  });

  test(`F28: a page that is closed while a post is on its way, where the server ${kind}`, async ({ reader, sandbox, page }) => {
    test.setTimeout(60_000);
    await takeClock(page);
    await reader.signIn(account);
    await sandbox.fault("truncate", { times: 1, ...POST });
    await write(page, "Closed meanwhile");
    await posting(page).click();
    await expect(outbox(page)).toBeVisible();
    await expect.poll(async () => (await posted(sandbox, account, "Closed meanwhile")).length, "it has arrived").toBe(1);
    await page.goto("about:blank");
    await reader.open();
    await expect(outbox(page)).toBeVisible();
    await pass(page, 60);
    await expect(outbox(page)).toHaveCount(0);
    expect((await posted(sandbox, account, "Closed meanwhile")).length).toBe(1);
  });
}

test("written without a network, it goes out when that is back", async ({ reader, sandbox, page, context }) => {
  await reader.signIn("ana@one");
  await write(page, "From the train");
  await context.setOffline(true);
  await posting(page).click();
  await expect(outbox(page)).toContainText(`Posting as ${sandbox.handle("ana@one")}`);
  await context.setOffline(false);
  await expect(reader.toasts).toContainText("Posted as");
  expect((await posted(sandbox, "ana@one", "From the train")).length).toBe(1);
});

test("F30: a server that shows it to more people than asked for is named", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  const account = await sandbox.api("ana@one", "/api/v1/accounts/verify_credentials");
  const json = { id: "9", uri: `${sandbox.url("one")}/9`, created_at: new Date().toISOString(), account, content: "<p>For few</p>", visibility: "public" };
  await page.route(`${sandbox.url("one")}/api/v1/statuses`, (route) => route.request().method() === "POST"
    ? route.fulfill({ headers: { "Access-Control-Allow-Origin": "*" }, json }) : route.continue());
  await write(page, "For few");
  await desk(page).getByRole("combobox", { name: "Who will see it" }).selectOption("Followers");
  await posting(page).click();
  await expect(outbox(page)).toContainText("shows it to more people than you asked for: public");
  await outbox(page).getByRole("button", { name: "Close" }).click();
  await expect(outbox(page)).toHaveCount(0);
});

test("F31: an answer to what the server cannot find is not posted as anything else", async ({ reader, sandbox, page }) => {
  const { uri } = await sandbox.post("bo@one", "Only known here", { known_on: ["one"] });
  await reader.signIn(...BOTH);
  await sandbox.fault("status", { status: 200, body: { statuses: [], accounts: [], hashtags: [] }, server: "two", path: "/api/v2/search" });
  await page.goto(`${sandbox.app}write?answers=${encodeURIComponent(uri)}`);
  await expect(field(page)).toBeFocused();
  await field(page).fill("An answer");
  await from(page, sandbox, "ana@one").click();
  await from(page, sandbox, "ana@two").click();
  await posting(page).click();
  await expect(outbox(page)).toContainText(`Not posted as ${sandbox.handle("ana@two")}`);
  expect(await posted(sandbox, "ana@two", "An answer")).toEqual([]);
});

test("the desk can be used by keyboard, at 320 pixels, and by axe's rules", async ({ reader, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await reader.signIn(...BOTH);
  await page.keyboard.press("n");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("مرحبا from a small screen");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await page.keyboard.press("Control+Enter");
  await expect(reader.toasts).toContainText("Posted as");
});
