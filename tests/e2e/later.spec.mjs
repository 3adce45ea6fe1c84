// Posts that servers keep to post them later; what other apps pass on; who may be quoted.
import AxeBuilder from "@axe-core/playwright";

import { pass, takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";
import { file } from "./picture.mjs";

test.use({ posts: 60 });

const field = (page) => page.getByRole("textbox", { name: "Text of the post" });
const posting = (page, name = "Post") => page.getByRole("button", { name, exact: true });
const trouble = (page) => page.locator(".compose").getByRole("alert");
const when = (page) => page.locator(".compose").getByLabel("When to post it");
const kept = (page) => page.getByRole("region", { name: "Scheduled posts" });
const as = (page, sandbox, account) =>
  page.getByRole("group", { name: "Post as" }).getByRole("button", { name: sandbox.handle(account).slice(1) });
const scheduled = (sandbox, account) => sandbox.api(account, "/api/v1/scheduled_statuses");
const of = async (sandbox, account, words) =>
  (await sandbox.home(account)).filter((it) => it.content.includes(words) && it.account.acct === account.split("@")[0]);

async function write(page, text) {
  await page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
  await expect(field(page)).toBeFocused();
  await field(page).fill(text);
}

// As a field for times has it, so many minutes from now.
function ahead(page, minutes) {
  return page.evaluate((minutes) => {
    const at = new Date(Date.now() + minutes * 60_000);
    const two = (number) => String(number).padStart(2, "0");
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
  }, minutes);
}

async function look(page) {
  await page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
  await kept(page).getByRole("button", { name: "Scheduled posts" }).click();
}

test("a post is kept by two servers until its time, and posted then", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  await write(page, "Good morning from tomorrow");
  await as(page, sandbox, "haru@three").click();
  await page.getByRole("button", { name: "Post later" }).click();
  await when(page).fill(await ahead(page, 2));
  await posting(page, "Schedule").click();
  await expect(trouble(page)).toContainText("at least five minutes away");
  const at = await ahead(page, 24 * 60);
  await when(page).fill(at);
  await expect(page.getByText("posted though this device is off")).toBeVisible();
  await posting(page, "Schedule").click();
  for (const account of ["ana@one", "haru@three"]) {
    await expect(reader.toasts).toContainText(`Scheduled as ${sandbox.handle(account)}`);
    const [one] = await scheduled(sandbox, account);
    expect(one.params.text).toBe("Good morning from tomorrow");
    expect(Math.abs(Date.parse(one.scheduled_at) - Date.parse(at))).toBeLessThan(60_000);
    expect(await of(sandbox, account, "from tomorrow")).toHaveLength(0);
    await sandbox.postKept(account);
    expect(await of(sandbox, account, "from tomorrow")).toHaveLength(1);
  }
});

test("of what is scheduled the time is changed, and it is taken back with all that is in it", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await write(page, "A goose, later");
  await page.locator(".compose input[type=file]").first().setInputFiles([file("goose.png", 640, 480, 90)]);
  await page.locator(".tray__one").getByRole("textbox", { name: "Description" }).fill("A goose");
  await page.getByRole("combobox", { name: "Who will see it" }).selectOption({ label: "Followers" });
  await page.getByRole("button", { name: "Post later" }).click();
  await when(page).fill(await ahead(page, 60));
  await posting(page, "Schedule").click();
  await expect(reader.toasts).toContainText("Scheduled as");
  await reader.dismissToasts();

  await look(page);
  const row = kept(page).getByRole("listitem");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("A goose, later");
  await expect(kept(page).getByText("Nothing is scheduled.")).toHaveCount(1);
  await row.getByRole("button", { name: "Change the time" }).click();
  await row.getByLabel("When to post it").fill(await ahead(page, 1));
  await row.getByRole("button", { name: "Save the time" }).click();
  await expect(kept(page).getByRole("alert").first()).toContainText("at least five minutes away");
  const at = await ahead(page, 3 * 24 * 60);
  await row.getByLabel("When to post it").fill(at);
  await row.getByRole("button", { name: "Save the time" }).click();
  await expect.poll(async () => Date.parse((await scheduled(sandbox, "ana@one"))[0].scheduled_at)).toBe(Date.parse(`${at}:00`));

  await row.getByRole("button", { name: "Take it back" }).click();
  await expect(field(page)).toHaveValue("A goose, later");
  await expect(page.locator(".tray__one").getByRole("textbox", { name: "Description" })).toHaveValue("A goose");
  await expect(page.getByRole("combobox", { name: "Who will see it" })).toHaveValue("2");
  expect(await scheduled(sandbox, "ana@one")).toHaveLength(0);
  await page.getByRole("button", { name: "Post later", pressed: true }).click();
  await posting(page).click();
  await expect(reader.toasts).toContainText(`Posted as ${sandbox.handle("ana@one")}.`);
  const [post] = await of(sandbox, "ana@one", "A goose, later");
  expect([post.visibility, post.media_attachments[0].description]).toEqual(["private", "A goose"]);
});

