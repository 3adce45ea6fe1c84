// Servers and people who mean harm: nothing runs, and everything goes on.
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.mjs";
import { hostileStatuses, isWithin, parsed, words } from "./hostile.mjs";

const HOME = "/api/v1/timelines/home";
const PAGE = 40;
const cors = { "access-control-allow-origin": "*", "access-control-expose-headers": "Link" };

test.use({ picturesFromAnywhere: true });

test.beforeEach(async ({ page, context }) => {
  const isOurs = (url) => url.hostname === "localhost" || url.hostname.endsWith(".localhost");
  await context.route((url) => !isOurs(url), (route) => route.abort());
  page.on("dialog", (dialog) => {
    throw new Error(`something opened a dialog: ${dialog.message()}`);
  });
  await page.addInitScript({ path: fileURLToPath(new URL("wrongs.js", import.meta.url)) });
  await page.addInitScript(() => {
    for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => (window.__pwn = name);
  });
});

test.afterEach(async ({ page, context, sandbox }) => {
  expect(await page.evaluate(() => window.__pwn), "something ran").toBe(undefined);
  expect(page.url().startsWith(sandbox.app), page.url()).toBe(true);
  expect(context.pages().length, "something opened a page").toBe(1);
});

// Answers what is asked for at a server of the sandbox by hand.
const fulfil = (page, sandbox, path, answer) => page.route(`${sandbox.url("one")}${path}`, (route) => {
  if (route.request().method() === "OPTIONS") return route.continue();
  return route.fulfill({ headers: cors, ...answer(new URL(route.request().url())) });
});

// Gives these statuses as the home timeline, page by page.
const serve = (page, sandbox, statuses) => fulfil(page, sandbox, `${HOME}**`, (url) => {
  const below = url.searchParams.get("max_id");
  const from = below ? statuses.findIndex((it) => it.id === below) + 1 : 0;
  return { json: statuses.slice(from, from + PAGE) };
});

// What is drawn near the screen: what is wrong with it, and the texts of each post, and of what it quotes, by its uri.
const drawn = (reader) => reader.feed.evaluate((feed) => {
  const near = [...feed.querySelectorAll("article[data-uri]")].filter((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return bottom > -window.innerHeight && top < 2 * window.innerHeight;
  });
  const text = (element) => {
    const copy = element?.cloneNode(true);
    for (const it of copy?.querySelectorAll(".link__host, rp") ?? []) it.remove();
    // A link without a text shows its address.
    for (const it of copy?.querySelectorAll("a") ?? []) if (it.href.startsWith(it.textContent.replace(/…$/, ""))) it.remove();
    return copy?.textContent ?? "";
  };
  const own = (article) => [...article.querySelectorAll(".text")].find((it) => !it.closest(".quote"));
  return { wrong: window.wrongsIn(near), texts: near.map((it) => [it.dataset.uri, [text(own(it)), text(it.querySelector(".quote .text"))]]) };
});

// Opens what is closed near the screen.
const openAll = (reader) => reader.feed.evaluate((feed) => {
  const closed = feed.querySelectorAll(".warning__toggle[aria-expanded=false], .fold__toggle[aria-expanded=false], .media__veil, summary");
  for (const it of closed) it.click();
});

// Scrolls on by less than a screen, since rows grow as they are opened; whether
// there is nothing more below.
const scrollOn = (page) => page.evaluate(() => new Promise((ok) => {
  window.scrollBy(0, 0.8 * window.innerHeight);
  const { scrollHeight } = document.documentElement;
  requestAnimationFrame(() => requestAnimationFrame(() => ok(window.scrollY + window.innerHeight > scrollHeight - 9)));
}));

// Reads down to the end, step by step; gives the texts of all posts by uri.
async function readAll(reader, page) {
  const texts = new Map();
  for (let ended = false, last = false; !last; ) {
    last = ended;
    await openAll(reader);
    const { wrong, texts: some } = await drawn(reader);
    expect(wrong).toEqual([]);
    for (const [uri, text] of some) texts.set(uri, text.map((it, n) => it || (texts.get(uri)?.[n] ?? "")));
    ended = (await scrollOn(page)) && (await reader.bottom.getByText("You have come to the end.").count()) > 0;
  }
  return texts;
}

// The timeline of an account full of these, with a good post at its end.
async function withHostile({ reader, sandbox, page }, some = () => true) {
  await reader.signIn("ana@one");
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "Still here, and still good.");
  const find = async () => (await sandbox.home("ana@one")).find((it) => it.uri === uri);
  await expect.poll(find).toBeTruthy();
  const good = await find();
  const hostile = hostileStatuses(good, sandbox.url("one")).filter(some);
  const oldest = { ...good, created_at: new Date(Date.parse(hostile.at(-1).created_at) - 1_000).toISOString() };
  await serve(page, sandbox, [...hostile, oldest]);
  await reader.anew();
  await expect(reader.articles.first()).toBeVisible();
  return { hostile, uri };
}

