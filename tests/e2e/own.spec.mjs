// Polls, threads, quotes; and one's own posts: changed, deleted, written anew.
import { expect, test } from "./fixtures.mjs";
import { file } from "./picture.mjs";

test.use({ posts: 60 });

const field = (page, at = 1) =>
  page.getByRole("textbox", { name: at === 1 ? /^Text of the post( 1)?$/ : `Text of the post ${at}` });
const posting = (page) => page.getByRole("button", { name: "Post", exact: true });
const trouble = (page) => page.locator(".compose").getByRole("alert");
const shown = (page, words) => page.locator("article", { hasText: words }).first();

async function write(page, text) {
  await page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
  await expect(field(page)).toBeFocused();
  await field(page).fill(text);
}

const as = (page, sandbox, account) =>
  page.getByRole("group", { name: "Post as" }).getByRole("button", { name: sandbox.handle(account).slice(1) });

const of = async (sandbox, account, words) =>
  (await sandbox.home(account)).filter((it) => it.content.includes(words) && it.account.acct === account.split("@")[0]);

// A second press counts once there was time to read what it does.
async function sure(page, name) {
  await page.waitForTimeout(800);
  await page.getByRole("menuitem", { name }).click();
}

async function menu(page, words, item) {
  const post = shown(page, words);
  await post.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

test("a poll is asked on two servers, and what a server does not take of one is said before", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  await write(page, "Tea or coffee?");
  await as(page, sandbox, "haru@three").click();
  await page.getByRole("button", { name: "Poll" }).click();
  await page.getByRole("textbox", { name: "Answer 1" }).fill("Tea");
  await posting(page).click();
  await expect(trouble(page)).toContainText("at least two answers");
  await page.getByRole("textbox", { name: "Answer 2" }).fill("Tea");
  await posting(page).click();
  await expect(trouble(page)).toContainText("“Tea” is in the poll twice");
  await page.getByRole("textbox", { name: "Answer 2" }).fill("Coffee");
  await page.getByRole("button", { name: "Another answer" }).click();
  await page.getByRole("textbox", { name: "Answer 3" }).fill("Neither");
  await page.getByRole("combobox", { name: "One may vote for" }).selectOption({ label: "3 days" });
  await page.getByRole("checkbox", { name: "One may choose several" }).check();
  await posting(page).click();
  for (const account of ["ana@one", "haru@three"]) {
    await expect(reader.toasts).toContainText(`Posted as ${sandbox.handle(account)}.`);
    const [post] = await of(sandbox, account, "Tea or coffee");
    expect(post.poll.options.map((it) => it.title)).toEqual(["Tea", "Coffee", "Neither"]);
    expect(post.poll.multiple).toBe(true);
    const days = (Date.parse(post.poll.expires_at) - Date.parse(post.created_at)) / 86_400_000;
    expect(Math.round(days)).toBe(3);
  }
});

test("a thread goes out post by post, each an answer to the one before, and is kept as one draft", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await write(page, "First of three");
  await page.getByRole("button", { name: "Another post after it" }).click();
  await field(page, 2).fill("Second of three");
  await page.getByRole("button", { name: "Another post after it" }).click();
  await field(page, 3).fill("Third of three");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await page.reload();
  await expect(field(page, 3)).toHaveValue("Third of three");
  await as(page, sandbox, "ana@two").click();
  await posting(page).click();
  for (const account of ["ana@one", "ana@two"]) {
    await expect.poll(async () => (await of(sandbox, account, "of three")).length, { timeout: 20_000 }).toBe(3);
    const [third, second, first] = await of(sandbox, account, "of three");
    expect([first, second, third].map((it) => it.content.replace(/<[^>]*>/g, "").split(" ")[0])).toEqual(["First", "Second", "Third"]);
    expect([second.in_reply_to_id, third.in_reply_to_id]).toEqual([first.id, second.id]);
  }
});

