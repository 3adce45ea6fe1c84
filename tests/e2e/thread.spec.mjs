import { expect, test } from "./fixtures.mjs";

const address = (sandbox, uri) => `${sandbox.app}post?${new URLSearchParams({ uri })}`;
const tree = (page) => page.locator(".tree").getByRole("article");
const branch = (page, uri) => page.locator(`.tree article[data-uri="${uri}"]`);
const shape = (page) => tree(page).evaluateAll((all) => all.map((it) => [it.dataset.uri, Number(it.dataset.depth)]));

// mira asks; two answer; one of the answers is answered.
async function conversation(sandbox, known = {}) {
  await sandbox.follow("ana@one", "mira@one");
  const { uri: root } = await sandbox.post("mira@one", "Who comes along?");
  const reply = (as, to, text, what) => sandbox.post(as, text, { in_reply_to: to, ...what }).then((it) => it.uri);
  const first = await reply("tomas@one", root, "I do.", known.first);
  const second = await reply("pip@one", root, "Me too.", known.second);
  const deep = await reply("mira@one", first, "Good!", known.deep);
  return { root, first, second, deep };
}

async function openFromTimeline({ reader, page, sandbox }, uri) {
  await reader.card(uri).getByRole("link", { name: "Open the conversation" }).click();
  await expect(page).toHaveURL(address(sandbox, uri));
}

test("a conversation opens from the timeline as a tree", async ({ reader, sandbox, page }) => {
  const { root, first, second, deep } = await conversation(sandbox);
  await reader.signIn("ana@one");
  await openFromTimeline({ reader, page, sandbox }, root);
  await expect(tree(page)).toHaveCount(4);
  expect(await shape(page)).toEqual([[root, 0], [first, 1], [deep, 2], [second, 1]]);
  await expect(branch(page, root)).toHaveAttribute("data-focus");
  await expect(branch(page, deep)).toContainText("Good!");
  const left = (uri) => branch(page, uri).evaluate((it) => it.getBoundingClientRect().left + parseFloat(getComputedStyle(it).paddingLeft));
  expect(await left(deep)).toBeGreaterThan(await left(root));
  await expect(page.locator(".pane").getByText("3 replies")).toBeVisible();
});

test("opened at an answer, what it answers stands above it", async ({ reader, sandbox, page }) => {
  const { root, first, deep } = await conversation(sandbox);
  await reader.signIn("ana@one");
  await page.goto(address(sandbox, deep));
  await expect(tree(page)).toHaveCount(3);
  expect((await shape(page)).map(([uri]) => uri)).toEqual([root, first, deep]);
  await expect(branch(page, deep)).toHaveAttribute("data-focus");
});

test("a conversation is what all of one's servers know of it", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@two", "mira@one");
  const known = { first: { known_on: ["one"] }, second: { known_on: ["one", "two"] }, deep: { known_on: ["one"] } };
  const { root } = await conversation(sandbox, known);
  const onTwo = await sandbox.post("nadia@two", "Only my server has heard me.", { in_reply_to: root, known_on: ["two"] }).then((it) => it.uri);
  await expect.poll(async () => Boolean((await sandbox.truth(root)).servers.two)).toBe(true);
  const knows = async (uri) => Object.keys((await sandbox.truth(uri)).servers).sort();
  await reader.signIn("ana@one", "ana@two");
  await openFromTimeline({ reader, page, sandbox }, root);
  await expect(branch(page, onTwo)).toBeVisible();
  await expect(tree(page)).toHaveCount(5);
  expect(await knows(onTwo)).toEqual(["two"]);
  const uris = (await shape(page)).map(([uri]) => uri);
  expect(new Set(uris).size).toBe(5);
});

test("one server that cannot tell is named, the other's part is shown", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@two", "mira@one");
  const { root } = await conversation(sandbox);
  await expect.poll(async () => Boolean((await sandbox.truth(root)).servers.two)).toBe(true);
  await reader.signIn("ana@one", "ana@two");
  await sandbox.fault("status", { server: "two", path: "/api/v1/statuses", status: 500 });
  await openFromTimeline({ reader, page, sandbox }, root);
  await expect(tree(page)).toHaveCount(4);
  await expect(page.locator(".pane .reach")).toContainText(sandbox.host("two"), { timeout: 10_000 });
});

