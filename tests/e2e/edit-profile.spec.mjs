// One's own profile: all that its server lets one change.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

const SHOTS = join(dirname(fileURLToPath(import.meta.url)), "results/shots");
// A red and a blue picture of one pixel.
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

const form = (reader) => reader.pane.locator("form.own");
const field = (reader, name) => form(reader).getByLabel(name, { exact: true });
const save = (reader) => form(reader).getByRole("button", { name: "Save" }).click();
const own = (sandbox, account) => sandbox.api(account, "/api/v1/accounts/verify_credentials");

async function edit(reader, sandbox, account) {
  await reader.page.goto(`${sandbox.app}edit-profile?handle=${encodeURIComponent(sandbox.handle(account).slice(1))}`);
  await expect(form(reader)).toBeVisible();
}

test("what is changed holds on the server, is shown as it has it, and everywhere in the app", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await reader.showAccounts();
  await page.getByRole("link", { name: `Edit profile: ${sandbox.handle("ana@two")}` }).click();
  await expect(form(reader)).toBeVisible();
  await field(reader, "Name").fill("Ana on two");
  await field(reader, "About you").fill("I bake <bread>.\nAnd read.");
  await field(reader, "Who wants to follow must ask").check();
  await field(reader, "Recommend me").uncheck();
  await field(reader, "Hide whom I follow, and who follows me").check();
  await field(reader, "Veil my media").check();
  await field(reader, "Audience").selectOption({ label: "Followers" });
  await field(reader, "Language of your posts").selectOption({ label: "German" });
  await save(reader);
  await expect(reader.pane.getByText("Saved. This is how your server has it now.")).toBeVisible();
  const there = await own(sandbox, "ana@two");
  expect(there).toMatchObject({
    display_name: "Ana on two", locked: true, bot: false, discoverable: false, hide_collections: true, indexable: true,
    source: { note: "I bake <bread>.\nAnd read.", privacy: "private", sensitive: true, language: "de" },
  });
  expect((await own(sandbox, "ana@one")).display_name).not.toBe("Ana on two");
  await expect(field(reader, "Name")).toHaveValue("Ana on two");
  await reader.showAccounts();
  await expect(reader.pane.locator(".person").filter({ hasText: sandbox.handle("ana@two") })).toContainText("Ana on two");
  // And on the next visit, before any server has answered.
  await page.reload();
  await expect(reader.pane.locator(".person").filter({ hasText: sandbox.handle("ana@two") })).toContainText("Ana on two");
});

test("what was typed and not saved is there when one comes back, until it is saved or thrown away", async ({ reader, sandbox, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await reader.signIn("ana@one", "haru@three");
  for (const account of ["ana@one", "haru@three"]) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Accounts" }).filter({ visible: true }).click();
    const way = page.getByRole("link", { name: `Edit profile: ${sandbox.handle(account)}` });
    await way.click();
    await expect(form(reader)).toBeVisible();
    const before = await field(reader, "Name").inputValue();
    await field(reader, "Name").fill("Half a na");
    await page.goBack();
    await way.click();
    await expect(field(reader, "Name")).toHaveValue("Half a na");
    await expect(reader.pane.getByText("What you typed here before is not saved yet.")).toBeVisible();
    await reader.pane.getByRole("button", { name: "Throw it away" }).click();
    await expect(field(reader, "Name")).toHaveValue(before);
    await expect(reader.pane.getByText("is not saved yet")).toHaveCount(0);
    await field(reader, "Name").fill("A whole name");
    await save(reader);
    // What came of it is in sight, not behind the tabs.
    const said = reader.pane.getByText("Saved. This is how your server has it now.");
    await expect(said).toBeInViewport();
    const tabs = await page.locator(".tabs").boundingBox();
    const box = await said.boundingBox();
    expect(box.y + box.height).toBeLessThanOrEqual(tabs.y);
    expect((await own(sandbox, account)).display_name).toBe("A whole name");
    await page.goBack();
    await way.click();
    await expect(field(reader, "Name")).toHaveValue("A whole name");
    await expect(reader.pane.getByText("is not saved yet")).toHaveCount(0);
  }
});

test("from one's own page one goes to change it; lines are added and removed, as many as the server takes", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  for (const [account, most] of [["ana@one", 4], ["haru@three", 6]]) {
    await page.goto(`${sandbox.app}person?handle=${encodeURIComponent(sandbox.handle(account).slice(1))}`);
    await reader.pane.getByRole("link", { name: "Edit profile" }).click();
    await expect(form(reader)).toBeVisible();
    const remove = form(reader).getByRole("button", { name: /^Remove line/ });
    while (await remove.count()) await remove.first().click();
    const add = form(reader).getByRole("button", { name: "Add a line" });
    for (let n = 0; n < most; n += 1) await add.click();
    await expect(add).toHaveCount(0);
    await field(reader, "Name of line 1").first().fill("Web");
    await field(reader, "Content of line 1").first().fill("https://example.org/ana");
    await save(reader);
    await expect(reader.pane.getByText("Saved.")).toBeVisible();
    expect((await own(sandbox, account)).source.fields.map((it) => [it.name, it.value])).toEqual([["Web", "https://example.org/ana"]]);
    await expect(remove).toHaveCount(1);
    await remove.click();
    await save(reader);
    await expect.poll(async () => (await own(sandbox, account)).source.fields).toEqual([]);
  }
  // What a server does not tell, is not offered.
  await expect(field(reader, "Let my public posts be found")).toHaveCount(0);
});