test("where one post of a thread is refused, what follows it is not posted, and all the rest is a draft again", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Begins well");
  await page.getByRole("button", { name: "Another post after it" }).click();
  await field(page, 2).fill("Goes wrong");
  await page.getByRole("button", { name: "Another post after it" }).click();
  await field(page, 3).fill("Comes last");
  // The first is taken, the next is not.
  const refuse = { status: 422, headers: { "access-control-allow-origin": "*" }, json: { error: "Not like this" } };
  await page.route("**/api/v1/statuses", (route) => (/Goes/.test(route.request().postData() ?? "") ? route.fulfill(refuse) : route.continue()));
  await posting(page).click();
  await expect(page.locator(".outbox").getByRole("button", { name: "Change it" })).toBeVisible({ timeout: 20_000 });
  expect((await of(sandbox, "ana@one", "Comes last")).length).toBe(0);
  await page.unroute("**/api/v1/statuses");
  await page.locator(".outbox").getByRole("button", { name: "Change it" }).click();
  await expect(field(page)).toHaveValue("Goes wrong");
  await expect(field(page, 2)).toHaveValue("Comes last");
  await posting(page).click();
  await expect.poll(async () => (await of(sandbox, "ana@one", "Comes last")).length, { timeout: 20_000 }).toBe(1);
  const [[first], [second]] = [await of(sandbox, "ana@one", "Begins well"), await of(sandbox, "ana@one", "Goes wrong")];
  expect(second.in_reply_to_id, "it answers what was posted before").toBe(first.id);
});

test("a post is quoted from an account whose server can, and from no other", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  await sandbox.follow("haru@three", "mira@one");
  await sandbox.post("mira@one", "Worth to be quoted");
  await reader.signIn("ana@one", "haru@three");
  await menu(page, "Worth to be quoted", "Quote");
  await expect(page.locator(".answered")).toContainText("Worth to be quoted");
  await field(page).fill("So it is");
  await as(page, sandbox, "haru@three").click();
  await posting(page).click();
  await expect(trouble(page)).toContainText(`${sandbox.host("three")} cannot post quotes`);
  await as(page, sandbox, "haru@three").click();
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  const [post] = await of(sandbox, "ana@one", "So it is");
  expect(post.quote.quoted_status.content).toContain("Worth to be quoted");
});

for (const account of ["ana@one", "haru@three"]) {
  test(`a post is changed in place, with what it said and showed before, as ${account}`, async ({ reader, sandbox, page }) => {
    await reader.signIn(account);
    await write(page, "A mistake & more");
    await page.locator(".compose input[type=file]").setInputFiles([file("cat.png")]);
    const alt = page.getByRole("textbox", { name: "Description" });
    await alt.fill("A cat");
    await posting(page).click();
    await expect(reader.toasts).toContainText("Posted as");
    await reader.release();
    await menu(page, "A mistake & more", "Edit");
    await expect(field(page)).toHaveValue("A mistake & more");
    await expect(alt).toHaveValue("A cat");
    await field(page).fill("No mistake & more");
    await alt.fill("A dog, really");
    await page.getByRole("button", { name: "Save the change" }).click();
    await expect(reader.toasts).toContainText("Changed as");
    await expect(shown(page, "No mistake & more")).toBeVisible();
    const [post] = await of(sandbox, account, "No mistake");
    expect(post.media_attachments.map((it) => it.description)).toEqual(["A dog, really"]);
    expect(post.edited_at).not.toBeNull();
  });

  test(`a post is deleted after two presses, as ${account}`, async ({ reader, sandbox, page }) => {
    await reader.signIn(account);
    await write(page, "Not for long");
    await posting(page).click();
    await expect(reader.toasts).toContainText("Posted as");
    await reader.release();
    await menu(page, "Not for long", "Delete");
    expect((await of(sandbox, account, "Not for long")).length).toBe(1);
    await sure(page, "Delete for good");
    await expect(page.locator("article", { hasText: "Not for long" })).toHaveCount(0);
    expect((await of(sandbox, account, "Not for long")).length).toBe(0);
  });
}

test("a deletion whose answer is lost is looked for, and one that is refused is told", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Stubborn");
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  await reader.release();
  await sandbox.fault("status", { path: "/api/v1/statuses", method: "DELETE", status: 403, times: 1 });
  await menu(page, "Stubborn", "Delete");
  await sure(page, "Delete for good");
  await expect(reader.toasts).toContainText("Not deleted");
  await expect(shown(page, "Stubborn")).toBeVisible();
  await sandbox.fault("truncate", { path: "/api/v1/statuses", method: "DELETE", times: 1, after: true });
  await menu(page, "Stubborn", "Delete");
  await sure(page, "Delete for good");
  await expect(page.locator("article", { hasText: "Stubborn" })).toHaveCount(0);
});

