// What a post carries besides its text: previews of links, former versions,
// filters, translations, and the menu.
import { expect, test } from "./fixtures.mjs";
import { merged } from "./merged.mjs";

test.use({ posts: 30 });

const options = (card) => card.locator(".poll__choice");
const menu = (card) => card.getByRole("menu", { name: "More" });

async function openMenu(card) {
  await card.getByRole("button", { name: "More", exact: true }).click();
  await expect(menu(card)).toBeVisible();
}

test.describe("the preview of a link", () => {
  const preview = (sandbox, more = {}) => ({
    url: "https://news.example/a-story", title: "A story of a bridge", description: "How it was built.", type: "link", provider_name: "News",
    html: "<script>window.__pwn = 1</script>", author_name: "", author_url: "", authors: [], image: `${sandbox.url("one")}/media/picture/5/640x336.png`,
    width: 640, height: 336, image_description: "A bridge", blurhash: null, published_at: null, embed_url: "", ...more,
  });

  test("names its host, its words and its authors, each a link of its own", async ({ reader, sandbox }) => {
    const authors = [{ name: "Eve", url: "https://news.example/eve", account: { acct: "eve@three.example" } }, { name: "Kim", url: "", account: null }];
    const { card } = await reader.posted("Read!", { raw: { card: preview(sandbox, { authors }) } });
    const box = card.locator(".preview");
    await expect(box).toContainText("news.example");
    await expect(box).toContainText("By Eve, Kim");
    await expect(box.getByRole("link", { name: "A story of a bridge" })).toHaveAttribute("href", "https://news.example/a-story");
    await expect(box.getByRole("link", { name: "Eve" })).toHaveAttribute("href", "https://news.example/eve");
    await expect(box.getByRole("img", { name: "A bridge" })).toBeVisible();
    // The whole of it leads there, but for what has a way of its own.
    const hit = (name) => box.getByText(name, { exact: true }).evaluate((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2).closest("a")?.href;
    });
    expect(await hit("How it was built.")).toBe("https://news.example/a-story");
    expect(await hit("Eve")).toBe("https://news.example/eve");
  });

  test("an author from before there were several is named, too", async ({ reader, sandbox }) => {
    const { card } = await reader.posted("Read!", { raw: { card: preview(sandbox, { authors: undefined, author_name: "Old Eve", author_url: "javascript:window.__pwn=1" }) } });
    await expect(card.locator(".preview")).toContainText("By Old Eve");
    await expect(card.locator(".preview a")).toHaveCount(1);
  });

  test("a film is fetched and played only when asked for, in a cage", async ({ reader, sandbox, page }) => {
    const asked = [];
    await page.route(`${sandbox.url("three")}/videos/embed/**`, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: "text/html", body: "<p>The player</p><script>try { parent.document.title = 'pwn' } catch {} try { localStorage.x = 1; parent.postMessage('kept', '*') } catch {}</script>" });
    });
    const url = `${sandbox.url("three")}/w/kkGMgK9ZtnKfYAgnEtQxbv`;
    const { card } = await reader.posted("Watch!", { raw: { card: preview(sandbox, { url, type: "video", title: "A film", html: `<iframe src="https://evil.example/">` }) } });
    const play = card.getByRole("button", { name: /Play “.?A film.?”; loads from three/ });
    await expect(play).toBeVisible();
    expect(asked).toEqual([]);
    await play.click();
    const frame = card.locator("iframe");
    await expect(frame).toHaveAttribute("src", `${sandbox.url("three")}/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?autoplay=1`);
    await expect(frame).toHaveAttribute("sandbox", /^allow-scripts allow-popups allow-presentation$/);
    await expect(frame.contentFrame().getByText("The player")).toBeVisible();
    expect(asked).toHaveLength(1);
    // It has no origin of its own here, and so nothing to keep anything in.
    const inside = frame.contentFrame().locator("p");
    expect(await inside.evaluate(() => self.origin)).toBe("null");
    expect(await inside.evaluate(() => { try { return typeof localStorage; } catch (shut) { return shut.name; } })).toBe("SecurityError");
    expect(await page.title()).not.toBe("pwn");
    expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain("x");
  });

  test("a film of a site that is not on the list has no player", async ({ reader, sandbox }) => {
    const { card } = await reader.posted("Watch!", { raw: { card: preview(sandbox, { url: "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv", type: "video", html: `<iframe src="https://tube.example/">` }) } });
    await expect(card.locator(".preview")).toContainText("tube.example");
    await expect(card.getByRole("button", { name: /Play/ })).toHaveCount(0);
    await expect(card.locator("iframe")).toHaveCount(0);
  });
});