for (const account of ["ana@one", "haru@three"]) {
  test(`an answer that is lost leaves one scheduled post on ${account}`, async ({ reader, sandbox, page }) => {
    test.setTimeout(60_000);
    await takeClock(page);
    await reader.signIn(account);
    await write(page, "Only one of me");
    await page.getByRole("button", { name: "Post later" }).click();
    await when(page).fill(await ahead(page, 90));
    await sandbox.fault("truncate", { path: "/api/v1/statuses", method: "POST", times: 1 });
    await posting(page, "Schedule").click();
    await expect(page.locator(".outbox")).toContainText("has not answered yet");
    await page.reload();
    await expect(page.locator(".outbox p")).toBeVisible();
    await pass(page, 60);
    await expect(page.locator(".outbox p")).toHaveCount(0);
    expect(await scheduled(sandbox, account)).toHaveLength(1);
    expect(await of(sandbox, account, "Only one")).toHaveLength(0);
  });
}

test("a thread is not offered to be scheduled, nor what is scheduled to be a thread; a draft keeps its time", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await write(page, "First");
  await page.getByRole("button", { name: "Another post after it" }).click();
  await expect(page.getByRole("button", { name: "Post later" })).toBeHidden();
  await page.getByRole("button", { name: "Remove this post" }).last().click();
  await page.getByRole("button", { name: "Post later" }).click();
  await expect(page.getByRole("button", { name: "Another post after it" })).toBeHidden();
  const at = await ahead(page, 120);
  await when(page).fill(at);
  await expect(page.getByText("Draft kept")).toBeVisible();
  await page.reload();
  await expect(when(page)).toHaveValue(at);
  await expect(posting(page, "Schedule")).toBeVisible();
});

test("an answer speaks to whom it answers, though that is another of one's accounts", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "haru@three");
  const { uri } = await sandbox.post("haru@three", "From one of us");
  await reader.signIn("ana@one", "haru@three");
  await reader.open(`write?answers=${encodeURIComponent(uri)}`);
  const named = sandbox.handle("haru@three");
  await expect(field(page)).toHaveValue(`${named} `);
  // As haru it would speak to nobody else.
  await as(page, sandbox, "haru@three").click();
  await as(page, sandbox, "ana@one").click();
  await expect(field(page)).toHaveValue("");
  await as(page, sandbox, "ana@one").click();
  await as(page, sandbox, "haru@three").click();
  await expect(field(page)).toHaveValue(`${named} `);
  await page.getByRole("combobox", { name: "Who will see it" }).selectOption({ label: "Named people" });
  await field(page).fill("Nobody in particular");
  await posting(page).click();
  await expect(trouble(page)).toContainText("must name somebody");
});