test("a post that is deleted to be written anew is on the desk, with its pictures, as an answer to what it answered", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "Who has seen the geese?");
  await reader.signIn("ana@one");
  await reader.open(`write?answers=${encodeURIComponent(uri)}`);
  await expect(field(page)).toHaveValue(/@mira/);
  await field(page).press("Control+End");
  await page.keyboard.type("I have seem them");
  await page.locator(".compose input[type=file]").setInputFiles([file("goose.png")]);
  await page.getByRole("textbox", { name: "Description" }).fill("A goose");
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  await reader.open(`post?uri=${encodeURIComponent(uri)}`);
  const own = page.locator(".reply", { hasText: "I have seem them" });
  await own.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete and write anew" }).click();
  await sure(page, /likes and answers are lost/);
  await expect(field(page)).toHaveValue(/I have seem them$/);
  await expect(page.locator(".answered")).toContainText("Who has seen the geese?");
  await field(page).press("Control+End");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("!");
  await page.getByRole("textbox", { name: "Description" }).fill("A grey goose");
  await posting(page).click();
  await expect(reader.toasts.last()).toContainText("Posted as");
  await expect.poll(async () => (await of(sandbox, "ana@one", "I have seem th!")).length).toBe(1);
  const [post] = await of(sandbox, "ana@one", "I have seem th!");
  expect(post.media_attachments.map((it) => it.description)).toEqual(["A grey goose"]);
  expect(post.in_reply_to_id).not.toBeNull();
});

test("F30: a post that more people see than was asked for can be deleted at once", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Only for friends");
  await page.getByRole("combobox", { name: "Who will see it" }).selectOption("2");
  await page.route("**/api/v1/statuses", async (route) => {
    const body = route.request().postData();
    await route.continue({ postData: body?.replace("visibility=private", "visibility=public") });
  });
  await posting(page).click();
  const line = page.locator(".outbox__line");
  await expect(line).toContainText("shows it to more people");
  await line.getByRole("button", { name: "Delete it now" }).click();
  await expect(line).toHaveCount(0);
  await expect.poll(async () => (await of(sandbox, "ana@one", "Only for friends")).length).toBe(0);
});

test("a thread stops where its first post is shown to more people than asked for, until who wrote it goes on", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Among ourselves");
  await page.getByRole("combobox", { name: "Who will see it" }).selectOption("2");
  await page.getByRole("button", { name: "Another post after it" }).click();
  await field(page, 2).fill("And more of that");
  let first = true;
  await page.route("**/api/v1/statuses", async (route) => {
    const body = route.request().postData();
    await route.continue({ postData: first ? body?.replace("visibility=private", "visibility=public") : body });
    first = false;
  });
  await posting(page).click();
  const wide = page.locator(".outbox__line", { hasText: "shows it to more people" });
  await expect(wide).toBeVisible();
  await expect(page.locator(".outbox__line", { hasText: "after the post before it" })).toBeVisible();
  expect((await of(sandbox, "ana@one", "And more of that")).length).toBe(0);
  await wide.getByRole("button", { name: "Close" }).click();
  await expect.poll(async () => (await of(sandbox, "ana@one", "And more of that")).length, { timeout: 20_000 }).toBe(1);
  const [[before], [after]] = [await of(sandbox, "ana@one", "Among ourselves"), await of(sandbox, "ana@one", "And more of that")];
  expect(after.in_reply_to_id).toBe(before.id);
});

test("what is being sent and taken back is not posted, and stays a draft nowhere", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Better not");
  await page.locator(".compose input[type=file]").setInputFiles([file("cat.png")]);
  await page.getByRole("textbox", { name: "Description" }).fill("A cat");
  await sandbox.fault("hold", { path: "/api/v2/media", method: "POST" });
  await posting(page).click();
  await page.locator(".outbox").getByRole("button", { name: "Do not post" }).click();
  const since = await sandbox.mark();
  await sandbox.clearFaults();
  await expect(page.locator(".outbox__line")).toHaveCount(0);
  await page.reload();
  await expect(page.locator(".feed article").first()).toBeVisible();
  expect(await sandbox.calls(since, { path: "/api/v1/statuses", method: "POST" })).toEqual([]);
  expect((await of(sandbox, "ana@one", "Better not")).length).toBe(0);
});
