import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

async function open(reader) {
  await reader.page.getByRole("link", { name: "Search" }).filter({ visible: true }).first().click();
  await expect(reader.page.getByLabel("People, links, handles")).toBeFocused();
}

const field = (reader) => reader.page.getByLabel("People, links, handles");
const title = (reader, name) => reader.pane.getByRole("heading", { level: 2, name });

test("a handle, however it is written, leads to the person", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one");
  const host = sandbox.host("three");
  for (const text of [`@kofi@${host}`, `kofi@${host}`, `${host}/@kofi`, `http://${host}/@kofi`, `http://${sandbox.host("one")}/@kofi@${host}`]) {
    await open(reader);
    await field(reader).fill(text);
    await reader.pane.getByRole("link", { name: `Go to @kofi@${host}` }).click();
    await expect(title(reader, "Kofi Mensah")).toBeVisible();
  }
});

test("a link to a post opens it here, where one can answer", async ({ reader, sandbox }) => {
  const { uri } = await sandbox.post("kofi@three", "A post that nobody has shown.", { known_on: ["three"] });
  await reader.signIn("ana@one");
  await open(reader);
  await field(reader).fill(uri);
  await reader.page.keyboard.press("Enter");
  await expect(reader.pane.getByText("A post that nobody has shown.")).toBeVisible();
  await expect(reader.pane.getByRole("link", { name: "Answer" }).first()).toBeVisible();
});

test("what is pasted anywhere on the page is landed on, but not where somebody writes", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  const paste = (text) => page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await paste("only some words");
  await expect(page).toHaveURL(sandbox.app);
  await paste(sandbox.handle("kofi@three"));
  await expect(title(reader, "Kofi Mensah")).toBeVisible();
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Your post" }).or(page.locator("textarea")).first()).toBeFocused();
  await paste(sandbox.handle("mira@one"));
  await expect(page).toHaveURL(/\/write/);
});

test("people are looked for on all servers at once, each found once", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  const since = await sandbox.mark();
  await page.keyboard.press("/");
  await expect(field(reader)).toBeFocused();
  await page.keyboard.type("mira");
  const people = reader.pane.locator(".around__person");
  await expect(people.filter({ hasText: sandbox.handle("mira@one") })).toHaveCount(1);
  for (const server of ["one", "two"]) {
    const asked = await sandbox.calls(since, { server, path: "/api/v2/search" });
    expect(asked.length).toBe(1);
  }
  await people.filter({ hasText: sandbox.handle("mira@one") }).click();
  await expect(title(reader, "Mira Lindqvist")).toBeVisible();
});

test("words that fit nobody, and a server that does not answer, are said", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one", "ana@two");
  await open(reader);
  await field(reader).fill("qqqxxx");
  await expect(reader.pane.getByText("None of your servers knows anybody")).toBeVisible();
  await sandbox.fault("status", { server: "two", path: "/api/v2/search", status: 422, times: 1 });
  await field(reader).fill("mira");
  await expect(reader.pane.locator(".around__person").first()).toBeVisible();
  await expect(reader.pane.getByRole("status").filter({ hasText: sandbox.host("two") })).toBeVisible();
  await reader.pane.getByRole("button", { name: "Try again" }).click();
  await expect(reader.pane.getByRole("button", { name: "Try again" })).toHaveCount(0);
});

test("a mention and a link to somebody in a post open them here", async ({ reader, sandbox }) => {
  const { card } = await reader.posted(`Ask ${sandbox.handle("kofi@three")}`);
  await card.locator(".link--mention").click();
  await expect(title(reader, "Kofi Mensah")).toBeVisible();
});

test("the search has no faults that axe finds, at 320 pixels", async ({ reader, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await reader.signIn("ana@one");
  await open(reader);
  await field(reader).fill("mira");
  await expect(reader.pane.locator(".around__person").first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