test.describe("a post that was edited", () => {
  test("tells what it said before, newest first", async ({ reader, sandbox, page }) => {
    await sandbox.follow("ana@one", "mira@one");
    const { uri } = await sandbox.post("mira@one", "First words.", { cw: "Draft", at: "2026-01-01T00:00:00Z" });
    await sandbox.act("mira@one", "edit", { uri, text: "Second words." });
    await sandbox.act("mira@one", "edit", { uri, text: "Third <b>words</b>." });
    const { uri: fresh } = await sandbox.post("mira@one", "Fresh.");
    await sandbox.act("mira@one", "edit", { uri: fresh, text: "Fresher." });
    await reader.signIn("ana@one");
    await reader.page.goto(new URL(`/post?uri=${encodeURIComponent(uri)}`, reader.page.url()).href);
    const talk = reader.pane.locator(`[data-uri="${uri}"]`);
    await talk.getByRole("button", { name: /edited/ }).click();
    const dialog = page.getByRole("dialog", { name: "What it said before" });
    await expect(dialog.locator(".history__version")).toHaveText([/^Now.*Third <b>words<\/b>\./s, /^Edited.*Second words\./s, /^First.*Draft.*First words\./s]);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(talk.getByRole("button", { name: /edited/ })).toBeFocused();
  });

  test("whose history cannot be had says why, and asks again", async ({ reader, sandbox, page }) => {
    const { uri, card } = await reader.posted("First words.");
    await sandbox.act("mira@one", "edit", { uri, text: "Second words." });
    await expect(card.getByRole("button", { name: /edited/ })).toBeVisible();
    await sandbox.fault("status", { server: "one", path: "/api/v1/statuses/", status: 403, times: 1 });
    await card.getByRole("button", { name: /edited/ }).click();
    const dialog = page.getByRole("dialog", { name: "What it said before" });
    await expect(dialog).toContainText(`${sandbox.host("one")} does not tell`);
    await dialog.getByRole("button", { name: "Try again" }).click();
    await expect(dialog.locator(".history__version")).toHaveCount(2);
  });
});

test.describe("a filter", () => {
  test("that warns says which it is and whose, and lets the reader look", async ({ reader, sandbox }) => {
    await sandbox.filter("ana@one", { title: "No spoilers", words: ["butler"] });
    const { card } = await reader.posted("It was the butler.");
    await expect(card).toContainText(`Filtered: \u2068No spoilers\u2069 (${sandbox.handle("ana@one")})`);
    await expect(card).not.toContainText("butler");
    await card.getByRole("button", { name: "Show" }).click();
    await expect(card).toContainText("It was the butler.");
  });

  test("that hides leaves the post out, and the timeline goes on to its end", async ({ reader, sandbox }) => {
    await sandbox.filter("ana@one", { title: "None of it", words: ["butler"], action: "hide" });
    await sandbox.follow("ana@one", "mira@one");
    const uris = [];
    for (let n = 0; n < 45; n += 1) uris.push((await sandbox.post("mira@one", `The butler again, ${n}.`)).uri);
    const seen = await sandbox.post("mira@one", "Somebody else.");
    await reader.signIn("ana@one");
    await expect(reader.card(seen.uri)).toBeVisible();
    await reader.readToTheEnd();
    const home = merged([["ana@one", await sandbox.home("ana@one")]]).map((row) => row.uri);
    expect(uris.every((uri) => home.includes(uri))).toBe(true);
    expect(await reader.allUris()).toEqual(home.filter((uri) => !uris.includes(uri)));
  });

  test("meant for conversations alone hides nothing at home", async ({ reader, sandbox }) => {
    await sandbox.filter("ana@one", { title: "Not in talks", words: ["butler"], context: ["thread"] });
    const { uri, card } = await reader.posted("It was the butler.");
    await expect(card).toContainText("It was the butler.");
    await card.locator(".head__when a").click();
    const talk = reader.pane.locator(`[data-uri="${uri}"]`);
    await expect(talk).toContainText("Filtered:");
    await expect(talk).not.toContainText("butler");
  });
});