test("a post begins with whom its accounts’ posts go to, of several with the fewest", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  await sandbox.api("haru@three", "/api/v1/accounts/update_credentials?source[privacy]=private", "PATCH");
  await page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
  const audience = page.getByRole("combobox", { name: "Who will see it" });
  await expect(audience).toHaveValue("0");
  await as(page, sandbox, "haru@three").click();
  await expect(audience).toHaveValue("2");
  await as(page, sandbox, "haru@three").click();
  await expect(audience).toHaveValue("0");
  // What somebody has said stays.
  await audience.selectOption({ label: "Quiet public" });
  await as(page, sandbox, "haru@three").click();
  await expect(audience).toHaveValue("1");
});

test("a warning that says nothing is not dropped", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Careful");
  await page.getByRole("button", { name: "Content warning" }).click();
  await expect(page.getByRole("textbox", { name: "What to warn of" })).toBeFocused();
  await posting(page).click();
  await expect(trouble(page)).toContainText("Say what to warn of");
});

test("the draft on the desk is thrown away at the second press", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Not so good");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await page.getByRole("button", { name: "Throw the draft away" }).dblclick();
  await expect(field(page)).toHaveValue("Not so good");
  await page.waitForTimeout(800);
  await page.getByRole("button", { name: "press again" }).click();
  await expect(field(page)).toHaveValue("");
  await page.reload();
  await expect(field(page)).toHaveValue("");
});

for (const account of ["ana@one", "haru@three"]) {
  test(`an answer that is thrown away after a reload begins anew as what it is, as ${account}`, async ({ reader, sandbox, page }) => {
    await sandbox.follow(account, "mira@one");
    const { uri } = await sandbox.post("mira@one", "For few people", { visibility: "private" });
    await reader.signIn(account);
    await reader.open(`write?answers=${encodeURIComponent(uri)}`);
    await expect(field(page)).toHaveValue(/^@mira@one/);
    const begun = await field(page).inputValue();
    await field(page).fill(`${begun}Hm`);
    await expect(page.getByText("Draft kept")).toBeVisible();
    await page.reload();
    await expect(field(page)).toHaveValue(`${begun}Hm`);
    await expect(field(page)).toBeFocused();
    await page.getByRole("button", { name: "Throw the draft away" }).click();
    await page.waitForTimeout(800);
    await page.getByRole("button", { name: "press again" }).click();
    await expect(field(page)).toHaveValue(begun);
    await expect(page.getByRole("combobox", { name: "Who will see it" })).toHaveValue("2");
    await field(page).fill(`${begun}Yes`);
    await posting(page).click();
    await expect(reader.toasts).toContainText("Posted as");
    const [answer] = await of(sandbox, account, "Yes");
    expect(answer.visibility).toBe("private");
    expect(answer.in_reply_to_id).not.toBeNull();
  });
}

test("an edit that is thrown away after a reload begins with what is there, pictures and all", async ({ reader, sandbox, page }) => {
  const { uri } = await sandbox.post("ana@one", "As it was", { pictures: 1, cw: "Lake" });
  await reader.signIn("ana@one");
  await reader.open(`write?edits=${encodeURIComponent(uri)}`);
  await expect(field(page)).toHaveValue("As it was");
  await field(page).fill("As it should be");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await page.reload();
  await expect(field(page)).toHaveValue("As it should be");
  await expect(field(page)).toBeFocused();
  await page.getByRole("button", { name: "Throw the draft away" }).click();
  await page.waitForTimeout(800);
  await page.getByRole("button", { name: "press again" }).click();
  await expect(field(page)).toHaveValue("As it was");
  await expect(page.locator(".tray__one")).toHaveCount(1);
  await expect(page.getByRole("textbox", { name: "What to warn of" })).toHaveValue("Lake");
});

