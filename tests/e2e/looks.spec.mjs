// How all that a post carries looks: pictures of it, and what axe says.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

test.use({ posts: 30 });

const SHOTS = process.env.POST_SHOTS ?? join(dirname(fileURLToPath(import.meta.url)), "results/shots");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const results = (card) => card.locator(".poll__option");
const menu = (card) => card.getByRole("menu", { name: "More" });

async function openMenu(card) {
  await card.getByRole("button", { name: "More", exact: true }).click();
  await expect(menu(card)).toBeVisible();
}

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
