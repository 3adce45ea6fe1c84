// What a post carries besides its text: polls, quotes, previews of links,
// former versions, filters, translations, and the menu.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";
import { merged } from "./merged.mjs";

const SHOTS = process.env.POST_SHOTS ?? join(dirname(fileURLToPath(import.meta.url)), "results/shots");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test.use({ posts: 30 });

const ANA = ["ana@one"];

// Somebody whom the reader follows posts this; its card, once it is there.
async function posted({ reader, sandbox }, text, what = {}, accounts = ANA) {
  for (const account of accounts) await sandbox.follow(account, "mira@one");
  const { uri } = await sandbox.post("mira@one", text, what);
  await reader.signIn(...accounts);
  await expect(reader.card(uri)).toBeVisible();
  return { uri, card: reader.card(uri) };
}

const options = (card) => card.locator(".poll__choice");
const results = (card) => card.locator(".poll__option");
const menu = (card) => card.getByRole("menu", { name: "More" });

async function openMenu(card) {
  await card.getByRole("button", { name: "More", exact: true }).click();
  await expect(menu(card)).toBeVisible();
}

test.describe("a poll", () => {
  const FRUIT = ["Apples", "Pears", "Plums"];

  test("is voted in once, and then shows its results and one's own vote", async ({ reader, sandbox, page }) => {
    const { uri, card } = await posted({ reader, sandbox }, "Which?", { poll: FRUIT });
    await sandbox.act("kofi@one", "vote", { uri, choices: [0] });
    await expect(options(card)).toHaveText(FRUIT);
    const vote = card.getByRole("button", { name: "Vote", exact: true });
    await expect(vote).toHaveAttribute("aria-disabled", "true");
    await vote.click({ force: true });
    expect((await sandbox.truth(uri)).votes).toHaveLength(1);
    await card.getByRole("radio", { name: "Plums" }).check();
    await card.getByRole("radio", { name: "Pears" }).check();
    await vote.click();
    await expect(results(card)).toHaveText([/Apples\s*50 %/, /Pears.*your vote\s*50 %/, /Plums\s*0 %/]);
    await expect(card).toContainText("2 people voted");
    expect(await page.evaluate(() => document.activeElement.className)).toBe("poll");
    expect((await sandbox.truth(uri)).votes).toContainEqual({ who: "ana@one", choice: 1 });
    await reader.anew();
    await expect(results(reader.card(uri))).toHaveText([/Apples/, /Pears.*your vote/, /Plums/]);
  });

  test("of several choices takes several, and its shares are of people", async ({ reader, sandbox }) => {
    const { uri, card } = await posted({ reader, sandbox }, "Which ones?", { poll: FRUIT, poll_is: { multiple: true } });
    await sandbox.act("kofi@one", "vote", { uri, choices: [0, 1] });
    for (const name of ["Apples", "Plums", "Pears"]) await card.getByRole("checkbox", { name }).check();
    await card.getByRole("checkbox", { name: "Pears" }).uncheck();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(card)).toHaveText([/Apples.*your vote\s*100 %/, /Pears\s*50 %/, /Plums.*your vote\s*50 %/]);
  });

  test("can be looked at without voting, and voted in after", async ({ reader, sandbox }) => {
    const { card } = await posted({ reader, sandbox }, "Which?", { poll: FRUIT });
    await card.getByRole("button", { name: "Show results" }).click();
    await expect(results(card)).toHaveCount(3);
    await card.getByRole("button", { name: "Back to voting" }).click();
    await expect(options(card)).toHaveCount(3);
  });

  test("that hides its results says when they come", async ({ reader, sandbox }) => {
    const { card } = await posted({ reader, sandbox }, "Which?", { poll: FRUIT, poll_is: { hide_totals: true } });
    await expect(card).toContainText("results are shown when it ends");
    await expect(card.getByRole("button", { name: "Show results" })).toHaveCount(0);
    await card.getByRole("radio", { name: "Pears" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(card)).toHaveText([/Apples/, /Pears.*your vote/, /Plums/]);
    await expect(results(card).first()).not.toContainText("%");
  });

  test("closes while one looks at it", async ({ reader, sandbox, page }) => {
    await takeClock(page);
    const { card } = await posted({ reader, sandbox }, "Quick!", { poll: FRUIT, poll_is: { ends: 90 } });
    await expect(options(card)).toHaveCount(3);
    await page.clock.runFor(130_000);
    await expect(results(card)).toHaveCount(3);
    await expect(card).toContainText("closed");
  });

  test("voted in meanwhile in another client shows that, and nothing is lost", async ({ reader, sandbox }) => {
    const { uri, card } = await posted({ reader, sandbox }, "Which?", { poll: FRUIT });
    await sandbox.act("ana@one", "vote", { uri, choices: [2] });
    await card.getByRole("radio", { name: "Pears" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(card)).toHaveText([/Apples/, /Pears/, /Plums.*your vote/]);
  });

  test("refused gives the choice back, with the reason", async ({ reader, sandbox, page }) => {
    const { uri, card } = await posted({ reader, sandbox }, "Which?", { poll: FRUIT });
    await sandbox.fault("status", { server: "one", path: "/api/v1/polls", method: "POST", status: 403 });
    await card.getByRole("radio", { name: "Pears" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(page.locator(".toast")).toContainText("Not voted as");
    await expect(options(card)).toHaveCount(3);
    expect((await sandbox.truth(uri)).votes).toEqual([]);
  });

  test("is voted in as whom one chooses, by that account's own name for it", async ({ reader, sandbox }) => {
    const { uri, card } = await posted({ reader, sandbox }, "Which?", { poll: FRUIT }, ["ana@one", "bo@one"]);
    await reader.actAs(card, "bo@one");
    await card.getByRole("radio", { name: "Plums" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(card)).toHaveText([/Apples/, /Pears/, /Plums.*your vote/]);
    expect((await sandbox.truth(uri)).votes).toEqual([{ who: "bo@one", choice: 2 }]);
    await reader.actAs(card, "ana@one");
    await expect(options(card)).toHaveCount(3);
  });
});

test.describe("a quote", () => {
  const SECRET = "The quoted words.";
  async function quoting({ reader, sandbox }, raw) {
    const { uri } = await sandbox.post("kofi@one", SECRET, { at: "2020-01-01T00:00:00Z" });
    return posted({ reader, sandbox }, "See this:", { quote: uri, raw });
  }

  for (const shape of ["whole", "status", "pleroma"]) {
    test(`told in the shape “${shape}” is shown whole`, async ({ reader, sandbox }) => {
      const { card } = await quoting({ reader, sandbox }, { quote_shape: shape });
      await expect(card.locator(".quote")).toContainText(SECRET);
      await expect(card.locator(".quote")).toContainText("kofi");
    });
  }

  test("that is named only comes when it is asked for", async ({ reader, sandbox }) => {
    const { card } = await quoting({ reader, sandbox }, { quote_shape: "shallow" });
    await expect(card).not.toContainText(SECRET);
    await card.getByRole("button", { name: "Show the quoted post" }).click();
    await expect(card.locator(".quote")).toContainText(SECRET);
  });

  test("that its server does not give says why, and can be asked for again", async ({ reader, sandbox }) => {
    const { card } = await quoting({ reader, sandbox }, { quote_shape: "shallow" });
    await sandbox.fault("status", { server: "one", path: "/api/v1/statuses/", status: 403, times: 1 });
    await card.getByRole("button", { name: "Show the quoted post" }).click();
    await expect(card.locator(".quote")).toContainText("does not show it");
    await card.getByRole("button", { name: "Show the quoted post" }).click();
    await expect(card.locator(".quote")).toContainText(SECRET);
  });

  for (const [state, said] of [
    ["pending", "waits for its author’s consent"],
    ["rejected", "did not agree"],
    ["revoked", "did not agree"],
    ["deleted", "is deleted"],
    ["unauthorized", "not for this account"],
    ["florp", "cannot be shown"],
  ]) {
    test(`that is ${state} is not shown, and says so`, async ({ reader, sandbox }) => {
      const { card } = await quoting({ reader, sandbox }, { quote_state: state });
      await expect(card.locator(".quote")).toContainText(said);
      await expect(card).not.toContainText(SECRET);
      await expect(card.locator(".quote").getByRole("button")).toHaveCount(0);
    });
  }

  for (const [state, said] of [
    ["blocked_account", "whom you blocked"],
    ["blocked_domain", "a server that you blocked"],
    ["muted_account", "whom you muted"],
  ]) {
    test(`of ${state} is shown only if the reader wants it`, async ({ reader, sandbox }) => {
      const { card } = await quoting({ reader, sandbox }, { quote_state: state });
      await expect(card.locator(".quote")).toContainText(said);
      await expect(card).not.toContainText(SECRET);
      await card.getByRole("button", { name: "Show anyway" }).click();
      await expect(card.locator(".quote")).toContainText(SECRET);
    });
  }

  test("with a warning, pictures or a quote of its own keeps what it hides", async ({ reader, sandbox }) => {
    const deep = await sandbox.post("tomas@one", "Deepest.", { at: "2020-01-01T00:00:00Z" });
    const inner = await sandbox.post("kofi@one", SECRET, { quote: deep.uri, cw: "Careful", media: [{ alt: "A hill" }], at: "2020-01-02T00:00:00Z" });
    const { card } = await posted({ reader, sandbox }, "See this:", { quote: inner.uri });
    const quote = card.locator(".quote");
    await expect(quote).toContainText("Careful");
    await expect(quote).not.toContainText(SECRET);
    await quote.getByRole("button", { name: "Show" }).click();
    await expect(quote).toContainText(SECRET);
    await expect(quote.locator(".media__one")).toHaveCount(1);
    await quote.getByRole("link", { name: "Quotes another post" }).click();
    await reader.pane.getByRole("button", { name: "Show" }).click();
    await expect(reader.pane).toContainText("Deepest.");
  });
});

test.describe("the preview of a link", () => {
  const preview = (sandbox, more = {}) => ({
    url: "https://news.example/a-story", title: "A story of a bridge", description: "How it was built.", type: "link", provider_name: "News",
    html: "<script>window.__pwn = 1</script>", author_name: "", author_url: "", authors: [], image: `${sandbox.url("one")}/media/picture/5/640x336.png`,
    width: 640, height: 336, image_description: "A bridge", blurhash: null, published_at: null, embed_url: "", ...more,
  });

  test("names its host, its words and its authors, each a link of its own", async ({ reader, sandbox }) => {
    const authors = [{ name: "Eve", url: "https://news.example/eve", account: { acct: "eve@three.example" } }, { name: "Kim", url: "", account: null }];
    const { card } = await posted({ reader, sandbox }, "Read!", { raw: { card: preview(sandbox, { authors }) } });
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
    const { card } = await posted({ reader, sandbox }, "Read!", { raw: { card: preview(sandbox, { authors: undefined, author_name: "Old Eve", author_url: "javascript:window.__pwn=1" }) } });
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
    const { card } = await posted({ reader, sandbox }, "Watch!", { raw: { card: preview(sandbox, { url, type: "video", title: "A film", html: `<iframe src="https://evil.example/">` }) } });
    const play = card.getByRole("button", { name: /Play “.?A film.?”; loads from three/ });
    await expect(play).toBeVisible();
    expect(asked).toEqual([]);
    await play.click();
    const frame = card.locator("iframe");
    await expect(frame).toHaveAttribute("src", `${sandbox.url("three")}/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv`);
    await expect(frame).toHaveAttribute("sandbox", /^allow-scripts allow-popups allow-presentation$/);
    await expect(frame.contentFrame().getByText("The player")).toBeVisible();
    expect(asked).toHaveLength(1);
    expect(await page.title()).not.toBe("pwn");
    expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain("x");
  });

  test("a film of a site that is not on the list has no player", async ({ reader, sandbox }) => {
    const { card } = await posted({ reader, sandbox }, "Watch!", { raw: { card: preview(sandbox, { url: "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv", type: "video", html: `<iframe src="https://tube.example/">` }) } });
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
    const { uri, card } = await posted({ reader, sandbox }, "First words.");
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
    const { card } = await posted({ reader, sandbox }, "It was the butler.");
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
    const { uri, card } = await posted({ reader, sandbox }, "It was the butler.");
    await expect(card).toContainText("It was the butler.");
    await card.locator(".head__when a").click();
    const talk = reader.pane.locator(`[data-uri="${uri}"]`);
    await expect(talk).toContainText("Filtered:");
    await expect(talk).not.toContainText("butler");
  });
});

test.describe("a translation", () => {
  test("is offered for a foreign language, and goes back", async ({ reader, sandbox }) => {
    const { card } = await posted({ reader, sandbox }, "Guten Morgen.", { language: "de", cw: "Wetter" });
    await card.getByRole("button", { name: "Show" }).click();
    await card.getByRole("button", { name: "Translate" }).click();
    await expect(card.locator(".text")).toHaveText("[en] Guten Morgen.");
    await expect(card.locator(".warning__text")).toHaveText("[en] Wetter");
    await expect(card).toContainText("Translated from German by Sandbox.");
    await card.getByRole("button", { name: "Show the original" }).click();
    await expect(card.locator(".text")).toHaveText("Guten Morgen.");
    await expect(card.locator(".warning__text")).toHaveText("Wetter");
  });

  test("is not offered for one's own language, but can be had by the menu", async ({ reader, sandbox }) => {
    const { card } = await posted({ reader, sandbox }, "Good morning.", { language: "en", poll: ["Yes", "No"] });
    await expect(card.getByRole("button", { name: "Translate" })).toHaveCount(0);
    await openMenu(card);
    await menu(card).getByRole("menuitem", { name: "Translate" }).click();
    await expect(card.locator(".text")).toHaveText("[en] Good morning.");
    await expect(options(card)).toHaveText(["[en] Yes", "[en] No"]);
  });

  test("that fails says why, and is asked for again", async ({ reader, sandbox }) => {
    const { card } = await posted({ reader, sandbox }, "Guten Morgen.", { language: "de" });
    await sandbox.fault("status", { server: "one", path: "/api/v1/statuses/", method: "POST", status: 503, times: 1, body: { error: "The translator sleeps" } });
    await card.getByRole("button", { name: "Translate" }).click();
    await expect(card).toContainText(`Not translated by ${sandbox.host("one")}: it said “The translator sleeps”.`);
    await card.getByRole("button", { name: "Try again" }).click();
    await expect(card.locator(".text")).toHaveText("[en] Guten Morgen.");
  });

  test("is not offered for what is not open to all", async ({ reader, sandbox }) => {
    const { card } = await posted({ reader, sandbox }, "Unter uns.", { language: "de", visibility: "private" });
    await expect(card.getByRole("button", { name: "Translate" })).toHaveCount(0);
  });
});

test.describe("the menu of a post", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("opens the post on its own server, and copies its link and its text", async ({ reader, sandbox, page }) => {
    const { uri, card } = await posted({ reader, sandbox }, "Words to copy.");
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await openMenu(card);
    const origin = menu(card).getByRole("menuitem", { name: "Open on its own server" });
    await expect(origin).toHaveAttribute("href", /\/@mira\/\d+$/);
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
    const { card } = await posted({ reader, sandbox }, "Hello.");
    await openMenu(card);
    await page.keyboard.press("Escape");
    await expect(menu(card)).toHaveCount(0);
    await expect(card.getByRole("button", { name: "More", exact: true })).toBeFocused();
  });

  test("pins one's own post and takes it back; nobody else's", async ({ reader, sandbox }) => {
    const { uri } = await sandbox.post("ana@one", "Mine.");
    const { card: other } = await posted({ reader, sandbox }, "Hers.");
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
    const { card } = await posted({ reader, sandbox }, "Guten Morgen.", { language: "de" });
    await expect(card.getByRole("button", { name: "Translate" })).toHaveCount(0);
    await openMenu(card);
    await expect(menu(card).getByRole("menuitem", { name: "Translate" })).toHaveCount(0);
  });
});

test.describe("a link to a post", () => {
  test("opens here, by the address of its page, and what is meant for a new tab goes there", async ({ reader, sandbox, page }) => {
    const other = await sandbox.post("kenji@two", "A post from elsewhere.", { known_on: ["two"], at: "2021-01-01T00:00:00Z" });
    const web = `${sandbox.url("two")}/@kenji/${other.ids.two}`;
    const { card } = await posted({ reader, sandbox }, `<p>See <a href="${web}">this</a>.</p>`, { html: `<p>See <a href="${web}">this</a>.</p>` });
    const link = card.getByRole("link", { name: "this" });
    await expect(link).toHaveAttribute("target", "_blank");
    await link.click();
    await expect(reader.pane).toContainText("A post from elsewhere.");
    await expect(page).toHaveURL(new RegExp(encodeURIComponent(other.uri).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  });

  test("that no server knows can be opened where it is", async ({ reader, sandbox }) => {
    const web = `${sandbox.url("two")}/@nobody/110000000000000000`;
    const { card } = await posted({ reader, sandbox }, "See", { html: `<p><a href="${web}">this</a></p>` });
    await card.getByRole("link", { name: "this" }).click();
    await expect(reader.pane).toContainText("No server that was asked knows this post.");
    await expect(reader.pane.getByRole("link", { name: `Open at ${sandbox.host("two").split(":")[0]}` })).toHaveAttribute("href", web);
  });
});

const SIZES = { phone: [390, 844], small: [320, 568], desktop: [1440, 900] };
for (const [name, [width, height]] of Object.entries(SIZES)) {
  test(`all that a post carries on a ${name} screen: axe finds nothing, nothing sticks out`, async ({ reader, sandbox, page }) => {
    test.slow();
    mkdirSync(SHOTS, { recursive: true });
    await page.setViewportSize({ width, height });
    await sandbox.follow("ana@one", "mira@one");
    for (const who of ["longname@one", "layla@one", "yuki@one"]) await sandbox.follow("ana@one", who);
    await sandbox.filter("ana@one", { title: "No spoilers, please, not even of very old books", words: ["butler"] });
    const image = `${sandbox.url("one")}/media/picture/7/640x336.png`;
    const card = { url: "https://news.example/a-story", title: "A story of a bridge that was a long time coming, and came", description: "How it was built, and by whom.", type: "link", provider_name: "News", image, width: 640, height: 336, image_description: "A bridge", authors: [{ name: "Eve", url: "https://news.example/eve" }] };
    const quoted = (await sandbox.post("layla@one", "مرحبا بكم في المكتبة. هل قرأتم هذا الكتاب؟", { language: "ar", media: [{ alt: "A shelf" }], at: "2026-01-02T00:00:00Z" })).uri;
    const long = "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(2);
    const posts = {
      poll: ["mira@one", "Which fruit?", { poll: ["Apples", `Pears, ${long}`, "Plums", "None of these"] }],
      hidden: ["mira@one", "See this:", { quote: quoted, raw: { quote_state: "muted_account" } }],
      quote: ["longname@one", "See this:", { quote: quoted }],
      wide: ["mira@one", "Read this:", { raw: { card } }],
      narrow: ["mira@one", "Read this:", { raw: { card: { ...card, width: 200, height: 200 } } }],
      film: ["mira@one", "Watch this:", { raw: { card: { ...card, url: "https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv", title: "A film", type: "video" } } }],
      filtered: ["mira@one", "It was the butler.", {}],
      warned: ["mira@one", "It rains.", { cw: "Weather, and more of it than anybody would want to hear about" }],
      arabic: ["layla@one", "مرحبا بكم في المكتبة. هل قرأتم هذا الكتاب؟", { language: "ar", poll: ["نعم", "لا"] }],
      japanese: ["yuki@one", "図書館へようこそ。この本を読みましたか。", { language: "ja" }],
      rich: ["mira@one", "Rich", { html: "<h2>A heading</h2><blockquote><p>Quoted <em>words</em></p></blockquote><pre><code>let x = 1;\nlet y = \"a line that is far too long for any screen that fits a hand\";</code></pre><ol start=\"3\"><li>three</li><li>four<ul><li>inner</li></ul></li></ol><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><details><summary>More</summary><p>Hidden words</p></details><p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <del>gone</del> <code>code</code></p>" }],
      edited: ["mira@one", "First words.", {}],
    };
    const uris = {};
    for (const [of, [as, text, what]] of Object.entries(posts)) uris[of] = (await sandbox.post(as, text, what)).uri;
    await sandbox.act("mira@one", "edit", { uri: uris.edited, text: "Second words." });
    await reader.signIn("ana@one");
    const bring = async (uri) => {
      for (let top = 0; (await reader.card(uri).count()) === 0 && top < 12_000; top += 400) await reader.scrollTo(top);
      await reader.card(uri).scrollIntoViewIfNeeded();
      return reader.card(uri);
    };
    const clean = async (only) => {
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).include(only).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")} – ${nodes[0].failureSummary.split("\n")[1]?.trim()}`);
    };
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const of of Object.keys(uris).reverse()) {
        const it = await bring(uris[of]);
        await expect(it.locator(".post__main")).toBeVisible();
        await it.screenshot({ path: join(SHOTS, `post-${of}-${name}-${scheme}.png`) });
        expect.soft(await clean(`[data-uri="${uris[of]}"]`), `${of} ${scheme}`).toEqual([]);
      }
      const edited = await bring(uris.edited);
      await openMenu(edited);
      await page.screenshot({ path: join(SHOTS, `post-menu-${name}-${scheme}.png`) });
      expect.soft(await clean(".more .menu"), `menu ${scheme}`).toEqual([]);
      await menu(edited).getByRole("menuitem", { name: "What it said before" }).click();
      await expect(page.locator(".history__version")).toHaveCount(2);
      await page.screenshot({ path: join(SHOTS, `post-history-${name}-${scheme}.png`) });
      expect.soft(await clean(".history"), `history ${scheme}`).toEqual([]);
      await page.keyboard.press("Escape");
    }
    const voted = await bring(uris.poll);
    await voted.getByRole("radio", { name: "Apples" }).check();
    await voted.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(voted)).toHaveCount(4);
    await voted.screenshot({ path: join(SHOTS, `post-results-${name}.png`) });
    expect.soft(await clean(`[data-uri="${uris.poll}"] .poll`), "results").toEqual([]);
    const out = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(out).toBeLessThanOrEqual(0);
  });
}
