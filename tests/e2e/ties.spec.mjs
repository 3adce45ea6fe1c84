import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

const SHOTS = join(dirname(fileURLToPath(import.meta.url)), "results/shots");

// Opens somebody's page by its address.
async function visit(reader, sandbox, person) {
  await reader.page.goto(`${sandbox.app}person?handle=${encodeURIComponent(sandbox.handle(person).slice(1))}`);
  await expect(reader.pane.getByRole("heading", { name: "Profile" })).toBeVisible();
}

const ties = (reader) => reader.pane.getByRole("region", { name: "Your accounts" });
const tie = (reader, sandbox, account) => ties(reader).getByRole("listitem").filter({ hasText: sandbox.handle(account) });

// Chooses something from an account's menu, or from that of all.
async function choose(reader, sandbox, account, item) {
  const more = account === "all"
    ? ties(reader).getByRole("button", { name: "With all accounts…" })
    : tie(reader, sandbox, account).getByRole("button", { name: `More, as ${sandbox.handle(account)}` });
  await more.click();
  await reader.page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function relation(sandbox, account, person) {
  const [{ id }] = await sandbox.api(account, `/api/v1/accounts/search?q=${encodeURIComponent(sandbox.handle(person))}&resolve=true`);
  const [relation] = await sandbox.api(account, `/api/v1/accounts/relationships?id[]=${id}`);
  return relation;
}

const form = (reader, sandbox, person) => reader.pane.getByRole("region", { name: `Report ${sandbox.handle(person)}` });

test("a report goes to the chosen account's server alone, with its rules, posts and words", async ({ reader, sandbox }) => {
  const { uri } = await sandbox.post("mira@one", "Buy my bread, only today.");
  const other = (await sandbox.post("mira@one", "I said buy it.")).uri;
  await reader.signIn("ana@one", "ana@two");
  const since = await sandbox.mark();
  await visit(reader, sandbox, "mira@one");
  await expect(tie(reader, sandbox, "ana@two")).not.toContainText("Loading");
  await choose(reader, sandbox, "ana@two", "Report…");
  const report = form(reader, sandbox, "mira@one");
  await expect(report.getByRole("heading")).toBeFocused();
  await expect(report.getByRole("button", { name: sandbox.handle("ana@two").slice(1) })).toHaveAttribute("aria-pressed", "true");
  await expect(report).toContainText(`The moderators of ${sandbox.host("two")} get it, and see that it is from ${sandbox.handle("ana@two")}.`);
  await report.getByLabel("They break the rules").check();
  await report.getByRole("button", { name: "Send the report" }).click();
  await expect(report.getByRole("alert")).toHaveText("Choose the rules that they broke.");
  await report.getByLabel("Be kind.").check();
  await report.getByLabel("Buy my bread").check();
  await report.getByLabel("What moderators should know").fill("It is the tenth time.");
  await report.getByRole("button", { name: "Send the report" }).click();
  await expect(report).toContainText(`${sandbox.host("two")} has the report. Its moderators decide what follows.`);
  expect(await sandbox.reports()).toEqual([{
    server: "two", by: "ana@two", about: "mira@one", category: "violation", rule_ids: ["1"],
    posts: [uri], comment: "It is the tenth time.", forwarded: false,
  }]);
  const told = (await sandbox.calls(since)).filter((it) => it.path === "/api/v1/reports");
  expect(told.map((it) => it.server)).toEqual(["two"]);
  expect(other).not.toBe(uri);
});

test("a post's menu leads to the report, with that post chosen; a copy goes on where that is wished", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "haru@three");
  await sandbox.follow("ana@one", "mira@one");
  await reader.signIn("ana@one");
  const { uri } = await sandbox.post("haru@three", "Far away, and rude.", { at: new Date().toISOString() });
  await expect.poll(async () => Object.keys((await sandbox.truth(uri)).servers)).toContain("one");
  await reader.open();
  await reader.release();
  const card = reader.card(uri);
  await card.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Report…" }).click();
  await expect(page).toHaveURL(/\/person\?.*report=/);
  const report = form(reader, sandbox, "haru@three");
  await expect(report.getByLabel("Far away, and rude.")).toBeChecked();
  await expect(report).toContainText("Nobody else does.");
  await report.getByLabel(/^Have a copy sent/).check();
  await expect(report).toContainText(`passes it on to ${sandbox.host("three")}.`);
  await report.getByLabel("Spam").check();
  await report.getByRole("button", { name: "Send the report" }).click();
  await expect(report).toContainText("Their moderators decide what follows.");
  expect(await sandbox.reports()).toMatchObject([{ server: "one", by: "ana@one", about: "haru@three", category: "spam", posts: [uri], forwarded: true }]);
  await report.getByRole("button", { name: "Close" }).click();
  await expect(report).toBeHidden();
});