for (const [server, way] of [["one", "is carried out"], ["three", "never arrives"]]) {
  test(`where the answer to taking back is lost and it ${way}, nothing is lost (${server})`, async ({ reader, sandbox, page }) => {
    const account = server === "one" ? "ana@one" : "haru@three";
    await reader.signIn(account);
    await write(page, "Back or not");
    await page.getByRole("button", { name: "Post later" }).click();
    await posting(page, "Schedule").click();
    await expect(reader.toasts).toContainText("Scheduled as");
    await reader.dismissToasts();
    await look(page);
    await sandbox.fault("status", { status: 502, path: "/api/v1/scheduled_statuses/", method: "DELETE", times: 1, after: server === "one" });
    await kept(page).getByRole("button", { name: "Take it back" }).click();
    if (server === "one") {
      await expect(field(page)).toHaveValue("Back or not");
      expect(await scheduled(sandbox, account)).toHaveLength(0);
    } else {
      await expect(kept(page).getByRole("alert")).toContainText("Nothing was changed");
      await expect(field(page)).toHaveValue("");
      expect(await scheduled(sandbox, account)).toHaveLength(1);
    }
  });
}

test("what another app shares is a letter of its own, taken once, and what was begun is not lost", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "I was saying");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await page.goto(`${sandbox.app}write?title=A%20lake&text=See%20this%20https%3A%2F%2Fexample.org%2Flake&url=https%3A%2F%2Fexample.org%2Flake`);
  const whole = "A lake\nSee this https://example.org/lake";
  await expect(field(page)).toHaveValue(whole);
  expect(new URL(page.url()).search).toBe("");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await page.reload();
  await expect(field(page)).toHaveValue(whole);
  await expect(page.getByRole("region", { name: "Other drafts" })).toContainText("I was saying");
});

test("the manifest names this page as one that things are shared with", async ({ page, sandbox }) => {
  await page.goto(sandbox.app);
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector("link[rel=manifest]");
    const answer = await fetch(link.href);
    const said = await answer.json();
    const icon = await fetch(said.icons[0].src);
    return { ...said, type: answer.headers.get("content-type"), icon: icon.status };
  });
  expect(manifest.type).toContain("application/manifest+json");
  expect(manifest.share_target.action).toBe("/write");
  expect(manifest.icon).toBe(200);
});

test("whom its author does not let quote is told before anything is sent", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@two", "mira@one");
  await sandbox.follow("ana@one", "mira@one");
  await sandbox.post("mira@one", "For nobody to quote", { quotable: "nobody" });
  await sandbox.post("mira@one", "To be asked for", { raw: { quote_approval: { automatic: [], manual: ["public"], current_user: "manual" } } });
  await reader.signIn("ana@one", "ana@two");
  const quote = async (words) => {
    const post = page.locator("article", { hasText: words }).first();
    await post.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Quote", exact: true }).click();
    await expect(page.locator(".answered")).toContainText(words);
    await field(page).fill("Look");
  };
  await quote("For nobody to quote");
  const since = await sandbox.mark();
  await posting(page).click();
  await expect(trouble(page)).toContainText(`does not let ${sandbox.handle("ana@one")} quote it`);
  const sent = await sandbox.calls(since, { path: "/api/v1/statuses" });
  expect(sent.filter((it) => it.method === "POST")).toEqual([]);
  await page.getByRole("button", { name: "Back" }).click();
  await quote("To be asked for");
  await expect(page.getByText("Its author is asked whether")).toContainText(sandbox.handle("ana@one"));
});

test("who may quote a post is kept by its server", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Only my followers may quote this");
  await page.getByRole("combobox", { name: "Who may quote it" }).selectOption({ label: "Followers may quote" });
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  const [post] = await of(sandbox, "ana@one", "Only my followers");
  expect(post.quote_approval.automatic).toEqual(["followers"]);
});

for (const width of [320, 1280]) {
  test(`scheduling can be read by everybody at ${width} px`, async ({ reader, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await reader.signIn("ana@one", "haru@three");
    await write(page, "Later");
    await page.getByRole("button", { name: "Post later" }).click();
    await when(page).fill(await ahead(page, 90));
    await posting(page, "Schedule").click();
    await expect(reader.toasts).toContainText("Scheduled as");
    await reader.dismissToasts();
    await look(page);
    await page.getByRole("button", { name: "Post later" }).click();
    await kept(page).getByRole("button", { name: "Change the time" }).click();
    await expect(kept(page).getByLabel("When to post it")).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
}
