// What is offered while one writes: people, tags, emoji.
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";

import { pass, takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";

test.use({ posts: 60 });

const PEOPLE = "/api/v1/accounts/search";
const EMOJI = "/api/v1/custom_emojis";

const field = (page) => page.getByRole("textbox", { name: "Text of the post" });
const list = (page) => page.getByRole("listbox", { name: "Suggestions" });
const options = (page) => list(page).getByRole("option");
const chosen = (page) => list(page).locator("[aria-selected=true]");
const picker = (page) => page.getByRole("dialog", { name: "Emoji" });
const cell = (page, name) => picker(page).getByRole("gridcell", { name: `:${name}:` });

async function desk(reader, ...accounts) {
  await reader.signIn(...accounts);
  await reader.open("write");
  await expect(field(reader.page)).toBeFocused();
}

function from(page, sandbox, account) {
  const as = page.getByRole("group", { name: "Post as" });
  return as.getByRole("button", { name: sandbox.handle(account).slice(1) });
}

// For people to look at.
async function shot(page, name, { width }) {
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(import.meta.dirname, `results/shots/${name}-${width}-${colorScheme}.png`) });
  }
}

async function openPicker(page) {
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  await expect(picker(page).getByRole("grid")).toBeVisible();
}

// Somebody of the home timeline has been read before.
async function seen(reader, sandbox) {
  await sandbox.follow("ana@one", "mira@one");
  await sandbox.post("mira@one", "Seen before");
  await reader.signIn("ana@one", "ana@two");
  await expect(reader.articles.filter({ hasText: "Seen before" })).toBeVisible();
  await reader.page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
  await expect(field(reader.page)).toBeFocused();
}

test("who was seen is offered at once, without a network too, and Enter takes them", async ({ reader, sandbox, page, context }) => {
  await seen(reader, sandbox);
  await context.setOffline(true);
  await page.keyboard.type("Hello @Mír");
  await expect(options(page).first()).toContainText("Mira Lindqvist");
  await expect(chosen(page)).toContainText(sandbox.handle("mira@one"));
  const active = await field(page).getAttribute("aria-activedescendant");
  await expect(chosen(page)).toHaveAttribute("id", active);
  await expect(field(page)).toHaveAttribute("aria-controls", await list(page).getAttribute("id"));
  await expect(page.getByRole("status").filter({ hasText: /suggestion/ })).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue(`Hello ${sandbox.handle("mira@one")} `);
  await expect(list(page)).toHaveCount(0);
  await expect(field(page)).not.toHaveAttribute("aria-activedescendant");
  // The caret stands behind it, and what was taken can be undone.
  await page.keyboard.type("and all");
  await expect(field(page)).toHaveValue(`Hello ${sandbox.handle("mira@one")} and all`);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(field(page)).not.toHaveValue(/localhost/);
});

test("the servers of all chosen accounts are asked at once, nobody is fetched, and who is known to several is offered once", async ({ reader, sandbox, page }) => {
  await desk(reader, "ana@one", "ana@two");
  await from(page, sandbox, "ana@two").click();
  const since = await sandbox.mark();
  await field(page).click();
  await page.keyboard.type("@kofi");
  await expect(options(page).filter({ hasText: sandbox.handle("kofi@three") })).toHaveCount(1);
  await expect.poll(async () => (await sandbox.calls(since, { path: PEOPLE })).length).toBe(2);
  const calls = await sandbox.calls(since, { path: PEOPLE });
  expect(calls.map((it) => it.server).sort()).toEqual(["one", "two"]);
  for (const call of calls) expect(call.query).toBe("q=kofi&limit=8&resolve=false");
  await expect(options(page).filter({ hasText: sandbox.handle("kofi@three") })).toHaveCount(1);
});

test("an answer to what nobody asks for any longer is not shown", async ({ reader, sandbox, page }) => {
  await desk(reader, "ana@one");
  await sandbox.fault("hold", { path: PEOPLE, times: 1 });
  const asked = page.waitForRequest(/accounts\/search\?q=tom/);
  await page.keyboard.type("@tom");
  await asked;
  await field(page).fill("@pip");
  await expect(options(page).first()).toContainText(sandbox.handle("pip@one"));
  await sandbox.clearFaults();
  await page.waitForTimeout(300);
  await expect(options(page).filter({ hasText: sandbox.handle("tomas@one") })).toHaveCount(0);
  await expect(chosen(page)).toContainText(sandbox.handle("pip@one"));
});