test("a report that is refused stays as it was written, and says why; nobody reports themselves", async ({ reader, sandbox }) => {
  const { uri } = await sandbox.post("mira@one", "Only where it was written.", { known_on: ["one"] });
  await reader.signIn("ana@one", "ana@two");
  await visit(reader, sandbox, "mira@one");
  await expect(reader.pane.locator(`article[data-uri="${uri}"]`)).toBeVisible();
  await choose(reader, sandbox, "ana@one", "Report…");
  const report = form(reader, sandbox, "mira@one");
  await report.getByLabel("Only where it was written.").check();
  await report.getByLabel("What moderators should know").fill("See for yourselves.");
  await sandbox.fault("status", { server: "one", path: "/api/v1/reports", status: 422, body: "{\"error\":\"No more today\"}", times: 1 });
  await report.getByRole("button", { name: "Send the report" }).click();
  await expect(report.getByRole("alert")).toContainText("No more today");
  await sandbox.fault("drop", { server: "one", path: "/api/v1/reports", times: 99 });
  await report.getByRole("button", { name: "Send the report" }).click();
  await expect(report.getByRole("alert")).toContainText("did not answer. It may have the report");
  await expect(report.getByLabel("What moderators should know")).toHaveValue("See for yourselves.");
  await expect(report.getByLabel("Only where it was written.")).toBeChecked();
  // Another of one's servers fetches the post that it lacks.
  await report.getByRole("button", { name: sandbox.handle("ana@two").slice(1) }).click();
  await report.getByRole("button", { name: "Send the report" }).click();
  await expect(report).toContainText("has the report");
  expect((await sandbox.reports()).at(-1)).toMatchObject({ server: "two", posts: [uri], comment: "See for yourselves." });
  await visit(reader, sandbox, "ana@two");
  await expect(tie(reader, sandbox, "ana@two")).toContainText("This is you");
  await expect(tie(reader, sandbox, "ana@two").getByRole("button")).toHaveCount(0);
});

test("a sign-in that does not allow it says so, and leads to one that does", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one", "ana@two");
  const narrow = { status: 403, body: "{\"error\":\"This action is outside the authorized scopes\"}" };
  await sandbox.fault("status", { server: "one", path: "/api/v1/reports", ...narrow });
  await sandbox.fault("status", { server: "two", path: "/api/v1/domain_blocks", method: "POST", ...narrow });
  await visit(reader, sandbox, "kofi@three");
  await expect(tie(reader, sandbox, "ana@two")).not.toContainText("Loading");
  await choose(reader, sandbox, "ana@one", "Report…");
  const report = form(reader, sandbox, "kofi@three");
  await report.getByRole("button", { name: "Send the report" }).click();
  await expect(report.getByRole("alert")).toContainText("this sign-in does not allow it");
  await expect(tie(reader, sandbox, "ana@one").getByRole("link", { name: "Sign in again" })).toBeVisible();
  await choose(reader, sandbox, "ana@two", `Hide everything from ${sandbox.host("three")}`);
  await reader.page.getByRole("dialog").getByRole("button", { name: "Hide all of it" }).click();
  await expect(reader.toasts).toContainText("this sign-in does not allow it");
  await tie(reader, sandbox, "ana@two").getByRole("link", { name: "Sign in again" }).click();
  await expect(reader.page).toHaveURL(/sign-in\?server=/);
});

test("all accounts mute, block and unfollow at once, and take it back", async ({ reader, sandbox, page }) => {
  for (const account of ["ana@one", "ana@two"]) await sandbox.follow(account, "pip@one");
  await reader.signIn("ana@one", "ana@two");
  await visit(reader, sandbox, "pip@one");
  const both = async (said) => {
    for (const account of ["ana@one", "ana@two"]) await expect(tie(reader, sandbox, account)).toContainText(said);
  };
  await both("follows them");
  await choose(reader, sandbox, "all", "Mute for a week with all");
  await both("has muted them");
  await choose(reader, sandbox, "all", "Unmute with all");
  await choose(reader, sandbox, "all", "Unfollow with all");
  await both("does not follow them");
  await choose(reader, sandbox, "all", "Block with all");
  const question = page.getByRole("dialog");
  await expect(question).toContainText(`Block ${sandbox.handle("pip@one")} with 2 accounts?`);
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(ties(reader).getByRole("button", { name: "With all accounts…" })).toBeFocused();
  await both("does not follow them");
  await choose(reader, sandbox, "all", "Block with all");
  await question.getByRole("button", { name: "Block" }).click();
  await both("has blocked them");
  for (const account of ["ana@one", "ana@two"]) expect((await relation(sandbox, account, "pip@one")).blocking).toBe(true);
  await choose(reader, sandbox, "all", "Unblock with all");
  await both("does not follow them");
});

