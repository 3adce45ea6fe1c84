// The same against servers that others wrote: two snac, federating.
import { expect, test as base } from "./fixtures.mjs";
import { expectDiscretion } from "./secrets.mjs";
import { findSnac, startPair } from "./snac/pair.mjs";

const test = base.extend({
  pair: [
    async ({}, use) => {
      const { bin, reason } = findSnac();
      if (!bin) {
        console.log(`SKIPPED real server: ${reason}`);
        return use({ reason, chromiumArgs: [] });
      }
      const pair = await startPair({ bin });
      await use(pair);
      await pair.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  launchOptions: [
    async ({ launchOptions, pair }, use) => use({ ...launchOptions, args: [...launchOptions.args, ...pair.chromiumArgs] }),
    { scope: "worker" },
  ],
});

// What the servers have to say of a story that failed.
test.afterEach(async ({ pair }, info) => {
  if (pair.reason || info.status === info.expectedStatus) return;
  for (const log of pair.logs()) console.log(log);
});

test.use({ others: ["a.snac.test", "b.snac.test"] });
// One pair at a time: two snac of one host name share the memory that says
// whether they run, and one that ends stops the other's deliveries.
test.describe.configure({ timeout: 120_000, mode: "serial" });

async function signIn(reader, { host, user, password }) {
  const { page } = reader;
  await reader.look(host);
  await page.getByRole("button", { name: `Go to ${host}` }).click();
  await page.locator("input[name=login]").fill(user);
  await page.locator("input[name=passwd]").fill(password);
  await page.getByRole("button", { name: "OK" }).click();
  await expect(reader.toasts.getByText(`Signed in as @${user}@${host}.`)).toBeVisible();
  await reader.dismissToasts();
}

// The tokens that the app sends, by the host that each is sent to.
function noteTokens(context) {
  const tokens = new Map();
  context.on("request", (request) => {
    const token = /^Bearer (.+)$/.exec(request.headers().authorization ?? "")?.[1];
    if (!token || token === "none") return;
    tokens.set(token, (tokens.get(token) ?? new Set()).add(new URL(request.url()).host));
  });
  return tokens;
}

test("two real servers are read as one, and a like arrives at the other", async ({ reader, pair, sandbox, page, context, discretion }) => {
  test.skip(Boolean(pair.reason), pair.reason);
  const tokens = noteTokens(context);
  for (const server of pair.servers) await signIn(reader, server);
  const homes = await Promise.all([0, 1].map((i) => pair.home(i)));
  const uris = new Set(homes.flat().map((status) => (status.reblog ?? status).uri));
  expect(uris.size).toBeGreaterThanOrEqual(6);
  await expect.poll(async () => (await reader.uris()).sort()).toEqual([...uris].sort());
  const both = homes[0].filter((status) => homes[1].some((other) => other.uri === status.uri));
  await expect(reader.feed.locator("article", { has: page.locator(".strand[data-through] + .strand[data-through]") })).toHaveCount(both.length);
  await expect(reader.feed.getByRole("link", { name: "A blue lake, seen from its shore" })).toHaveCount(1);

  const morning = homes[1].find((status) => status.content.includes("Morning at the lake"));
  const card = reader.card(morning.uri);
  await reader.action(card, "Like").click({ button: "right" });
  await reader.choices("Like").filter({ hasText: "@ana@a.snac.test" }).click();
  await expect(reader.action(card, "Like")).not.toHaveAttribute("data-pending");
  const there = () => pair.api(1, "GET", `/api/v1/statuses/${morning.id}`).then((status) => status.favourites_count);
  await expect.poll(there, { timeout: 30_000, message: "likes at ben's server" }).toBe(1);
  await expect(reader.toasts.locator(".toast")).toHaveCount(0);

  await page.reload();
  await expect(reader.action(card, "Like")).toHaveAttribute("aria-pressed", "true");
  expect([...tokens.values()].map((hosts) => [...hosts]).sort()).toEqual([["a.snac.test"], ["b.snac.test"]]);
  await expectDiscretion(context, discretion, { app: sandbox.app, tokens: [...tokens.keys()] });
});

// The conversation as Skein shows it: who says what, and how deep.
const told = (reader) => reader.pane.locator("article.reply").evaluateAll((all) => all.map((it) => [it.dataset.uri, Number(it.dataset.depth)]));

async function answer(reader, to, text, [from, other]) {
  const { page } = reader;
  await reader.pane.locator(`article[data-uri="${to}"]`).getByRole("link", { name: "Answer" }).click();
  for (const [host, as] of [[from, "true"], [other, "false"]]) {
    const way = page.getByRole("group", { name: "Post as" }).getByRole("button", { name: host });
    if ((await way.getAttribute("aria-pressed")) !== as) await way.click();
    await expect(way).toHaveAttribute("aria-pressed", as);
  }
  const field = page.getByRole("textbox", { name: "Text of the post" });
  await field.press("Control+End");
  await field.pressSequentially(text);
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await expect(reader.toasts.getByText(/^Posted as/)).toBeVisible();
  await reader.dismissToasts();
  await expect(reader.pane.locator("article", { hasText: text })).toBeVisible();
}

test("what is written goes from one real server to the other and back, and the conversation is whole on both", async ({ reader, pair, sandbox, page }) => {
  test.skip(Boolean(pair.reason), pair.reason);
  const [ana, ben] = pair.servers;
  const holding = (i, text) => pair.home(i).then((home) => home.find((it) => it.content.includes(text)));
  const arrives = (i, text) => pair.waitFor(() => holding(i, text), 30_000, `“${text}” at ${pair.servers[i].host}`);
  const open = (uri) => reader.open(`post?uri=${encodeURIComponent(uri)}`);
  for (const server of pair.servers) await signIn(reader, server);

  await page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
  await page.getByRole("textbox", { name: "Text of the post" }).fill("Where do the geese go in winter?");
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await expect(reader.toasts.getByText(`Posted as @${ana.acct}.`)).toBeVisible();
  await reader.dismissToasts();
  const { uri } = await arrives(1, "geese go");
  await open(uri);
  // Each answers what the other's server brought.
  await answer(reader, uri, "to the lake behind the mill", [ben.host, ana.host]);
  const lake = (await arrives(0, "behind the mill")).uri;
  await answer(reader, lake, "which of the two lakes", [ana.host, ben.host]);
  const which = (await arrives(1, "which of the two")).uri;
  await answer(reader, which, "the one that does not freeze", [ben.host, ana.host]);
  const one = (await arrives(0, "does not freeze")).uri;
  const whole = [[uri, 0], [lake, 1], [which, 2], [one, 3]];

  // Each server has all of it by its own word, under one name.
  for (const i of [0, 1]) {
    const last = await holding(i, "does not freeze");
    const { ancestors } = await pair.api(i, "GET", `/api/v1/statuses/${last.id}/context`);
    expect([...ancestors, last].map((it) => it.uri)).toEqual(whole.map(([uri]) => uri));
    expect(ancestors.at(-1).account.acct).toBe(ana.acct);
  }
  const isWhole = async (who) => {
    await reader.anew();
    await open(uri);
    await expect.poll(() => told(reader), { message: `the conversation, for ${who}` }).toEqual(whole);
    // Nothing else was to be had, and nobody says so.
    await expect(reader.pane.getByText(/shows no conversations|more answer/)).toHaveCount(0);
  };
  await isWhole("both");
  for (const [gone, stays] of [[ben, ana], [ana, ben]]) {
    await reader.showAccounts();
    await page.getByRole("button", { name: `Sign out @${gone.acct}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await isWhole(stays.acct);
    if (gone === ben) await signIn(reader, ben);
  }
});

test("signed out of a real server, its token is dead", async ({ reader, pair, page, context }) => {
  test.skip(Boolean(pair.reason), pair.reason);
  const tokens = noteTokens(context);
  const [ana] = pair.servers;
  await signIn(reader, ana);
  await expect(reader.articles.first()).toBeVisible();
  const [token] = tokens.keys();
  const status = async () => (await pair.request(0, "GET", "/api/v1/timelines/home", { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await status()).toBe(200);
  await reader.showAccounts();
  await page.getByRole("button", { name: /^Sign out/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect(reader.field).toBeVisible();
  await expect.poll(status).toBe(401);
});
