// The accounts' own lists, and what has become of the accounts.
import AxeBuilder from "@axe-core/playwright";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.mjs";

const SHOTS = join(dirname(fileURLToPath(import.meta.url)), "results/shots");
const shelf = (reader, sandbox, account) => reader.pane.locator(".shelf").filter({ has: reader.page.getByRole("heading", { name: sandbox.handle(account) }) });
const list = (reader, name) => reader.pane.getByRole("group", { name: "Which list" }).getByRole("button", { name });

async function lists(reader) {
  const { page } = reader;
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Accounts" }).filter({ visible: true }).click();
  await reader.pane.getByRole("link", { name: "Saved and blocked" }).click();
  await expect(list(reader, "Bookmarks")).toHaveAttribute("aria-pressed", "true");
}

// Somebody's id on an account's server.
async function id(sandbox, account, who) {
  const [found] = await sandbox.api(account, `/api/v1/accounts/search?q=${encodeURIComponent(sandbox.handle(who))}&resolve=true`);
  return found.id;
}

test("what was bookmarked and liked with any account is one list, each once, to the last", async ({ reader, sandbox }) => {
  const uris = [];
  for (let n = 0; n < 90; n += 1) {
    const { uri } = await sandbox.post("mira@one", `Worth keeping, ${n}`);
    uris.push(uri);
    await sandbox.act("ana@one", "bookmark", { uri });
  }
  const there = await sandbox.post("kofi@three", "Kept on three.");
  await sandbox.act("haru@three", "bookmark", { uri: there.uri });
  await sandbox.act("haru@three", "like", { uri: there.uri });
  await reader.signIn("ana@one", "haru@three");
  await lists(reader);
  const articles = reader.pane.locator(".rows > article");
  await expect(reader.pane.locator(`article[data-uri="${there.uri}"]`)).toBeVisible();
  await expect(reader.pane.locator(`article[data-uri="${uris[89]}"]`)).toBeVisible();
  const more = reader.pane.getByRole("button", { name: "Load more" });
  await expect(async () => {
    if (await more.count()) await more.click({ timeout: 1_000 }).catch(() => {});
    await expect(reader.pane.getByText("That is all.", { exact: true })).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 20_000 });
  const shown = await reader.throughPane(() => articles.evaluateAll((all) => all.map((it) => it.dataset.uri)));
  expect(uris.filter((uri) => !shown.includes(uri))).toEqual([]);
  expect(await articles.count()).toBeLessThan(60);
  await reader.paneAt(0);
  await list(reader, "Likes").click();
  await expect(reader.pane.locator(`article[data-uri="${there.uri}"]`)).toBeVisible();
});

test("a list that is opened anew is a fresh one, and the one that back leads to is as it was left", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  await lists(reader);
  await list(reader, "Muted").click();
  await expect(shelf(reader, sandbox, "ana@one")).toContainText("Nobody.");
  await page.goBack();
  await page.goBack();
  for (const [account, who] of [["ana@one", "pip@one"], ["haru@three", "kofi@three"]]) {
    await sandbox.api(account, `/api/v1/accounts/${await id(sandbox, account, who)}/mute`, "POST");
  }
  await lists(reader);
  await list(reader, "Muted").click();
  await expect(shelf(reader, sandbox, "ana@one").getByRole("listitem")).toHaveCount(1);
  await expect(shelf(reader, sandbox, "haru@three").getByRole("listitem")).toHaveCount(1);
  await shelf(reader, sandbox, "ana@one").getByRole("link").first().click();
  await page.goBack();
  await expect(list(reader, "Muted")).toHaveAttribute("aria-pressed", "true");
});

test("whom an account muted or blocked, and which servers are hidden, is listed by account and undone there", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one", "haru@three");
  for (const [account, who] of [["ana@one", "pip@one"], ["haru@three", "kofi@three"]]) {
    await sandbox.api(account, `/api/v1/accounts/${await id(sandbox, account, who)}/mute`, "POST");
    await sandbox.api(account, `/api/v1/accounts/${await id(sandbox, account, "tomas@one")}/block`, "POST");
  }
  await sandbox.api("ana@one", `/api/v1/domain_blocks?domain=${encodeURIComponent(sandbox.host("two"))}`, "POST");
  await lists(reader);
  await list(reader, "Muted").click();
  for (const [account, who] of [["ana@one", "pip@one"], ["haru@three", "kofi@three"]]) {
    const mine = shelf(reader, sandbox, account);
    await expect(mine.getByRole("listitem")).toHaveCount(1);
    await expect(mine).toContainText(sandbox.handle(who));
    await mine.getByRole("button", { name: `Unmute: ${sandbox.handle(who)}` }).click();
    await expect(mine).toContainText("Taken off the list");
    expect(await sandbox.api(account, "/api/v1/mutes")).toEqual([]);
  }
  // And put back again, if that was a slip.
  const mine = shelf(reader, sandbox, "ana@one");
  await mine.getByRole("button", { name: /^Mute again/ }).click();
  await expect(mine).not.toContainText("Taken off the list");
  expect(await sandbox.api("ana@one", "/api/v1/mutes")).toHaveLength(1);
  await list(reader, "Blocked").click();
  for (const account of ["ana@one", "haru@three"]) {
    await shelf(reader, sandbox, account).getByRole("button", { name: /^Unblock/ }).click();
    await expect(shelf(reader, sandbox, account)).toContainText("Taken off the list");
    expect(await sandbox.api(account, "/api/v1/blocks")).toEqual([]);
  }
  await list(reader, "Hidden servers").click();
  await expect(shelf(reader, sandbox, "haru@three")).toContainText("This server keeps no such list.");
  const hidden = shelf(reader, sandbox, "ana@one");
  await hidden.getByRole("button", { name: `Show again: ${sandbox.host("two")}` }).click();
  await expect(hidden).toContainText("Taken off the list");
  expect(await sandbox.api("ana@one", "/api/v1/domain_blocks")).toEqual([]);
});