test("all of a server is hidden after a question, and shown again; followers from there are gone", async ({ reader, sandbox, page }) => {
  await sandbox.follow("haru@three", "ana@one");
  await sandbox.follow("ana@one", "haru@three");
  await reader.signIn("ana@one", "ana@two");
  await visit(reader, sandbox, "haru@three");
  const host = sandbox.host("three");
  const one = tie(reader, sandbox, "ana@one");
  await expect(one).toContainText("is followed by them");
  await choose(reader, sandbox, "ana@one", `Hide everything from ${host}`);
  const question = page.getByRole("dialog");
  await expect(question).toContainText("Your followers there are removed");
  await question.getByRole("button", { name: "Hide all of it" }).click();
  await expect(one).toContainText(`hides everything from ${host}`);
  await expect(one).not.toContainText("is followed by them");
  await expect(tie(reader, sandbox, "ana@two")).not.toContainText("hides everything");
  expect(await sandbox.api("ana@one", "/api/v1/domain_blocks")).toEqual([host]);
  // The server remembers it.
  await visit(reader, sandbox, "haru@three");
  await expect(one).toContainText(`hides everything from ${host}`);
  await choose(reader, sandbox, "ana@one", `Show ${host} again`);
  await expect(one).not.toContainText("hides everything");
  expect(await sandbox.api("ana@one", "/api/v1/domain_blocks")).toEqual([]);
  await choose(reader, sandbox, "all", `Hide everything from ${host} with all`);
  await question.getByRole("button", { name: "Hide all of it" }).click();
  for (const account of ["ana@one", "ana@two"]) {
    await expect(tie(reader, sandbox, account)).toContainText(`hides everything from ${host}`);
    expect(await sandbox.api(account, "/api/v1/domain_blocks")).toEqual([host]);
  }
});

test("a server is hidden where nobody there is known, too; what a server cannot do is not offered", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  await visit(reader, sandbox, "nobody-at-all@two");
  const host = sandbox.host("two");
  await expect(tie(reader, sandbox, "ana@one")).toContainText("does not know them yet");
  await choose(reader, sandbox, "ana@one", `Hide everything from ${host}`);
  await page.getByRole("dialog").getByRole("button", { name: "Hide all of it" }).click();
  await expect(tie(reader, sandbox, "ana@one")).toContainText(`hides everything from ${host}`);
  // GoToSocial has no such thing.
  await tie(reader, sandbox, "haru@three").getByRole("button", { name: /^More, as/ }).click();
  await expect(page.getByRole("menuitem", { name: "Report…" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: /^Hide everything/ })).toHaveCount(0);
});

test("a private note is kept by the account's server as one leaves the field, and is there again", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  await visit(reader, sandbox, "mira@one");
  await choose(reader, sandbox, "ana@one", "Write a private note");
  const note = reader.pane.getByRole("textbox", { name: `Private note of ${sandbox.handle("ana@one")}` });
  await expect(note).toBeFocused();
  await page.keyboard.type("Met at the bakery");
  await page.keyboard.press("Tab");
  await expect(tie(reader, sandbox, "ana@one")).toContainText("Saved.");
  expect((await relation(sandbox, "ana@one", "mira@one")).note).toBe("Met at the bakery");
  expect((await relation(sandbox, "haru@three", "mira@one")).note).toBe("");
  await visit(reader, sandbox, "mira@one");
  await expect(note).toHaveValue("Met at the bakery");
  // What is not kept is said, and stays in the field.
  await sandbox.fault("status", { server: "one", path: "/api/v1/accounts", method: "POST", status: 500, times: 1 });
  await note.fill("Met at the library");
  await note.blur();
  await expect(tie(reader, sandbox, "ana@one")).toContainText("Not saved:");
  await expect(note).toHaveValue("Met at the library");
  await note.focus();
  await note.blur();
  await expect(tie(reader, sandbox, "ana@one")).toContainText("Saved.");
  // Who goes back from the field itself loses nothing that was written before.
  await note.pressSequentially(", twice");
  await expect.poll(async () => (await relation(sandbox, "ana@one", "mira@one")).note).toBe("Met at the library, twice");
  await expect(note).toBeFocused();
  await note.fill("");
  await note.blur();
  await expect.poll(async () => (await relation(sandbox, "ana@one", "mira@one")).note).toBe("");
});