test("a refused save loses nothing that was typed, and says why", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one");
  await edit(reader, sandbox, "ana@one");
  await field(reader, "Name").fill("A name that is longer than any server would ever take");
  await save(reader);
  await expect(reader.pane.getByRole("alert")).toContainText("characters too long for your server");
  await field(reader, "Name").fill("Ana Again");
  await sandbox.fault("status", { server: "one", path: "/api/v1/accounts/update_credentials", status: 422, body: { error: "Validation failed: no" }, times: 1 });
  await save(reader);
  await expect(reader.pane.getByRole("alert")).toContainText("Not saved: it said “Validation failed: no”.");
  await expect(field(reader, "Name")).toHaveValue("Ana Again");
  await save(reader);
  await expect(reader.pane.getByText("Saved.")).toBeVisible();
  expect((await own(sandbox, "ana@one")).display_name).toBe("Ana Again");
});

test("a sign-in that does not allow it says so, and offers to ask for more", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one");
  await edit(reader, sandbox, "ana@one");
  await sandbox.fault("status", { server: "one", path: "/api/v1/accounts/update_credentials", status: 403, body: { error: "This action is outside the authorized scopes" }, times: 1 });
  await field(reader, "Name").fill("Ana Narrow");
  await save(reader);
  await expect(reader.pane.getByRole("alert")).toContainText("this sign-in does not allow it");
  await expect(reader.pane.getByRole("link", { name: "Sign in again" })).toBeVisible();
  await expect(field(reader, "Name")).toHaveValue("Ana Narrow");
});

test("pictures are chosen, shown before they are saved, and then the account's everywhere", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  const before = (await own(sandbox, "haru@three")).avatar;
  await edit(reader, sandbox, "haru@three");
  await form(reader).getByLabel("Choose a profile picture").setInputFiles({ name: "me.txt", mimeType: "text/plain", buffer: Buffer.from("no") });
  await expect(reader.pane.getByRole("alert")).toContainText("That file is not a picture.");
  await form(reader).getByLabel("Choose a profile picture").setInputFiles({ name: "me.png", mimeType: "image/png", buffer: PIXEL });
  await expect(reader.pane.getByText("Chosen, and not saved yet.")).toBeVisible();
  await expect(form(reader).locator(".own__picture img.avatar")).toHaveAttribute("src", /^blob:/);
  await field(reader, "What the profile picture shows").fill("One red dot");
  await sandbox.fault("status", { server: "three", path: "/api/v1/accounts/update_credentials", status: 413, times: 1 });
  await save(reader);
  await expect(reader.pane.getByRole("alert")).toContainText("it says that this is too large.");
  await expect(field(reader, "What the profile picture shows")).toHaveValue("One red dot");
  await save(reader);
  await expect(reader.pane.getByText("Saved.")).toBeVisible();
  const there = await own(sandbox, "haru@three");
  expect(there.avatar).not.toBe(before);
  expect(there.avatar_description).toBe("One red dot");
  await reader.showAccounts();
  await expect(reader.pane.locator(".person").filter({ hasText: sandbox.handle("haru@three") }).locator("img.avatar")).toHaveAttribute("src", there.avatar);
});

test("an account that is not here, or cannot be read, is told in words", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await page.goto(`${sandbox.app}edit-profile?handle=${encodeURIComponent(sandbox.handle("mira@one").slice(1))}`);
  await expect(reader.pane.getByText("You are not signed in with this account here.")).toBeVisible();
  await sandbox.fault("status", { server: "one", path: "/api/v1/accounts/verify_credentials", status: 422, times: 1 });
  await page.goto(`${sandbox.app}edit-profile?handle=${encodeURIComponent(sandbox.handle("ana@one").slice(1))}`);
  await expect(reader.pane.getByText("Your profile could not be read")).toBeVisible();
  await reader.pane.getByRole("button", { name: "Try again" }).click();
  await expect(form(reader)).toBeVisible();
});

for (const [name, size] of Object.entries({ phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 900 } })) {
  test(`the own profile has no faults that axe finds, on a ${name}`, async ({ reader, sandbox, page }) => {
    await page.setViewportSize(size);
    await reader.signIn("ana@one", "haru@three");
    for (const account of ["ana@one", "haru@three"]) {
      await edit(reader, sandbox, account);
      const { violations } = await new AxeBuilder({ page }).include(".pane").analyze();
      expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    }
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(SHOTS, `own-${name}-${colorScheme}.png`), fullPage: name === "phone" });
    }
    await reader.showAccounts();
    await page.screenshot({ path: join(SHOTS, `own-accounts-${name}.png`) });
  });
}
