// Every page as everybody must be able to use it: axe, narrow screens, and
// pictures for people to look at.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const SHOTS = join(HERE, "results/shots");
const DOCS = join(HERE, "../../docs");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SCHEMES = ["light", "dark"];
const HEIGHTS = { 320: 640, 360: 780, 768: 1024, 1440: 900 };

// An open menu lies over what is behind it: that is no fault of what is there.
const ONLY = { menu: ".menu" };

async function faults(page, only) {
  const builder = new AxeBuilder({ page }).withTags(TAGS);
  const { violations } = await (only ? builder.include(only) : builder).analyze();
  // A line for each rule: what is wrong with one card is wrong with forty.
  return violations.map(({ id, nodes: [first, ...more] }) =>
    `${id}: ${first.target.join(" ")}${more.length ? ` and ${more.length} more` : ""} – ${first.failureSummary.split("\n")[1]?.trim()}`);
}

async function settled(page) {
  await page.waitForFunction(() => [...document.images].every((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return image.complete || !image.checkVisibility() || bottom < 0 || top > innerHeight;
  }));
}

async function at(page, width, scheme) {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: HEIGHTS[width] });
  await settled(page);
}

// Brings a page before one's eyes: { name: how to get there }.
const PAGES = {
  welcome: ({ reader }) => reader.open(),
  "welcome-error": async ({ reader, page }) => {
    await reader.open();
    await reader.look("mastodon");
    await expect(page.getByRole("alert")).not.toBeEmpty();
  },
  "server-found": async ({ reader, sandbox, page }) => {
    await reader.open();
    await reader.look(sandbox.host("one"));
    await expect(page.locator(".found")).toBeVisible();
  },
  home: ({ reader }) => reader.signIn("ana@one", "ana@two", "haru@three"),
  "home-notice": async ({ reader, sandbox, page }) => {
    await reader.signIn("ana@one", "ana@two");
    await sandbox.fault("drop", { server: "two" });
    await page.reload();
    await expect(reader.notices).toContainText(sandbox.host("two"));
    await expect(reader.articles.first()).toBeVisible();
  },
  "home-empty": async ({ reader, sandbox, page }) => {
    await reader.signIn("ana@one");
    await sandbox.fault("status", { status: 200, body: [], path: "/api/v1/timelines/home" });
    await reader.anew();
    await expect(page.getByRole("heading", { name: "Nothing here yet" })).toBeVisible();
  },
  "home-toast": async ({ reader, sandbox, page }) => {
    await reader.signIn("ana@one");
    await sandbox.fault("status", { status: 403, path: "/api/v1/statuses", method: "POST" });
    await reader.action(reader.articles.first(), "Like").click();
    await expect(page.locator(".toast")).toBeVisible();
  },
  conversation: async ({ reader, sandbox, page }) => {
    await sandbox.follow("ana@one", "mira@one");
    const { uri } = await sandbox.post("mira@one", "Which book has stayed with you?");
    const { uri: answer } = await sandbox.post("tomas@one", "The one about the sea.", { in_reply_to: uri });
    await sandbox.post("mira@one", "Oh yes, that one.", { in_reply_to: answer });
    await sandbox.post("pip@one", "A book of birds.", { in_reply_to: uri });
    await reader.signIn("ana@one", "ana@two");
    await reader.card(uri).getByRole("link", { name: "Open the conversation" }).click();
    await expect(page.locator(".tree").getByRole("article")).toHaveCount(4);
  },
  accounts: async ({ reader, page }) => {
    await reader.signIn("ana@one", "ana@two", "haru@three");
    await reader.showAccounts();
    await expect(page.locator(".person")).toHaveCount(3);
  },
  "accounts-again": async ({ reader, sandbox, page }) => {
    await reader.signIn("ana@one", "ana@two");
    await sandbox.revoke("ana@two");
    await page.goto(`${sandbox.app}accounts`);
    await expect(page.locator(".person__again")).toBeVisible();
  },
  "sign-out": async ({ reader, page }) => {
    await reader.signIn("ana@one");
    await reader.showAccounts();
    await page.getByRole("button", { name: /^Sign out/ }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  "add-account": async ({ reader, page }) => {
    await reader.signIn("ana@one");
    await page.getByRole("link", { name: "Add an account" }).filter({ visible: true }).first().click();
    await expect(reader.field).toBeVisible();
  },
  keys: async ({ reader, page }) => {
    await reader.signIn("ana@one");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  },
  offline: async ({ reader, page }) => {
    await reader.signIn("ana@one");
    await page.context().setOffline(true);
    await expect(page.locator(".banner")).toBeVisible();
  },
  menu: async ({ reader, page }) => {
    await reader.signIn("ana@one", "ana@two");
    await reader.articles.first().getByRole("button", { name: "Acting as" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
  },
  "not-found": async ({ reader, page, sandbox }) => {
    await reader.signIn("ana@one");
    await page.goto(`${sandbox.app}nowhere`);
    await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  },
};

test.describe.configure({ timeout: 90_000 });
test.use({ posts: 60 }); // axe takes its time with each post

for (const [name, open] of Object.entries(PAGES)) {
  test(`${name}: axe finds nothing, and nothing sticks out at 320 px`, async ({ reader, sandbox, page }) => {
    mkdirSync(SHOTS, { recursive: true });
    await open({ reader, sandbox, page });
    const found = [];
    for (const scheme of SCHEMES) {
      for (const width of [360, 768, 1440]) {
        await at(page, width, scheme);
        await page.screenshot({ path: join(SHOTS, `${name}-${width}-${scheme}.png`) });
        if (width !== 768 || scheme === "light") found.push(...(await faults(page, ONLY[name])).map((fault) => `${width} ${scheme} ${fault}`));
      }
    }
    expect.soft(found, "what axe finds").toEqual([]);
    await at(page, 320, "light");
    const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(content, "width of the content at 320 px").toBeLessThanOrEqual(width);
  });
}

test("home in forced colours: axe finds nothing", async ({ reader, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await page.emulateMedia({ forcedColors: "active" });
  await page.screenshot({ path: join(SHOTS, "home-1280-forced.png") });
  expect(await faults(page)).toEqual([]);
});

test("with reduced motion nothing moves by itself", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await sandbox.fault("hold", { server: "two" });
  await page.reload();
  await expect(reader.chip("ana@two")).toHaveAttribute("data-waiting");
  const moving = () => page.evaluate(() => document.getAnimations().filter((it) => it.playState === "running").length);
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await expect.poll(moving).toBeGreaterThan(0);
});

test("the picture for the README", async ({ reader, page }) => {
  test.skip(process.env.README_SHOT !== "1", "made with README_SHOT=1");
  await reader.signIn("ana@one", "ana@two", "haru@three");
  await at(page, 1440, "light");
  mkdirSync(DOCS, { recursive: true });
  await page.screenshot({ path: join(DOCS, "home.png") });
});