test("a server that does not tell is named, the others' lists are there, and it is asked again", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one", "haru@three");
  await sandbox.api("ana@one", `/api/v1/accounts/${await id(sandbox, "ana@one", "pip@one")}/mute`, "POST");
  await sandbox.fault("status", { server: "three", path: "/api/v1/mutes", status: 500, times: 99 });
  await lists(reader);
  await list(reader, "Muted").click();
  await expect(shelf(reader, sandbox, "ana@one")).toContainText(sandbox.handle("pip@one"));
  const three = shelf(reader, sandbox, "haru@three");
  const again = three.getByRole("button", { name: /^Try again/ });
  await expect(again).toBeVisible({ timeout: 20_000 });
  await sandbox.clearFaults();
  await again.click();
  await expect(three).toContainText("Nobody.");
});

test("an account that moved, or that its server calls otherwise, is said to; it stays signed in and can write", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  await sandbox.move("ana@one", "ana@two");
  await sandbox.rename("haru@three", "haruka");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Accounts" }).filter({ visible: true }).click();
  const row = (account) => reader.pane.locator(".person").filter({ hasText: sandbox.handle(account) }).first();
  await expect(row("ana@one")).toContainText(`This account has moved to ${sandbox.handle("ana@two")}. You stay signed in`);
  await expect(row("haruka@three")).toContainText(`This account was ${sandbox.handle("haru@three")} before`);
  // Nobody was signed out.
  await expect(reader.pane.getByRole("link", { name: "Sign in again" })).toHaveCount(0);
  expect((await sandbox.tokens()).filter((it) => it.revoked)).toEqual([]);
  // The new name stays, and the way to one's own profile leads to it.
  await page.reload();
  await reader.pane.getByRole("link", { name: `Profile: ${sandbox.handle("haruka@three")}`, exact: true }).click();
  await expect(reader.pane.locator(".tie").filter({ hasText: sandbox.handle("haruka@three") })).toContainText("This is you");
});

test("that something was done is said and goes by itself, but not while somebody is at it", async ({ reader, sandbox, page }) => {
  await reader.goTo("one");
  await reader.consent("ana");
  const said = reader.toasts.getByText(`Signed in as ${sandbox.handle("ana@one")}.`);
  await expect(said).toBeVisible();
  await reader.toasts.getByRole("button", { name: "Close" }).focus();
  await page.waitForTimeout(8_000);
  await expect(said).toBeVisible();
  await page.evaluate(() => document.activeElement.blur());
  await expect(said).toHaveCount(0, { timeout: 8_000 });
});

for (const [width, height] of [[320, 640], [360, 740], [390, 844], [1280, 900], [1440, 900]]) {
  test(`the lists and the accounts have no faults that axe finds, at ${width} pixels`, async ({ reader, sandbox, page }) => {
    await page.setViewportSize({ width, height });
    const { uri } = await sandbox.post("mira@one", "Worth keeping.");
    await sandbox.act("ana@one", "bookmark", { uri });
    await reader.signIn("ana@one", "haru@three");
    await sandbox.move("ana@one", "ana@two");
    await sandbox.api("ana@one", `/api/v1/accounts/${await id(sandbox, "ana@one", "pip@one")}/mute`, "POST");
    const faults = async (name) => {
      const { violations } = await new AxeBuilder({ page }).include(".pane").analyze();
      expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `${name}-${width}-${colorScheme}.png`) });
      }
      await page.emulateMedia({ colorScheme: "light" });
    };
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Accounts" }).filter({ visible: true }).click();
    await expect(reader.pane.getByText("This account has moved")).toBeVisible();
    await faults("accounts-moved");
    await reader.pane.getByRole("link", { name: "Saved and blocked" }).click();
    await expect(reader.pane.locator(".rows > article")).toHaveCount(1);
    await faults("lists-saved");
    await list(reader, "Muted").click();
    await expect(shelf(reader, sandbox, "ana@one").getByRole("listitem")).toHaveCount(1);
    await faults("lists-muted");
  });
}