test("who of those whom one follows follows them is said, each once, whichever server tells", async ({ reader, sandbox }) => {
  for (const account of ["ana@one", "ana@two"]) await sandbox.follow(account, "pip@one");
  await sandbox.follow("pip@one", "mira@one");
  await reader.signIn("ana@one", "ana@two");
  await visit(reader, sandbox, "mira@one");
  const line = reader.pane.getByRole("button", { name: /^Followed by .* whom you follow$/ });
  await expect(line).toBeVisible();
  await line.click();
  const people = reader.pane.locator(".around__person");
  await expect(people.filter({ hasText: sandbox.handle("pip@one") })).toHaveCount(1);
  const handles = await people.locator(".dim").allInnerTexts();
  expect(new Set(handles).size).toBe(handles.length);
  expect(handles).not.toContain(sandbox.handle("ana@one"));
});

test("the tags that somebody shows are told with their counts", async ({ reader, sandbox }) => {
  for (let n = 0; n < 3; n += 1) await sandbox.post("mira@one", `Today again #sourdough ${n}`);
  await reader.signIn("ana@one", "ana@two");
  await visit(reader, sandbox, "mira@one");
  await expect(reader.pane.getByRole("listitem").filter({ hasText: "#sourdough" })).toContainText("3 posts");
});

test("one chooses in which languages somebody's posts come home, where the server knows that", async ({ reader, sandbox, page }) => {
  for (const account of ["ana@one", "haru@three"]) await sandbox.follow(account, "mira@one");
  await sandbox.post("mira@one", "Guten Morgen", { language: "de" });
  await reader.signIn("ana@one", "haru@three");
  await visit(reader, sandbox, "mira@one");
  await expect(reader.pane.locator("article.post").first()).toBeVisible();
  await choose(reader, sandbox, "ana@one", "Choose languages…");
  const one = tie(reader, sandbox, "ana@one");
  await one.getByLabel("German").check();
  await one.getByRole("button", { name: "Keep this choice" }).click();
  await expect(one).toContainText("in some languages only");
  expect((await relation(sandbox, "ana@one", "mira@one")).languages).toEqual(["de"]);
  await choose(reader, sandbox, "ana@one", "Choose languages…");
  await expect(one.getByLabel("German")).toBeChecked();
  await one.getByLabel("German").uncheck();
  await one.getByRole("button", { name: "Keep this choice" }).click();
  await expect(one).not.toContainText("in some languages only");
  expect((await relation(sandbox, "ana@one", "mira@one")).languages).toBeNull();
  await tie(reader, sandbox, "haru@three").getByRole("button", { name: /^More, as/ }).click();
  await expect(page.getByRole("menuitem", { name: "Report…" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Choose languages…" })).toHaveCount(0);
});

test("a server that blocks another is named where its account cannot reach somebody", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one", "ana@two");
  await sandbox.wall("one", "three");
  await visit(reader, sandbox, "kofi@three");
  const one = tie(reader, sandbox, "ana@one");
  await expect(one).toContainText("does not know them yet");
  await one.getByRole("button", { name: /^Follow/ }).click();
  await expect(one).toContainText(`cannot reach them: ${sandbox.host("one")} blocks ${sandbox.host("three")}`);
  await expect(tie(reader, sandbox, "ana@two")).not.toContainText("cannot reach");
  // The other way round, and where nobody tells.
  await sandbox.wall("three", "two");
  await visit(reader, sandbox, "kofi@three");
  const two = tie(reader, sandbox, "ana@two");
  await two.getByRole("button", { name: /^Follow/ }).click();
  await expect(two).toContainText(`cannot reach them: ${sandbox.host("three")} blocks ${sandbox.host("two")}`);
  await sandbox.fault("status", { path: "/api/v1/instance/domain_blocks", status: 401 });
  await visit(reader, sandbox, "kofi@three");
  await two.getByRole("button", { name: /^Follow/ }).click();
  await expect(two).toContainText("does not find them:");
});

test("somebody whose handle has another host than their server is one person, by either name", async ({ reader, sandbox, page }) => {
  const { uri } = await sandbox.post("kofi@three", "From a server with another name.", { known_on: ["three"] });
  await sandbox.split("three", "people");
  await sandbox.follow("ana@one", "kofi@three");
  await reader.signIn("ana@one");
  const handle = sandbox.handle("kofi@people");
  await visit(reader, sandbox, "kofi@three");
  await expect(page).toHaveURL(new RegExp(encodeURIComponent(handle.slice(1))));
  await expect(reader.pane.getByText(handle).first()).toBeVisible();
  await expect(tie(reader, sandbox, "ana@one")).toContainText("follows them");
  // Their own server is found by what the other host says.
  await expect(reader.pane.locator(`article[data-uri="${uri}"]`)).toBeVisible();
  await expect(reader.pane.locator(`article[data-uri="${uri}"]`)).toContainText(handle);
  // By that name, too.
  await page.reload();
  await expect(reader.pane.locator(`article[data-uri="${uri}"]`)).toBeVisible();
});

test("of somebody who has moved it is said whereto, and it leads there", async ({ reader, sandbox, page }) => {
  await sandbox.move("pip@one", "kofi@three");
  await reader.signIn("ana@one", "ana@two");
  await visit(reader, sandbox, "pip@one");
  await reader.pane.getByRole("link", { name: `They have moved to ${sandbox.handle("kofi@three")}.` }).click();
  await expect(page).toHaveURL(/handle=kofi/);
  await expect(reader.pane.getByRole("heading", { name: "Kofi Mensah" })).toBeVisible();
});

test("what somebody has pinned comes from one's own server where theirs is silent", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@one", "haru@three");
  const { uri, ids } = await sandbox.post("haru@three", "Read this first.");
  await sandbox.post("haru@three", "And then this.");
  await reader.signIn("ana@one", "haru@three");
  await sandbox.api("haru@three", `/api/v1/statuses/${ids.three}/pin`, "POST");
  await expect.poll(async () => Object.keys((await sandbox.truth(uri)).servers)).toContain("one");
  await sandbox.fault("drop", { server: "three", times: 99 });
  await visit(reader, sandbox, "haru@three");
  const pinned = reader.pane.locator("section.person-posts").filter({ hasText: "Pinned" });
  await expect(pinned.locator(`article[data-uri="${uri}"]`)).toBeVisible({ timeout: 20_000 });
});

for (const [name, size] of Object.entries({ phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 800 } })) {
  test(`a report, notes and questions have no faults that axe finds, on a ${name}`, async ({ reader, sandbox, page }) => {
    await page.setViewportSize(size);
    await sandbox.post("longname@one", "Something long from somebody with a long name.");
    await sandbox.follow("ana@one", "longname@one");
    await reader.signIn("ana@one", "ana@two");
    await visit(reader, sandbox, "longname@one");
    await expect(tie(reader, sandbox, "ana@one")).not.toContainText("Loading");
    await choose(reader, sandbox, "ana@one", "Write a private note");
    await choose(reader, sandbox, "ana@one", "Report…");
    const report = form(reader, sandbox, "longname@one");
    await report.getByLabel("They break the rules").check();
    await expect(report.getByLabel("Be kind.")).toBeVisible();
    const look = async (within) => {
      const { violations } = await new AxeBuilder({ page }).include(within).analyze();
      expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    };
    await look(".pane");
    await report.getByRole("button", { name: "Cancel" }).click();
    await choose(reader, sandbox, "all", "Block with all");
    await look("dialog[open]");
  });
}

