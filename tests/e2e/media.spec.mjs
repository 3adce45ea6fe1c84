// Pictures, films and sounds: in the timeline, and large.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

const SHOTS = process.env.MEDIA_SHOTS ?? join(dirname(fileURLToPath(import.meta.url)), "results/shots");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const many = (count, more = {}) => Array.from({ length: count }, (_, at) => ({ alt: `Hill number ${at + 1}`, ...more }));

test.use({ posts: 30 });

// Somebody whom the reader follows posts this; its card, once it is there.
async function posted(reader, sandbox, media, what = {}) {
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "Look at this.", { media, ...what });
  await reader.signIn("ana@one");
  await expect(reader.card(uri)).toBeVisible();
  return reader.card(uri);
}

// Scrolls until a post is on the page, and before one's eyes.
async function bring(reader, uri) {
  for (let top = 0; (await reader.card(uri).count()) === 0 && top < 12_000; top += 400) await reader.scrollTo(top);
  await reader.card(uri).scrollIntoViewIfNeeded();
  return reader.card(uri);
}

const lightbox = (page) => page.locator("dialog.lightbox");
const place = (page) => lightbox(page).locator(".lightbox__place");

// Opens one and waits until all of it is there.
async function open(page, link) {
  await link.click();
  await expect(lightbox(page).locator(".lightbox__box")).toBeVisible();
}

const here = (page) => expect(lightbox(page).locator(".lightbox__box[data-here]")).toBeVisible();
const scale = (page) => lightbox(page).locator(".lightbox__box").evaluate((box) => Number(box.style.transform.match(/scale\(([\d.]+)\)/)[1]));
const moved = (page) => lightbox(page).locator(".lightbox__box").evaluate((box) => box.style.transform.match(/translate\((-?[\d.]+)px, (-?[\d.]+)px\)/).slice(1).map(Number));

async function clean(page, only) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).include(only).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")} – ${nodes[0].failureSummary.split("\n")[1]?.trim()}`);
}

// Pictures of media come when they are let.
async function heldBack(page, sandbox) {
  const held = { asked: [], free: () => {} };
  const until = new Promise((ok) => (held.free = ok));
  await page.route(`${sandbox.url("one")}/media/{picture,film,sound}/**`, async (route) => {
    held.asked.push(route.request().url());
    await until;
    await route.continue();
  });
  return held;
}

test("one picture keeps its shape, tall and wide ones within bounds", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@one", "mira@one");
  const shapes = [[1200, 800], [800, 1200], [400, 2000], [2000, 300]];
  const uris = [];
  for (const [width, height] of shapes) uris.push((await sandbox.post("mira@one", "One.", { media: [{ width, height, alt: "A hill" }] })).uri);
  await reader.signIn("ana@one");
  const boxes = [];
  for (const uri of uris) {
    boxes.push(await (await bring(reader, uri)).locator(".media__one").boundingBox());
  }
  const ratios = boxes.map(({ width, height }) => width / height);
  [1.5, 2 / 3, 0.56, 2.8].forEach((ratio, at) => expect(ratios[at]).toBeCloseTo(ratio, 1));
  for (const { height } of boxes) expect(height).toBeLessThanOrEqual(511);
});

for (const count of [1, 2, 3, 4, 5, 16]) {
  test(`${count} pictures fill one calm shape, and nothing moves when they come`, async ({ reader, sandbox, page }) => {
    const held = await heldBack(page, sandbox);
    const card = await posted(reader, sandbox, many(count));
    const tiles = card.locator(".media__one");
    await expect(tiles).toHaveCount(Math.min(count, 4));
    await expect(tiles.locator("canvas")).toHaveCount(Math.min(count, 4));
    const boxes = () => tiles.evaluateAll((all) => all.map((it) => JSON.stringify(it.getBoundingClientRect())));
    const before = [await boxes(), (await card.boundingBox()).height];
    held.free();
    await expect(tiles.locator("canvas")).toHaveCount(0);
    expect([await boxes(), (await card.boundingBox()).height]).toEqual(before);
    await expect(card.getByText(`+${count - 4}`)).toHaveCount(count > 4 ? 1 : 0);
    if (count > 4) await expect(card.getByRole("link", { name: `Hill number 4, and ${count - 4} more` })).toBeVisible();
  });
}

test("the author's point of interest stays in view, and what has no description says so", async ({ reader, sandbox }) => {
  const card = await posted(reader, sandbox, [{ focus: [-1, 1], alt: "A hill" }, {}]);
  const images = card.locator("img.media__it");
  await expect(images.first()).toHaveCSS("object-position", "0% 0%");
  await expect(images.last()).toHaveCSS("object-position", "50% 50%");
  await expect(card.locator(".media__noalt")).toHaveCount(1);
  await expect(card.getByRole("link", { name: "No description" })).toBeVisible();
  await card.locator(".media__alt summary").click();
  await expect(card.locator(".media__alt p")).toHaveText("A hill");
});

