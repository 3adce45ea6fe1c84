import { expect, test } from "./fixtures.mjs";

const reply = (reader, uri) => reader.pane.locator(`article[data-uri="${uri}"]`);

async function open(reader, sandbox, uri) {
  await reader.page.goto(`${sandbox.app}post?uri=${encodeURIComponent(uri)}`);
  await expect(reply(reader, uri)).toBeVisible();
}

// A conversation of which the user's server knows the first answer alone.
async function torn(sandbox) {
  const { uri } = await sandbox.post("haru@three", "Who is coming?");
  const first = await sandbox.post("ana@one", "I am.", { in_reply_to: uri });
  const rest = [];
  for (let n = 0; n < 4; n += 1) {
    rest.push((await sandbox.post("kofi@three", `Me, too, ${n}.`, { in_reply_to: n % 2 ? rest.at(-1) : uri, known_on: ["three"] })).uri);
  }
  await expect.poll(async () => Object.keys((await sandbox.truth(uri)).servers)).toContain("one");
  return { uri, first: first.uri, rest };
}

test("replies that the user's server never saw come from where the post was made, are marked, and can be acted on", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@one", "haru@three");
  const { uri, first, rest } = await torn(sandbox);
  await reader.signIn("ana@one");
  const since = await sandbox.mark();
  await open(reader, sandbox, uri);
  for (const post of [first, ...rest]) await expect(reply(reader, post)).toHaveCount(1);
  for (const post of rest) await expect(reply(reader, post).getByText("None of your servers has seen this")).toBeVisible();
  await expect(reply(reader, first).getByText("None of your servers has seen this")).toHaveCount(0);
  await expect(reader.pane.getByText("Your servers know 1 of these 5 replies")).toBeVisible();
  // In nobody's name.
  const asked = await sandbox.calls(since, { server: "three", path: "/api/v1/statuses" });
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.every((it) => !it.account)).toBe(true);
  // A like makes one's own server fetch it; then it is no longer from elsewhere.
  await reply(reader, rest[0]).getByRole("button", { name: /^Like/ }).click();
  await expect.poll(async () => (await sandbox.truth(rest[0])).liked_by.length).toBe(1);
  await expect(reply(reader, rest[0]).getByText("None of your servers has seen this")).toHaveCount(0);
});

test("a server that shows its conversations to nobody is named, and what is known stands", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@one", "haru@three");
  const { uri, first, rest } = await torn(sandbox);
  await reader.signIn("ana@one");
  await sandbox.fault("status", { server: "three", path: "/api/v1/statuses", status: 401, times: 99 });
  await open(reader, sandbox, uri);
  await expect(reply(reader, first)).toHaveCount(1);
  await expect(reader.pane.getByText("shows no conversations to visitors: there may be more replies")).toBeVisible();
  await expect(reply(reader, rest[0])).toHaveCount(0);
});

test("a post that is not for all is not asked about where it was made", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@one", "haru@three");
  const { uri } = await sandbox.post("haru@three", "For those who follow me.", { visibility: "private" });
  await reader.signIn("ana@one");
  await expect(reader.card(uri)).toBeVisible();
  const since = await sandbox.mark();
  await reader.card(uri).getByRole("link", { name: /^Open the conversation/ }).click();
  await expect(reply(reader, uri)).toBeVisible();
  await expect(reader.pane.getByText("No replies")).toBeVisible();
  expect(await sandbox.calls(since, { server: "three" })).toEqual([]);
});

test("a server that is fetching more is asked again, and the reader is not moved", async ({ reader, sandbox, page }) => {
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "A question.");
  await sandbox.post("bo@one", "The first answer.", { in_reply_to: uri });
  await reader.signIn("ana@one");
  let asked = 0;
  let late;
  await page.route(/\/api\/v1\/statuses\/[^/]+\/context$/, async (route) => {
    if (!route.request().headers().authorization) return route.abort();
    asked += 1;
    if (asked === 2) late = (await sandbox.post("tomas@one", "A late answer.", { in_reply_to: uri })).uri;
    const json = await sandbox.api("ana@one", new URL(route.request().url()).pathname);
    const headers = { "access-control-allow-origin": "*", "access-control-expose-headers": "Mastodon-Async-Refresh" };
    if (asked === 1) headers["mastodon-async-refresh"] = 'id="x", retry=1, result_count=0';
    await route.fulfill({ json, headers });
  });
  await open(reader, sandbox, uri);
  await expect(reader.pane.getByText("The first answer.")).toBeVisible();
  const top = await reader.top(reply(reader, uri));
  await expect(reader.pane.getByText("A late answer.")).toBeVisible();
  expect(late).toBeTruthy();
  expect(Math.abs(await reader.top(reply(reader, uri)) - top)).toBeLessThan(2);
  expect(asked).toBe(2);
});

test("answers are folded away and unfolded, and who goes on with their own words comes first", async ({ reader, sandbox }) => {
  const { uri } = await sandbox.post("mira@one", "One.");
  const other = await sandbox.post("bo@one", "An answer by another.", { in_reply_to: uri });
  const own = await sandbox.post("mira@one", "Two, by the same.", { in_reply_to: uri });
  const below = await sandbox.post("bo@one", "Below two.", { in_reply_to: own.uri });
  await reader.signIn("ana@one");
  await open(reader, sandbox, uri);
  await expect(reply(reader, below.uri)).toHaveCount(1);
  const order = await reader.pane.locator("article.reply").evaluateAll((all) => all.map((it) => it.dataset.uri));
  expect(order).toEqual([uri, own.uri, below.uri, other.uri]);
  const fold = reply(reader, own.uri).getByRole("button", { name: "Hide 1 answer" });
  await fold.focus();
  await reader.page.keyboard.press("Enter");
  await expect(reply(reader, below.uri)).toHaveCount(0);
  await expect(reply(reader, own.uri).getByRole("button", { name: "Show 1 answer" })).toBeFocused();
  await reply(reader, uri).getByRole("button", { name: "Hide 3 answers" }).click();
  await expect(reader.pane.locator("article.reply")).toHaveCount(1);
  await reply(reader, uri).getByRole("button", { name: "Show 3 answers" }).click();
  await expect(reader.pane.locator("article.reply")).toHaveCount(3);
});