test("what the pages look like", async ({ reader, sandbox, page }) => {
  await sandbox.post("mira@one", "Something from Mira about #sourdough.");
  await sandbox.follow("pip@one", "mira@one");
  await sandbox.follow("ana@one", "pip@one");
  await reader.signIn("ana@one", "ana@two");
  for (const [width, height] of [[390, 844], [1280, 900]]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await visit(reader, sandbox, "mira@one");
      await expect(tie(reader, sandbox, "ana@one")).not.toContainText("Loading");
      if (!(await reader.pane.getByRole("textbox").count())) await choose(reader, sandbox, "ana@one", "Write a private note");
      await reader.pane.getByRole("textbox").first().fill(`Met at the bakery, likes rye. ${width}, ${colorScheme}`);
      await reader.pane.getByRole("textbox").first().blur();
      await expect(tie(reader, sandbox, "ana@one")).toContainText("Saved.");
      await expect(reader.pane.getByText("#sourdough").first()).toBeVisible();
      await page.screenshot({ path: join(SHOTS, `ties-${width}-${colorScheme}.png`), fullPage: width === 390 });
      await choose(reader, sandbox, "ana@one", "Report…");
      const report = form(reader, sandbox, "mira@one");
      await report.getByLabel("They break the rules").check();
      await expect(report.getByLabel("Be kind.")).toBeVisible();
      await page.screenshot({ path: join(SHOTS, `report-${width}-${colorScheme}.png`), fullPage: width === 390 });
    }
  }
});