test("tags are offered as they are written here and on the servers, and Tab takes one", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  await sandbox.post("mira@one", "Ripe at last #Gooseberry");
  await sandbox.post("haru@three", "Elsewhere #goosefeather", { known_on: ["two", "three"] });
  await desk(reader, "ana@one", "ana@two");
  await from(page, sandbox, "ana@two").click();
  await field(page).click();
  await page.keyboard.type("So many #goose");
  await expect(options(page)).toHaveText(["#Gooseberry", "#goosefeather"]);
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toHaveText("#goosefeather");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toHaveText("#goosefeather");
  await page.keyboard.press("Tab");
  await expect(field(page)).toHaveValue("So many #goosefeather ");
  await expect(field(page)).toBeFocused();
});

test("an emoji that not all chosen servers have says so, and is taken by a click", async ({ reader, sandbox, page }) => {
  await desk(reader, "ana@one", "ana@two");
  await page.keyboard.type("look:blo :blo");
  await expect(options(page)).toHaveCount(2);
  await expect(list(page)).not.toContainText("only on");
  await from(page, sandbox, "ana@two").click();
  await field(page).click();
  await page.keyboard.type("b");
  await expect(options(page)).toHaveCount(3);
  await expect(options(page).filter({ hasText: ":blobwave:" })).not.toContainText("only on");
  await expect(options(page).filter({ hasText: ":blob_one:" })).toContainText(`only on ${sandbox.host("one")}`);
  await expect(options(page).filter({ hasText: ":blob_two:" })).toContainText(`only on ${sandbox.host("two")}`);
  await options(page).filter({ hasText: ":blob_two:" }).click();
  await expect(field(page)).toHaveValue("look:blo :blob_two: ");
  await expect(field(page)).toBeFocused();
});

