// Pictures of a post: chosen, described, made to fit, on their way, and not lost.
import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./fixtures.mjs";
import { file } from "./picture.mjs";

test.use({ posts: 60 });

const UPLOAD = { path: "/api/v2/media", method: "POST" };
const field = (page) => page.getByRole("textbox", { name: "Text of the post" });
const chooser = (page) => page.locator(".compose input[type=file]").first();
const tiles = (page) => page.locator(".tray__one");
const alt = (page, at = 0) => tiles(page).nth(at).getByRole("textbox", { name: "Description" });
const posting = (page) => page.getByRole("button", { name: "Post", exact: true });
const trouble = (page) => page.locator(".compose").getByRole("alert");

async function write(page, text) {
  await page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
  await expect(field(page)).toBeFocused();
  await field(page).fill(text);
}

async function add(page, ...files) {
  const before = await tiles(page).count();
  await chooser(page).setInputFiles(files);
  await expect(tiles(page)).toHaveCount(before + files.length);
}

const as = (page, sandbox, account) =>
  page.getByRole("group", { name: "Post as" }).getByRole("button", { name: sandbox.handle(account).slice(1) });

const newest = async (sandbox, account, words) =>
  (await sandbox.home(account)).find((it) => it.content.includes(words) && it.account.acct === account.split("@")[0]);

test("pictures go out with their descriptions, from two servers, in the order in which they lie", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await write(page, "Two geese");
  await add(page, file("first.png", 640, 480, 90), file("second.png", 300, 300, 200));
  await alt(page, 0).fill("A goose on a wall");
  await alt(page, 1).fill("Another goose");
  await tiles(page).nth(1).getByRole("button", { name: "Previous" }).click();
  await as(page, sandbox, "ana@two").click();
  await posting(page).click();
  for (const account of ["ana@one", "ana@two"]) {
    await expect(reader.toasts).toContainText(`Posted as ${sandbox.handle(account)}.`);
    const post = await newest(sandbox, account, "Two geese");
    expect(post.media_attachments.map((it) => it.description), account).toEqual(["Another goose", "A goose on a wall"]);
  }
  await reader.release();
  const shown = reader.articles.filter({ hasText: "Two geese" }).first();
  await expect(shown.getByRole("link", { name: "A goose on a wall" })).toBeVisible();
});

test("a description is asked for once, and a picture without any can be posted", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Undescribed");
  await add(page, file("cat.png"));
  await posting(page).click();
  await expect(trouble(page)).toContainText("has no description");
  expect(await newest(sandbox, "ana@one", "Undescribed")).toBeUndefined();
  // A press that comes as fast as a double click's has read nothing.
  await page.waitForTimeout(800);
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  expect((await newest(sandbox, "ana@one", "Undescribed")).media_attachments.length).toBe(1);
});

test("what stays in view is chosen by a click or by the arrow keys", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Focussed");
  await add(page, file("wide.png", 400, 300));
  await alt(page).fill("Grey");
  const point = page.getByRole("button", { name: /^What stays in view/ });
  await expect(point).toHaveAccessibleName(/middle, middle/);
  await point.focus();
  for (let at = 0; at < 5; at += 1) await page.keyboard.press("ArrowRight");
  for (let at = 0; at < 3; at += 1) await page.keyboard.press("ArrowUp");
  await expect(point).toHaveAccessibleName(/right, top/);
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  const { focus } = (await newest(sandbox, "ana@one", "Focussed")).media_attachments[0].meta;
  expect([focus.x, focus.y].map((it) => Math.round(it * 100))).toEqual([50, 30]);
});

test("a picture is pasted, and one is dropped", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await write(page, "");
  const give = (event) =>
    page.evaluate(
      async ([event, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], `${event}.png`, { type: "image/png" }));
        const on = document.querySelector("#compose-text");
        const init = { bubbles: true, cancelable: true };
        const sent =
          event === "paste"
            ? new ClipboardEvent("paste", { ...init, clipboardData: data })
            : new DragEvent(event, { ...init, dataTransfer: data });
        on.dispatchEvent(sent);
        return sent.defaultPrevented;
      },
      [event, [...file("x.png").buffer]],
    );
  expect(await give("paste")).toBe(true);
  await expect(tiles(page)).toHaveCount(1);
  expect(await give("dragover"), "it can be dropped here").toBe(true);
  expect(await give("drop")).toBe(true);
  await expect(tiles(page)).toHaveCount(2);
  await expect(tiles(page).nth(1)).toContainText("drop.png");
});