for (const part of [0, 1]) {
  test(`every string that was made to break a reader, in every field of every post, does nothing (${part + 1} of 2)`, async ({ reader, sandbox, page, context }) => {
    test.setTimeout(180_000);
    const { hostile, uri } = await withHostile({ reader, sandbox, page }, (_, n) => n % 2 === part);
    const texts = await readAll(reader, page);
    expect(hostile.filter((it) => !texts.has(it.uri)).map((it) => it.id), "posts that were lost").toEqual([]);

    const blank = await context.newPage();
    const said = hostile.flatMap((it) => [[it.content, texts.get(it.uri)[0]], [it.quote?.quoted_status.content ?? "", texts.get(it.uri)[1]]]);
    const all = await blank.evaluate(parsed, said.map(([html]) => html));
    await blank.close();
    const more = said.filter(([, text], n) => !isWithin(text, all[n]));
    expect(more, "texts with more in them than was said").toEqual([]);
    expect(said.filter(([, text]) => text).length, "texts that were looked at").toBeGreaterThan(75);

    const still = reader.card(uri);
    await still.scrollIntoViewIfNeeded();
    await expect(still).toContainText("Still here, and still good.");
    await reader.action(still, "Like").click();
    await expect.poll(async () => JSON.stringify(await sandbox.truth(uri))).toContain("ana@one");
  });
}

test("hostile posts can be opened, and talked about, like any other", async ({ reader, sandbox, page }) => {
  test.setTimeout(90_000);
  const { hostile } = await withHostile({ reader, sandbox, page }, (_, n) => n % 37 === 0);
  const answers = hostile.map((it, n) => ({ ...it, id: `answer-${n}`, uri: `${it.uri}/answer`, quote: null }));
  await fulfil(page, sandbox, "/api/v1/statuses/*", (url) => ({ json: hostile.find((it) => url.pathname.endsWith(`/${it.id}`)) }));
  await fulfil(page, sandbox, "/api/v1/statuses/*/context", (url) => {
    const id = decodeURIComponent(url.pathname.split("/").at(-2));
    return { json: { ancestors: [], descendants: answers.map((it) => ({ ...it, in_reply_to_id: id })) } };
  });
  for (const post of hostile) {
    const card = reader.card(post.uri);
    await card.scrollIntoViewIfNeeded();
    await card.hover();
    await card.getByRole("link", { name: "Open the conversation" }).first().click();
    const tree = page.locator(".tree");
    await expect(tree.getByRole("article")).toHaveCount(1 + answers.length);
    expect(await tree.evaluate((it) => window.wrongsIn([it]))).toEqual([]);
    for (let n = 0; n < 12; n += 1) await page.keyboard.press("Tab");
    await page.goBack();
    await expect(card).toBeVisible();
  }
});

test("what a server says when it refuses is shown as text", async ({ reader, sandbox, page }) => {
  const { uri } = await withHostile({ reader, sandbox, page }, (_, n) => n === 0);
  const like = reader.action(reader.card(uri), "Like");
  for (const error of words().filter((it, n) => it.includes("<") && n % 12 === 0)) {
    await fulfil(page, sandbox, "/api/v1/statuses/*/favourite", () => ({ status: 422, json: { error } }));
    await like.click();
    await expect(reader.toasts).toContainText("the server said");
    expect(await reader.toasts.evaluate((it) => window.wrongsIn([it]))).toEqual([]);
    expect(await reader.toasts.locator("img, a, b, math").count()).toBe(0);
    await reader.dismissToasts();
  }
});

test("a server whose every word is hostile is looked at and signed in to", async ({ reader, sandbox, page }) => {
  const [title, version] = ['<img src=x onerror=alert(1)>\u202e', "<svg onload=alert(1)>".repeat(500)];
  await fulfil(page, sandbox, "/api/v2/instance", () => ({ json: { title, version, domain: "evil.example/<b>", account_domain: "\u202eone" } }));
  await fulfil(page, sandbox, "/nodeinfo/2.0", () => ({ json: { software: { name: title, version } } }));
  await reader.open();
  await reader.look(sandbox.host("one"));
  await expect(page.getByRole("button", { name: `Go to ${sandbox.host("one")}` })).toBeVisible();
  expect(await page.evaluate(() => window.wrongsIn(document.querySelectorAll("main")))).toEqual([]);
  await page.getByRole("button", { name: `Go to ${sandbox.host("one")}` }).click();
  await page.waitForURL(`${sandbox.url("one")}/**`);
  await reader.consent("ana");
  await expect(reader.articles.first()).toBeVisible();
});

for (const [what, body, why] of [
  ["of more than four megabytes", `[${"0,".repeat(2_200_000)}0]`, "too large"],
  ["nested a hundred thousand deep", "[".repeat(100_000) + "]".repeat(100_000), ""],
  ["of a hundred thousand things that are none", `[${"0,".repeat(100_000)}0]`, ""],
  ["in which every key stands twice", '{"a":1,"a":2,"error":"x","error":"y"}', "it said “x”"],
]) {
  test(`an answer ${what} costs the others nothing`, async ({ reader, sandbox, page }) => {
    await reader.signIn("ana@one", "ana@two");
    const [newest] = await sandbox.home("ana@two");
    await fulfil(page, sandbox, `${HOME}**`, () => ({ body, contentType: "application/json" }));
    await reader.anew();
    await expect(reader.articles.first()).toBeVisible();
    await expect(reader.card((newest.reblog ?? newest).uri)).toBeVisible();
    if (why) await expect(reader.notices).toContainText(sandbox.host("one"));
    if (why) await expect(reader.notices).toContainText(why);
    await expect(reader.notices).not.toContainText(sandbox.host("two"));
  });
}