test.describe("a translation", () => {
  test("is offered for a foreign language, and goes back", async ({ reader, sandbox }) => {
    const { card } = await reader.posted("Guten Morgen.", { language: "de", cw: "Wetter" });
    await card.getByRole("button", { name: "Show" }).click();
    await card.getByRole("button", { name: "Translate" }).click();
    await expect(card.locator(".text")).toHaveText("[en] Guten Morgen.");
    await expect(card.locator(".warning__text")).toHaveText("[en] Wetter");
    await expect(card).toContainText("Translated from German by Sandbox.");
    await card.getByRole("button", { name: "Show the original" }).click();
    await expect(card.locator(".text")).toHaveText("Guten Morgen.");
    await expect(card.locator(".warning__text")).toHaveText("Wetter");
  });

  test("leaves the focus where it was asked for", async ({ reader, page }) => {
    const { card } = await reader.posted("Guten Morgen.", { language: "de" });
    await card.getByRole("button", { name: "Translate" }).focus();
    await page.keyboard.press("Enter");
    const back = card.getByRole("button", { name: "Show the original" });
    await expect(back).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(card.getByRole("button", { name: "Translate" })).toBeFocused();
  });

  test("is not offered for one's own language, but can be had by the menu", async ({ reader, sandbox }) => {
    const { card } = await reader.posted("Good morning.", { language: "en", poll: ["Yes", "No"] });
    await expect(card.getByRole("button", { name: "Translate" })).toHaveCount(0);
    await openMenu(card);
    await menu(card).getByRole("menuitem", { name: "Translate" }).click();
    await expect(card.locator(".text")).toHaveText("[en] Good morning.");
    await expect(options(card)).toHaveText(["[en] Yes", "[en] No"]);
  });

  test("that fails says why, and is asked for again", async ({ reader, sandbox }) => {
    const { card } = await reader.posted("Guten Morgen.", { language: "de" });
    await sandbox.fault("status", { server: "one", path: "/api/v1/statuses/", method: "POST", status: 503, times: 1, body: { error: "The translator sleeps" } });
    await card.getByRole("button", { name: "Translate" }).click();
    await expect(card).toContainText(`Not translated by ${sandbox.host("one")}: it said “The translator sleeps”.`);
    await card.getByRole("button", { name: "Try again" }).click();
    await expect(card.locator(".text")).toHaveText("[en] Guten Morgen.");
  });

  test("is not offered for what is not open to all", async ({ reader, sandbox }) => {
    const { card } = await reader.posted("Unter uns.", { language: "de", visibility: "private" });
    await expect(card.getByRole("button", { name: "Translate" })).toHaveCount(0);
  });
});