test("Escape closes the list and nothing else, and Enter is a new line again", async ({ reader, sandbox, page }) => {
  await desk(reader, "ana@one");
  await page.keyboard.type("@mi");
  await expect(list(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list(page)).toHaveCount(0);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("r");
  await page.waitForTimeout(400);
  await expect(list(page), "it was waved away").toHaveCount(0);
  await page.keyboard.press("Enter");
  await page.keyboard.type("two @mi");
  await expect(list(page)).toBeVisible();
  await expect(field(page)).toHaveValue("@mir\ntwo @mi");
  // The caret goes elsewhere: nothing is named there.
  await page.keyboard.press("Home");
  await expect(list(page)).toHaveCount(0);
  await page.keyboard.press("End");
  await page.keyboard.type("r");
  await expect(list(page)).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(reader.toasts).toContainText(`Posted as ${sandbox.handle("ana@one")}.`);
});

test("addresses, mail and smileys name nobody", async ({ reader, sandbox, page }) => {
  await seen(reader, sandbox);
  await page.keyboard.type("@mir");
  await expect(list(page)).toBeVisible();
  for (const text of ["https://one.example/@mir", "me@mir", ":-D", "12:30", "@", "#1"]) {
    await field(page).fill("");
    await page.keyboard.type(text);
    await page.waitForTimeout(50);
    await expect(list(page), text).toHaveCount(0);
  }
});

test("what an input method makes letters of is left alone until it is done", async ({ reader, sandbox, page, context }) => {
  await seen(reader, sandbox);
  const cdp = await context.newCDPSession(page);
  await page.keyboard.type("@mi");
  await expect(list(page)).toBeVisible();
  await cdp.send("Input.imeSetComposition", { text: "か", selectionStart: 1, selectionEnd: 1 });
  await expect(field(page)).toHaveValue("@miか");
  await expect(list(page)).toHaveCount(0);
  await cdp.send("Input.insertText", { text: "蚊" });
  await expect(field(page)).toHaveValue("@mi蚊");
  await field(page).fill("");
  // A phone's keyboard makes plain words in the same way.
  await page.keyboard.type("@");
  await cdp.send("Input.imeSetComposition", { text: "mir", selectionStart: 3, selectionEnd: 3 });
  await expect(options(page).first()).toContainText("Mira Lindqvist");
  await options(page).first().click();
  await expect(field(page)).toHaveValue(`${sandbox.handle("mira@one")} `);
});

test("a server that cannot be asked is named, and the others' answers are there", async ({ reader, sandbox, page }) => {
  await desk(reader, "ana@one", "ana@two");
  await sandbox.fault("status", { status: 403, body: { error: "Not for you" }, server: "two", path: PEOPLE });
  await from(page, sandbox, "ana@two").click();
  await field(page).click();
  await page.keyboard.type("@kof");
  await expect(options(page).first()).toContainText("Kofi Mensah");
  await expect(page.locator(".offers")).toContainText(`${sandbox.host("two")}: it said “Not for you”.`);
});

test("all emoji can be looked through and put at the caret by keyboard; those used last stand first, here and next time", async ({ reader, sandbox, page }) => {
  await desk(reader, "ana@one", "ana@two");
  await page.keyboard.type("Good  night");
  for (let n = 0; n < 6; n += 1) await page.keyboard.press("ArrowLeft");
  await openPicker(page);
  await expect(picker(page).getByRole("searchbox").or(picker(page).getByRole("combobox"))).toBeFocused();
  await expect(picker(page).getByRole("rowheader")).toHaveText(["Blobs", "From here", "Other"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(picker(page).locator("[aria-selected=true]")).toHaveAttribute("id", await picker(page).getByRole("combobox").getAttribute("aria-activedescendant"));
  await expect(picker(page).locator(".picker__foot")).toContainText(":blobwave:");
  await page.keyboard.press("Enter");
  await expect(picker(page)).toBeHidden();
  await expect(field(page)).toHaveValue("Good :blobwave: night");
  await page.keyboard.type("all ");
  await expect(field(page)).toHaveValue("Good :blobwave: all night");
  await page.reload();
  await expect(field(page)).toBeFocused();
  await openPicker(page);
  await expect(picker(page).getByRole("rowheader").first()).toHaveText("Used last");
  await page.keyboard.type("lightH");
  await expect(picker(page).getByRole("gridcell")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue(/:lighthouse: /);
});

test("emoji of one server alone stand apart, under its name", async ({ reader, sandbox, page }) => {
  await desk(reader, "ana@one", "ana@two");
  await from(page, sandbox, "ana@two").click();
  await openPicker(page);
  const [one, two] = ["one", "two"].map((server) => `Only on ${sandbox.host(server)}: plain text on the others`);
  await expect(picker(page).getByRole("rowheader")).toHaveText(["Blobs", "Other", one, two]);
  await expect(cell(page, "bread")).toBeVisible();
  await expect(picker(page).getByRole("gridcell", { name: `:tulip:, only on ${sandbox.host("two")}` })).toBeVisible();
  await cell(page, "bread").click();
  await expect(field(page)).toHaveValue(":bread: ");
});

test("twenty thousand emoji are at hand, and few of them on the page", async ({ reader, sandbox, page }) => {
  await sandbox.emoji("one", 19_900);
  await desk(reader, "ana@one");
  await openPicker(page);
  const pictures = () => picker(page).locator("img").count();
  await expect(cell(page, "wave_0").or(cell(page, "blobwave")).first()).toBeVisible();
  for (const share of [0.25, 0.5, 1]) {
    await picker(page).getByRole("grid").evaluate((grid, share) => grid.scrollTo(0, share * grid.scrollHeight), share);
    await expect.poll(pictures).toBeGreaterThan(20);
    expect(await pictures()).toBeLessThan(200);
  }
  await expect(cell(page, "train"), "the last of them").toBeVisible();
  await picker(page).getByRole("combobox").fill("ve_1777");
  await expect(picker(page).getByRole("gridcell")).toHaveCount(11);
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue(":wave_1777: ");
});

test("emoji are asked for once a day, are there without a network, and go with the last account of their server", async ({ reader, sandbox, page, context }) => {
  await takeClock(page);
  await desk(reader, "ana@one", "bo@one");
  await pass(page, 5);
  const asked = async () => (await sandbox.calls(0, { path: EMOJI })).length;
  const kept = () => page.evaluate(async () => {
    const done = (request) => new Promise((ok) => (request.onsuccess = () => ok(request.result)));
    const database = await done(indexedDB.open("skein"));
    const keys = await done(database.transaction("emoji").objectStore("emoji").getAllKeys());
    database.close();
    return keys;
  });
  await expect.poll(kept).toHaveLength(2);
  expect(await asked()).toBe(1);
  await page.reload();
  await expect(field(page)).toBeFocused();
  await context.setOffline(true);
  await page.keyboard.type(":light");
  await expect(options(page)).toHaveText([":lighthouse:"]);
  await context.setOffline(false);
  expect(await asked()).toBe(1);
  await page.clock.fastForward(25 * 60 * 60_000);
  await page.reload();
  await expect(field(page)).toBeFocused();
  await field(page).fill("");
  await page.keyboard.type(":light");
  await pass(page, 5);
  await expect(options(page)).toHaveText([":lighthouse:"]);
  await expect.poll(asked).toBe(2);
  // Of a server where nobody is signed in, nothing is kept.
  for (const account of ["ana@one", "bo@one"]) {
    await reader.showAccounts();
    await page.getByRole("button", { name: `Sign out ${sandbox.handle(account)}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
    await pass(page, 5);
    await expect.poll(kept).toHaveLength(account === "bo@one" ? 0 : 2);
  }
});

test("emoji that cannot be had are told of, and asked for again", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await sandbox.fault("status", { status: 403, body: { error: "Closed today" }, path: EMOJI });
  await reader.open("write");
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  await expect(picker(page)).toContainText(`${sandbox.host("one")}: it said “Closed today”.`);
  await sandbox.clearFaults();
  await picker(page).getByRole("button", { name: "Try again" }).click();
  await expect(cell(page, "bread")).toBeVisible();
  await picker(page).getByRole("combobox").fill("nothing like it");
  await expect(picker(page)).toContainText("No emoji of this name.");
  await picker(page).getByRole("button", { name: "Close" }).click();
  await expect(picker(page)).toBeHidden();
});

for (const [name, size] of [["phone", { width: 320, height: 640 }], ["desktop", { width: 1280, height: 900 }]]) {
  test(`what is offered has no faults that axe finds, on a ${name}`, async ({ reader, sandbox, page }) => {
    await page.setViewportSize(size);
    await sandbox.follow("ana@one", "mira@one");
    await sandbox.post("mira@one", "Seen before");
    await desk(reader, "ana@one", "ana@two");
    await from(page, sandbox, "ana@two").click();
    await field(page).click();
    for (const text of ["Hello @m", "Hello :blo"]) {
      await field(page).fill("");
      await page.keyboard.type(text);
      await expect(options(page).nth(1)).toBeVisible();
      const box = await page.locator(".offers").boundingBox();
      const room = await page.evaluate(() => document.documentElement.clientWidth);
      expect(box.x >= 0 && box.x + box.width <= room, "it is on the screen").toBe(true);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
      await shot(page, `offers-${text.length}`, size);
    }
    await page.keyboard.press("Escape");
    await openPicker(page);
    await page.keyboard.press("ArrowDown");
    await shot(page, "picker", size);
    const { violations } = await new AxeBuilder({ page }).include("dialog[open]").analyze();
    expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  });
}

test("back closes the picker, and leads nowhere else", async ({ reader, page }) => {
  await desk(reader, "ana@one");
  await page.keyboard.type("Still here");
  await openPicker(page);
  await page.goBack();
  await expect(picker(page)).toBeHidden();
  await expect(field(page)).toHaveValue("Still here");
  // However else it is closed, it leaves no step behind.
  await openPicker(page);
  await page.keyboard.press("Escape");
  await expect(picker(page)).toBeHidden();
  await expect(field(page)).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(field(page)).toBeHidden();
});