test("a post's own address works on a fresh page", async ({ reader, sandbox, page }) => {
  const { root } = await conversation(sandbox);
  await reader.signIn("ana@one");
  await page.goto(address(sandbox, root));
  await expect(tree(page)).toHaveCount(4);
  await expect(branch(page, root)).toContainText("Who comes along?");
});

test("a post that came through no timeline is looked up by its address", async ({ reader, sandbox, page }) => {
  await sandbox.act("ana@one", "unfollow", { who: "haru@three" });
  const { uri } = await sandbox.post("haru@three", "Far from home.", { known_on: [] });
  await reader.signIn("ana@one");
  await page.goto(address(sandbox, uri));
  await expect(branch(page, uri)).toContainText("Far from home.");
});

test("a post that no server knows is said to be unknown", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await page.goto(address(sandbox, `${sandbox.url("one")}/users/mira/statuses/404`));
  await expect(page.getByText("No server that was asked knows this post.")).toBeVisible();
  await expect(tree(page)).toHaveCount(0);
});

test("a post is acted upon in its conversation, and the timeline knows", async ({ reader, sandbox, page }) => {
  const { root } = await conversation(sandbox);
  await reader.signIn("ana@one");
  await openFromTimeline({ reader, page, sandbox }, root);
  await reader.action(branch(page, root), "Like").click();
  await expect.poll(async () => (await sandbox.truth(root)).liked_by).toEqual(["ana@one"]);
  await expect(reader.action(reader.card(root), "Like")).toHaveAttribute("aria-pressed", "true");
});

test.describe("a long conversation", () => {
  const ANSWERS = 150;

  async function open({ reader, sandbox, page }) {
    await sandbox.follow("ana@one", "mira@one");
    const { uri: root } = await sandbox.post("mira@one", "Who comes along?");
    for (let at = 1; at <= ANSWERS; at += 1) await sandbox.post("tomas@one", `Answer number ${at}.`, { in_reply_to: root });
    await reader.signIn("ana@one");
    await page.goto(address(sandbox, root));
    await expect(tree(page)).toHaveCount(ANSWERS + 1);
    await expect(tree(page).nth(1)).toContainText("Answer number 1.");
    expect(await page.locator(".tree article:empty").count()).toBeGreaterThan(0);
  }

  test("is drawn where it is read", async ({ reader, sandbox, page }) => {
    await open({ reader, sandbox, page });
    await tree(page).last().scrollIntoViewIfNeeded();
    await expect(tree(page).last()).toContainText(`Answer number ${ANSWERS}.`);
    await expect(tree(page).last()).toBeInViewport();
  });

  test("is all there when the page has rested", async ({ reader, sandbox, page }) => {
    await open({ reader, sandbox, page });
    await expect(page.locator(".tree article:empty")).toHaveCount(0, { timeout: 20_000 });
    await expect(tree(page).last()).toContainText(`Answer number ${ANSWERS}.`);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 800 }, hasTouch: true });

  test("back returns to the same place in the timeline", async ({ reader, sandbox, page }) => {
    await reader.signIn("ana@one");
    const article = await reader.scrollDown(3_000);
    const uri = await article.getAttribute("data-uri");
    for (const back of [() => page.goBack(), () => page.getByRole("button", { name: "Back" }).click()]) {
      const [place, top] = [await page.evaluate(() => window.scrollY), await reader.top(article)];
      await openFromTimeline({ reader, page, sandbox }, uri);
      await expect(branch(page, uri)).toBeVisible();
      await expect(reader.feed).toBeHidden();
      await back();
      await expect(article).toBeInViewport();
      await expect.poll(async () => Math.abs((await page.evaluate(() => window.scrollY)) - place)).toBeLessThanOrEqual(2);
      expect(Math.abs((await reader.top(article)) - top)).toBeLessThanOrEqual(2);
    }
  });
});