test("F27: a picture with more pixels than the server takes is made smaller, and stays as wide as it was high", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Large");
  // 8000 × 5000 is more than the 33 million that the server takes.
  await chooser(page).setInputFiles([file("large.png", 8000, 5000)]);
  await expect(tiles(page)).toHaveCount(1, { timeout: 20_000 });
  await expect(tiles(page)).toContainText("large.webp");
  await alt(page).fill("Grey");
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  expect((await newest(sandbox, "ana@one", "Large")).media_attachments.length).toBe(1);
});

test("F27: a file that the server does not take is refused before it is sent; one that it refuses can be taken out", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Too much");
  await chooser(page).setInputFiles([{ name: "notes.flac", mimeType: "audio/flac", buffer: Buffer.from("fLaC") }]);
  await expect(trouble(page)).toContainText(`${sandbox.host("one")} does not take files like “notes.flac”`);
  await expect(tiles(page)).toHaveCount(0);
  await add(page, file("cat.png"));
  await alt(page).fill("A cat");
  await sandbox.fault("status", { ...UPLOAD, status: 413 });
  await posting(page).click();
  await expect(page.locator(".outbox")).toContainText("too large");
  await sandbox.clearFaults();
  await page.locator(".outbox").getByRole("button", { name: "Change it" }).click();
  await expect(alt(page)).toHaveValue("A cat");
  await page.getByRole("button", { name: "Remove cat.png" }).click();
  await posting(page).click();
  await expect(reader.toasts).toContainText("Posted as");
  expect((await newest(sandbox, "ana@one", "Too much")).media_attachments).toEqual([]);
});

test("F28: a page that is closed while a picture is on its way posts it at the next visit, once", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await write(page, "Interrupted");
  await add(page, file("cat.png"));
  await alt(page).fill("A cat");
  await sandbox.fault("hold", UPLOAD);
  await posting(page).click();
  await expect(page.locator(".outbox")).toContainText("Posting as");
  await page.reload();
  await sandbox.clearFaults();
  await expect(reader.toasts).toContainText("Posted as", { timeout: 20_000 });
  const own = (await sandbox.home("ana@one")).filter((it) => it.content.includes("Interrupted"));
  expect(own.map((it) => it.media_attachments.map((one) => one.description))).toEqual([["A cat"]]);
});

test("a draft keeps its pictures over a reload, and in another order of things", async ({ reader, page }) => {
  await reader.signIn("ana@one");
  await write(page, "");
  await add(page, file("cat.png"));
  await alt(page).fill("A cat");
  await expect(page.getByText("Draft kept")).toBeVisible();
  await page.reload();
  await expect(alt(page)).toHaveValue("A cat");
  await expect(tiles(page).locator("img")).toBeVisible();
  await page.getByRole("button", { name: "Remove cat.png" }).click();
  await expect(tiles(page)).toHaveCount(0);
  await expect(field(page)).toBeFocused();
});

test("no more files are taken than the strictest server takes, and it is said which that is", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await write(page, "Five");
  await chooser(page).setInputFiles([1, 2, 3, 4, 5].map((at) => file(`${at}.png`, 40, 30, at * 40)));
  await expect(tiles(page)).toHaveCount(4);
  await expect(trouble(page)).toContainText(`${sandbox.host("one")} takes at most 4`);
});

for (const width of [320, 1280]) {
  test(`what is attached can be used by everybody at ${width} px`, async ({ reader, page }) => {
    await page.setViewportSize({ width, height: 900 });
    await reader.signIn("ana@one");
    await write(page, "Look");
    await add(page, file("a-rather-long-name-of-a-picture-that-somebody-took-in-the-summer.png"), file("b.png"));
    await page.locator(".compose").getByRole("button", { name: "Another post after it" }).click();
    const last = page.getByRole("textbox", { name: "Text of the post 2" });
    await expect(last).toBeFocused();
    await page.locator(".compose__sheet").nth(1).getByRole("button", { name: "Poll" }).click();
    await expect(page.getByRole("textbox", { name: "Answer 1" })).toBeVisible();
    const found = await new AxeBuilder({ page }).include(".compose").analyze();
    expect(found.violations.map((it) => [it.id, it.nodes.map((node) => node.html)])).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
  });
}