test.describe("the menu of a post", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("opens the post on its own server, and copies its link and its text", async ({ reader, sandbox, page }) => {
    const { uri, card } = await reader.posted("Words to copy.");
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await openMenu(card);
    const origin = menu(card).getByRole("menuitem", { name: "Open on its own server" });
    await expect(origin).toHaveAttribute("href", /\/@mira\/\d+$/);
    await expect(menu(card).getByRole("menuitem", { name: "Answer" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(origin).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.locator(".toast")).toContainText("Link copied.");
    await expect.poll(copied).toMatch(/\/@mira\/\d+$/);
    await expect(menu(card)).toHaveCount(0);
    await openMenu(card);
    await menu(card).getByRole("menuitem", { name: "Copy text" }).click();
    await expect.poll(copied).toBe("Words to copy.");
    expect(uri).toContain("mira");
  });

  test("closes by Escape and gives the focus back", async ({ reader, sandbox, page }) => {
    const { card } = await reader.posted("Hello.");
    await openMenu(card);
    await page.keyboard.press("Escape");
    await expect(menu(card)).toHaveCount(0);
    await expect(card.getByRole("button", { name: "More", exact: true })).toBeFocused();
  });

  test("pins one's own post and takes it back; nobody else's", async ({ reader, sandbox }) => {
    const { uri } = await sandbox.post("ana@one", "Mine.");
    const { card: other } = await reader.posted("Hers.");
    await openMenu(other);
    await expect(menu(other).getByRole("menuitem", { name: /Pin/ })).toHaveCount(0);
    await reader.page.keyboard.press("Escape");
    const card = reader.card(uri);
    await openMenu(card);
    await menu(card).getByRole("menuitem", { name: "Pin to your profile" }).click();
    await expect(card.getByRole("img", { name: /Pinned/ })).toBeVisible();
    await openMenu(card);
    await menu(card).getByRole("menuitem", { name: "Unpin from your profile" }).click();
    await expect(card.getByRole("img", { name: /Pinned/ })).toHaveCount(0);
  });

  test("a server that cannot translate offers none", async ({ reader, sandbox }) => {
    // The older document says nothing of translations.
    await sandbox.fault("status", { server: "one", path: "/api/v2/instance", status: 404 });
    const { card } = await reader.posted("Guten Morgen.", { language: "de" });
    await expect(card.getByRole("button", { name: "Translate" })).toHaveCount(0);
    await openMenu(card);
    await expect(menu(card).getByRole("menuitem", { name: "Translate" })).toHaveCount(0);
  });
});

test.describe("a link to a post", () => {
  test("opens here, by the address of its page, and what is meant for a new tab goes there", async ({ reader, sandbox, page }) => {
    const other = await sandbox.post("kenji@two", "A post from elsewhere.", { known_on: ["two"], at: "2021-01-01T00:00:00Z" });
    const web = `${sandbox.url("two")}/@kenji/${other.ids.two}`;
    const { card } = await reader.posted(`<p>See <a href="${web}">this</a>.</p>`, { html: `<p>See <a href="${web}">this</a>.</p>` });
    const link = card.getByRole("link", { name: "this" });
    await expect(link).toHaveAttribute("target", "_blank");
    await link.click();
    await expect(reader.pane).toContainText("A post from elsewhere.");
    await expect(page).toHaveURL(new RegExp(encodeURIComponent(other.uri).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  });

  test("is asked of the server through which it was read, and of no other", async ({ reader, sandbox }) => {
    const web = `${sandbox.url("three")}/@grace/110000000000000000`;
    await sandbox.follow("ana@two", "mira@two");
    const { uri } = await sandbox.post("mira@two", "For you alone.", { html: `<p>See <a href="${web}">this</a></p>`, visibility: "private", known_on: ["two"] });
    await reader.signIn("ana@one", "ana@two");
    const since = await sandbox.mark();
    await reader.card(uri).getByRole("link", { name: "this" }).click();
    await expect(reader.pane).toContainText("No server that was asked knows this post.");
    const asked = (await sandbox.calls(since, { path: "/api/v2/search" })).map((it) => it.account);
    expect(asked).toEqual(["ana@two"]);
  });

  test("that no server knows can be opened where it is", async ({ reader, sandbox }) => {
    const web = `${sandbox.url("two")}/@nobody/110000000000000000`;
    const { card } = await reader.posted("See", { html: `<p><a href="${web}">this</a></p>` });
    await card.getByRole("link", { name: "this" }).click();
    await expect(reader.pane).toContainText("No server that was asked knows this post.");
    await expect(reader.pane.getByRole("link", { name: `Open at ${sandbox.host("two").split(":")[0]}` })).toHaveAttribute("href", web);
  });
});
