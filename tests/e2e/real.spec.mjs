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