test("behind the veil are the colours alone; nothing is fetched before it is wanted", async ({ reader, sandbox, page }) => {
  const held = await heldBack(page, sandbox);
  held.free();
  const card = await posted(reader, sandbox, many(2, { kind: "image" }), { sensitive: true });
  await expect(card.locator("canvas")).toHaveCount(2);
  const mine = await card.evaluate((it) => it.querySelectorAll("img.media__it, video").length);
  expect(mine).toBe(0);
  const before = await card.locator(".media__grid").boundingBox();
  await card.getByRole("button", { name: "Sensitive media Show" }).click();
  await expect(card.locator("img.media__it")).toHaveCount(2);
  expect(await card.locator(".media__grid").boundingBox()).toEqual(before);
  await card.getByRole("button", { name: "Hide" }).click();
  await expect(card.locator("img.media__it")).toHaveCount(0);
});

test("a picture that does not come says so and is asked for again", async ({ reader, sandbox }) => {
  // How often its server was asked for it, by address: a small one and the whole.
  const asked = async () => {
    const times = {};
    for (const { path } of await sandbox.requests()) {
      if (path.startsWith("/media/broken/")) times[path] = (times[path] ?? 0) + 1;
    }
    return Object.values(times);
  };
  const card = await posted(reader, sandbox, [{ broken: true, alt: "A hill" }]);
  await expect(card.getByText("Could not be loaded.")).toBeVisible();
  expect(await asked()).toEqual([1, 1]);
  await card.getByRole("button", { name: "Try again" }).click();
  await expect.poll(asked).toEqual([2, 2]);
  await expect(card.getByText("Could not be loaded.")).toBeVisible();
});

test("who saves data loads pictures by hand", async ({ reader, sandbox, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  const card = await posted(reader, sandbox, [{ width: 1200, height: 800, alt: "A hill" }, { kind: "gifv", alt: "A ball" }]);
  await expect(card.locator("img.media__it")).toHaveCount(0);
  await expect(card.getByRole("button", { name: "Play" })).toBeVisible();
  expect(await card.locator("video").evaluate((film) => [film.paused, film.poster, film.networkState])).toEqual([true, "", 1]);
  await card.getByRole("button", { name: "Load picture (1200 × 800)" }).click();
  await expect(card.locator("img.media__it")).toHaveCount(1);
});

test("a moving picture stands still for those who want that, and plays when asked", async ({ reader, sandbox }) => {
  const card = await posted(reader, sandbox, [{ kind: "gifv", width: 320, height: 180, alt: "A ball" }]);
  const film = card.locator("video");
  expect(await film.evaluate((it) => [it.paused, it.muted, it.loop, it.poster !== ""])).toEqual([true, true, true, true]);
  await card.getByRole("button", { name: "Play" }).click();
  await expect(card.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect.poll(() => film.evaluate((it) => it.currentTime)).toBeGreaterThan(0);
  await card.getByRole("button", { name: "Pause" }).click();
  expect(await film.evaluate((it) => it.paused)).toBe(true);
});

test.describe("where motion is welcome", () => {
  test.use({ contextOptions: { reducedMotion: "no-preference" } });

  test("a moving picture plays while it is seen, and its button halts it", async ({ reader, sandbox, page }) => {
    const card = await posted(reader, sandbox, [{ kind: "gifv", width: 320, height: 180, alt: "A ball" }]);
    const film = await card.locator("video").elementHandle();
    const paused = () => film.evaluate((it) => it.paused);
    await expect.poll(paused).toBe(false);
    await page.evaluate(() => window.scrollTo(0, 3_000));
    await expect.poll(paused).toBe(true);
    await page.evaluate(() => window.scrollTo(0, 0));
    await expect(card.getByRole("button", { name: "Pause" })).toBeVisible();
    await card.getByRole("button", { name: "Pause" }).click();
    await expect(card.getByRole("button", { name: "Play" })).toBeVisible();
    expect(await clean(page, ".media")).toEqual([]);
  });
});

test("films and sounds have the browser's own controls and load nothing by themselves", async ({ reader, sandbox, page }) => {
  const heard = [];
  page.on("request", (request) => heard.push(new URL(request.url()).pathname));
  const card = await posted(reader, sandbox, [{ kind: "video", width: 320, height: 180, alt: "A ball over the sea" }, { kind: "audio", alt: "A long tone" }, { kind: "unknown" }]);
  expect(await card.locator("video").evaluate((it) => [it.controls, it.preload, it.poster !== ""])).toEqual([true, "none", true]);
  await expect(card.locator(".media__sound")).toContainText("A long tone");
  await expect(card.locator(".media__sound")).toContainText("0:02");
  await expect(card.locator(".media__file")).toContainText("Attachment");
  expect(heard.filter((path) => /\/media\/(film|sound)\//.test(path))).toEqual([]);
  expect(await clean(page, ".media")).toEqual([]);
});

test("a picture opens large; keys go on, Escape gives the focus back, Back closes", async ({ reader, sandbox, page }) => {
  const card = await posted(reader, sandbox, many(4));
  const second = card.getByRole("link", { name: "Hill number 2" });
  await open(page, second);
  await expect(place(page)).toHaveText("2 of 4");
  await here(page);
  await expect(lightbox(page).locator(".lightbox__alt")).toHaveText("Hill number 2");
  for (const [key, at] of [["ArrowRight", 3], ["ArrowLeft", 2], ["End", 4], ["ArrowRight", 4], ["Home", 1], ["ArrowLeft", 1]]) {
    await page.keyboard.press(key);
    await expect(place(page)).toHaveText(`${at} of 4`);
  }
  await expect(lightbox(page).getByRole("button", { name: "Previous" })).toHaveAttribute("aria-disabled", "true");
  await lightbox(page).getByRole("button", { name: "Next" }).click();
  await expect(place(page)).toHaveText("2 of 4");
  await expect(lightbox(page).getByRole("status")).toHaveText("2 of 4: Hill number 2");
  await page.keyboard.press("Escape");
  await expect(lightbox(page)).toHaveCount(0);
  await expect(second).toBeFocused();
  const url = page.url();
  await second.click();
  await expect(place(page)).toHaveText("2 of 4");
  await page.goBack();
  await expect(lightbox(page)).toHaveCount(0);
  await expect(second).toBeFocused();
  expect(page.url()).toBe(url);
});

test("read from right to left, the arrows are mirrored", async ({ reader, sandbox, page }) => {
  const card = await posted(reader, sandbox, many(3));
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await open(page, card.getByRole("link", { name: "Hill number 1" }));
  await page.keyboard.press("ArrowLeft");
  await expect(place(page)).toHaveText("2 of 3");
  await page.keyboard.press("ArrowRight");
  await expect(place(page)).toHaveText("1 of 3");
});

test("a picture is looked at closely by keys, wheel, double tap and buttons, and pushed about", async ({ reader, sandbox, page }) => {
  const card = await posted(reader, sandbox, [{ width: 2000, height: 1400, alt: "A hill" }]);
  await open(page, card.getByRole("link", { name: "A hill" }));
  await here(page);
  expect(await scale(page)).toBe(1);
  await page.keyboard.press("+");
  expect(await scale(page)).toBeCloseTo(1.6);
  await page.keyboard.press("ArrowRight");
  expect((await moved(page))[0]).toBeLessThan(0);
  await page.keyboard.press("0");
  expect([await scale(page), ...(await moved(page))]).toEqual([1, 0, 0]);
  await lightbox(page).getByRole("button", { name: "Zoom in" }).click();
  await lightbox(page).getByRole("button", { name: "Zoom out" }).click();
  expect(await scale(page)).toBe(1);
  const box = await lightbox(page).locator(".lightbox__stage").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -300);
  await expect.poll(() => scale(page)).toBeGreaterThan(1.2);
  await page.keyboard.press("0");
  await page.mouse.dblclick(x, y);
  await expect.poll(() => scale(page)).toBeCloseTo(2.5);
  await page.mouse.down();
  await page.mouse.move(x + 120, y + 40, { steps: 4 });
  await page.mouse.up();
  const [right, down] = await moved(page);
  expect([Math.round(right / 10), Math.round(down / 10)]).toEqual([12, 4]);
  await page.mouse.dblclick(x, y);
  await expect.poll(() => scale(page)).toBe(1);
});

test("fingers swipe from one to the next, down to close, and pinch", async ({ reader, sandbox, page, context }) => {
  const card = await posted(reader, sandbox, many(3, { width: 1200, height: 900 }));
  await open(page, card.getByRole("link", { name: "Hill number 1" }));
  await here(page);
  const client = await context.newCDPSession(page);
  const touch = (type, ...points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const swipe = async (from, to) => {
    await touch("touchStart", from);
    for (const part of [0.3, 0.6, 1]) await touch("touchMove", [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
    await touch("touchEnd");
  };
  await swipe([700, 400], [400, 410]);
  await expect(place(page)).toHaveText("2 of 3");
  await swipe([400, 400], [700, 410]);
  await expect(place(page)).toHaveText("1 of 3");
  await touch("touchStart", [600, 400]);
  await touch("touchStart", [600, 400], [700, 400]);
  await touch("touchMove", [550, 400], [750, 400]);
  await touch("touchMove", [500, 400], [800, 400]);
  await touch("touchEnd");
  expect(await scale(page)).toBeGreaterThan(2);
  await page.keyboard.press("0");
  await swipe([640, 300], [650, 520]);
  await expect(lightbox(page)).toHaveCount(0);
});

test("what cannot be loaded in full is said, and the preview stays", async ({ reader, sandbox, page }) => {
  await page.route("**/media/picture/*/1200x800.png", (route) => route.abort());
  const card = await posted(reader, sandbox, many(1));
  await open(page, card.getByRole("link", { name: "Hill number 1" }));
  await expect(lightbox(page).getByText("It could not be loaded in full size.")).toBeVisible();
  await expect(lightbox(page).locator(".lightbox__under")).toBeVisible();
  await page.unroute("**/media/picture/*/1200x800.png");
  await lightbox(page).getByRole("button", { name: "Try again" }).click();
  await here(page);
});

test("films are shown large, too", async ({ reader, sandbox, page }) => {
  const card = await posted(reader, sandbox, [{ kind: "video", width: 320, height: 180, alt: "A ball" }, { kind: "gifv", width: 320, height: 180, alt: "Another ball" }]);
  await open(page, card.getByRole("link", { name: "A ball", exact: true }));
  await expect(lightbox(page).locator("video[controls]")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(lightbox(page).getByRole("button", { name: "Play" })).toBeVisible();
  await expect(lightbox(page).getByRole("link", { name: "Open the original" })).toHaveAttribute("href", /film/);
});

const SIZES = { phone: [390, 844], small: [320, 568], desktop: [1440, 900], wide: [3840, 2160] };
for (const [name, [width, height]] of Object.entries(SIZES)) {
  test(`media and lightbox on a ${name} screen: axe finds nothing, nothing sticks out`, async ({ reader, sandbox, page }) => {
    test.slow();
    mkdirSync(SHOTS, { recursive: true });
    await page.setViewportSize({ width, height });
    await sandbox.follow("ana@one", "mira@one");
    const long = "A hill in the evening. ".repeat(20);
    const posts = {
      film: [{ kind: "video", width: 1280, height: 720, alt: "A ball" }],
      sound: [{ kind: "audio", alt: "A long tone" }, { kind: "unknown", alt: "A file of points, that nobody here can draw" }],
      loop: [{ kind: "gifv", width: 320, height: 180, alt: "A ball" }],
      five: many(6), four: many(4), three: many(3), two: [{ alt: "One" }, { broken: true }],
      panorama: [{ width: 2000, height: 500 }], tall: [{ width: 800, height: 1200, alt: long }],
    };
    const uris = {};
    for (const [of, media] of Object.entries(posts)) uris[of] = (await sandbox.post("mira@one", `Look: ${of}.`, { media })).uri;
    uris.hidden = (await sandbox.post("mira@one", "Look: hidden.", { media: many(3), sensitive: true })).uri;
    await reader.signIn("ana@one");
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const of of Object.keys(uris).reverse()) {
        const card = await bring(reader, uris[of]);
        await expect(card.locator(".media")).toBeVisible();
        await expect(card.locator("a:not(:has(video)) canvas")).toHaveCount(0);
        await card.screenshot({ path: join(SHOTS, `media-${of}-${name}-${scheme}.png`) });
        expect.soft(await clean(page, `[data-uri="${uris[of]}"] .media`), `${of} ${scheme}`).toEqual([]);
      }
    }
    const content = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(content).toBeLessThanOrEqual(0);
    for (const of of ["tall", "four", "loop"]) {
      const card = await bring(reader, uris[of]);
      await open(page, card.locator(".media__open").first());
      if (of !== "loop") await here(page);
      expect.soft(await clean(page, ".lightbox"), `lightbox ${of}`).toEqual([]);
      await page.screenshot({ path: join(SHOTS, `lightbox-${of}-${name}.png`) });
      const more = lightbox(page).getByRole("button", { name: "Description" });
      if (of === "tall" && (await more.isVisible())) {
        await more.click();
        await page.screenshot({ path: join(SHOTS, `lightbox-${of}-${name}-open.png`) });
      }
      await page.keyboard.press("Escape");
      await expect(lightbox(page)).toHaveCount(0);
    }
  });
}
