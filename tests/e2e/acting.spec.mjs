import { expect, test } from "./fixtures.mjs";

// A post of mira's in the home of ana@one, and the card it is.
async function given({ reader, sandbox }, accounts, who = "mira@one", what = {}) {
  await sandbox.follow("ana@one", who);
  if (accounts.includes("ana@two")) await sandbox.act("ana@two", "unfollow", { who });
  const made = await sandbox.post(who, "Something to act upon.", what);
  await expect.poll(async () => Boolean((await sandbox.truth(made.uri)).servers.one)).toBe(true);
  await reader.signIn(...accounts);
  const card = reader.card(made.uri);
  await card.scrollIntoViewIfNeeded();
  return { uri: made.uri, card };
}

const posted = async (sandbox, since, server) => (await sandbox.calls(since, { server })).filter((it) => it.method === "POST");

test("like, boost and bookmark reach the server, and are taken back", async ({ reader, sandbox }) => {
  const { uri, card } = await given({ reader, sandbox }, ["ana@one"]);
  const { id } = (await sandbox.truth(uri)).servers.one;
  const truths = {
    Like: async () => (await sandbox.truth(uri)).liked_by.includes("ana@one"),
    Boost: async () => (await sandbox.truth(uri)).boosted_by.includes("ana@one"),
    Bookmark: async () => (await sandbox.api("ana@one", `/api/v1/statuses/${id}`)).bookmarked,
  };
  for (const on of [true, false]) {
    for (const [name, truth] of Object.entries(truths)) {
      const button = reader.action(card, name);
      await button.click();
      await expect(button).toHaveAttribute("aria-pressed", String(on));
      await expect.poll(truth, `${name} at the server`).toBe(on);
      await expect(button).not.toHaveAttribute("data-pending");
      await expect(button).toHaveAttribute("aria-pressed", String(on));
    }
  }
  await expect(reader.toasts.locator(".toast")).toHaveCount(0);
});

test("a like shows at once and counts once", async ({ reader, sandbox }) => {
  const { card } = await given({ reader, sandbox }, ["ana@one"]);
  await sandbox.fault("latency", { ms: 1_500, path: "/api/v1/statuses", method: "POST" });
  const like = reader.action(card, "Like");
  await expect(like).toHaveAccessibleName("Like, 0");
  await like.click();
  await expect(like).toHaveAccessibleName("Like, 1", { timeout: 1_000 });
  await expect(like).toHaveAttribute("data-pending");
  await expect(like).not.toHaveAttribute("data-pending");
  await expect(like).toHaveAccessibleName("Like, 1");
});

test("a like after a reload is still there", async ({ reader, sandbox, page }) => {
  const { uri, card } = await given({ reader, sandbox }, ["ana@one"]);
  await reader.action(card, "Like").click();
  await expect.poll(async () => (await sandbox.truth(uri)).liked_by).toEqual(["ana@one"]);
  await page.reload();
  await expect(reader.action(card, "Like")).toHaveAttribute("aria-pressed", "true");
});

test("a post that came through one account is liked as another, by that server's own name for it", async ({ reader, sandbox }) => {
  const { uri, card } = await given({ reader, sandbox }, ["ana@one", "ana@two"], "haru@three", { known_on: ["one"] });
  const idOnOne = (await sandbox.truth(uri)).servers.one.id;
  expect((await sandbox.truth(uri)).servers.two).toBeUndefined();
  expect(uri).not.toContain(idOnOne);
  const since = await sandbox.mark();
  await reader.action(card, "Like").click({ button: "right" });
  await reader.choice("ana@two", "Like").click();
  await expect.poll(async () => (await sandbox.truth(uri)).liked_by).toEqual(["ana@two"]);
  await expect(reader.action(card, "Like")).toHaveAccessibleName(`Like, 1; done as ${sandbox.handle("ana@two")}`);

  const idOnTwo = (await sandbox.truth(uri)).servers.two.id;
  expect(idOnTwo).not.toBe(idOnOne);
  const toTwo = (await sandbox.calls(since, { server: "two" })).filter((it) => it.path !== "/api/v1/markers");
  expect(toTwo.map((it) => [it.method, it.path, it.account])).toEqual([
    ["GET", "/api/v2/search", "ana@two"],
    ["POST", `/api/v1/statuses/${idOnTwo}/favourite`, "ana@two"],
  ]);
  const asked = new URLSearchParams(toTwo[0].query);
  expect([asked.get("q"), asked.get("resolve")]).toEqual([uri, "true"]);
  const everything = (await sandbox.requests()).filter((it) => it.server === "two");
  expect(everything.filter((it) => decodeURIComponent(`${it.path}?${it.query}`).includes(idOnOne))).toEqual([]);
  expect(everything.filter((it) => it.token_server)).toEqual([]);
  expect(await posted(sandbox, since, "one")).toEqual([]);
});

test("whom to act as is chosen by its face, and stays chosen for the post", async ({ reader, sandbox }) => {
  const { uri, card } = await given({ reader, sandbox }, ["ana@one", "ana@two"]);
  await card.getByRole("button", { name: `Acting as ${sandbox.handle("ana@one")}` }).click();
  await reader.choice("ana@two").click();
  await expect(card.getByRole("button", { name: `Acting as ${sandbox.handle("ana@two")}` })).toBeVisible();
  await reader.action(card, "Like").click();
  await expect(reader.action(card, "Like")).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await sandbox.truth(uri)).liked_by).toEqual(["ana@two"]);
});

test("acting by keyboard leaves the focus where it was", async ({ reader, sandbox, page }) => {
  const { uri, card } = await given({ reader, sandbox }, ["ana@one"]);
  const like = reader.action(card, "Like");
  await like.focus();
  await page.keyboard.press("Space");
  await expect.poll(async () => (await sandbox.truth(uri)).liked_by).toEqual(["ana@one"]);
  await expect(like).not.toHaveAttribute("data-pending");
  await expect(like).toBeFocused();
});

for (const [how, open] of [
  ["a long press", async (page, button) => {
    await button.hover();
    await page.mouse.down();
    await expect(page.getByRole("menu")).toBeVisible({ timeout: 2_000 });
    await page.mouse.up();
  }],
  ["a right click", async (page, button) => button.click({ button: "right" })],
]) {
  test(`${how} opens the menu of accounts, and does nothing by itself`, async ({ reader, sandbox, page }) => {
    const { card } = await given({ reader, sandbox }, ["ana@one", "ana@two"]);
    const since = await sandbox.mark();
    await open(page, reader.action(card, "Boost"));
    await expect(reader.choices("Boost")).toHaveText(["ana@one", "ana@two"].map(sandbox.handle));
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(reader.action(card, "Boost")).toHaveAttribute("aria-pressed", "false");
    expect(await posted(sandbox, since)).toEqual([]);
  });
}

test("the menu of accounts is walked through with the keyboard", async ({ reader, sandbox, page }) => {
  const { card } = await given({ reader, sandbox }, ["ana@one", "ana@two"]);
  const face = card.getByRole("button", { name: "Acting as" });
  await face.focus();
  await page.keyboard.press("Enter");
  const items = page.getByRole("menuitemradio");
  await expect(items.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(face).toBeFocused();
});

for (const [how, fault, reason] of [
  ["with the server's words", { status: 403, body: { error: "You are not allowed to do this" } }, "the server said “You are not allowed to do this”."],
  ["because the server knows no such deed", { status: 404 }, "the server cannot do that."],
]) {
  test(`a like that is refused ${how} is taken back, and says why`, async ({ reader, sandbox }) => {
    const { uri, card } = await given({ reader, sandbox }, ["ana@one"]);
    await sandbox.fault("status", { path: "/api/v1/statuses", method: "POST", ...fault });
    const like = reader.action(card, "Like");
    await like.click();
    await expect(reader.toasts).toContainText(`Not liked as ${sandbox.handle("ana@one")}: ${reason}`);
    if (fault.status === 404) {
      await expect(like, "what cannot be done has no button").toHaveCount(0);
      await expect(reader.action(card, "Bookmark")).toBeVisible();
    } else {
      await expect(like).toHaveAttribute("aria-pressed", "false");
      await expect(like).toHaveAccessibleName("Like, 0");
    }
    expect((await sandbox.truth(uri)).liked_by).toEqual([]);
  });
}

test("a like of a post that is gone says so, and the post goes", async ({ reader, sandbox }) => {
  const { card } = await given({ reader, sandbox }, ["ana@one"]);
  await sandbox.fault("status", { path: "/api/v1/statuses", status: 404 });
  await reader.action(card, "Like").click();
  await expect(reader.toasts).toContainText(`Not liked as ${sandbox.handle("ana@one")}: the post is no longer there.`);
  await expect(card).toHaveCount(0);
});

for (const after of [true, false]) {
  test(`a lost answer ends in the truth: the server ${after ? "had done it" : "had not"}`, async ({ reader, sandbox }) => {
    const { uri, card } = await given({ reader, sandbox }, ["ana@one"]);
    // However often Chromium repeats a POST whose connection was closed.
    await sandbox.fault("drop", { after, path: "/api/v1/statuses", method: "POST" });
    const like = reader.action(card, "Like");
    await like.click();
    await expect(like).not.toHaveAttribute("data-pending");
    await expect(like).toHaveAttribute("aria-pressed", String(after));
    await expect(like).toHaveAccessibleName(`Like, ${after ? 1 : 0}`);
    expect((await sandbox.truth(uri)).liked_by).toEqual(after ? ["ana@one"] : []);
    await expect(reader.toasts.getByText("Not liked")).toHaveCount(after ? 0 : 1);
  });
}

test("what the stream tells between a wish and its confirmation leaves the counts right", async ({ reader, sandbox }) => {
  const { uri, card } = await given({ reader, sandbox }, ["ana@one"]);
  await reader.live(0, "ana@one");
  await sandbox.fault("latency", { ms: 1_500, path: "/api/v1/statuses", method: "POST" });
  const like = reader.action(card, "Like");
  await like.click();
  await expect(like).toHaveAttribute("data-pending");
  // The server has done it; its answer is what comes late.
  await expect.poll(async () => (await sandbox.truth(uri)).liked_by).toContain("ana@one");
  await sandbox.act("bo@one", "like", { uri });
  await sandbox.act("mira@one", "edit", { uri, text: "Edited meanwhile." });
  await expect(card).toContainText("Edited meanwhile.");
  await expect(like).toHaveAttribute("data-pending");
  await expect(like).not.toHaveAttribute("data-pending");
  await expect(like).toHaveAccessibleName("Like, 2");
  await expect(like).toHaveAttribute("aria-pressed", "true");
  expect((await sandbox.truth(uri)).servers.one.likes).toBe(2);
});

test("like and unlike in quick succession end where the last press left them", async ({ reader, sandbox }) => {
  const { uri, card } = await given({ reader, sandbox }, ["ana@one"]);
  await sandbox.fault("latency", { ms: 400, path: "/api/v1/statuses", method: "POST" });
  const like = reader.action(card, "Like");
  for (const on of [true, false, true]) {
    await like.click();
    await expect(like).toHaveAttribute("aria-pressed", String(on));
  }
  await expect(like).not.toHaveAttribute("data-pending");
  await expect(like).toHaveAccessibleName("Like, 1");
  await expect(like).toHaveAttribute("aria-pressed", "true");
  expect((await sandbox.truth(uri)).liked_by).toEqual(["ana@one"]);
});

test("a post for followers is not boosted, nor acted on as somebody who was not shown it", async ({ reader, sandbox }) => {
  const { card } = await given({ reader, sandbox }, ["ana@one", "ana@two"], "mira@one", { visibility: "private" });
  await expect(card.getByRole("img", { name: "Followers only" })).toBeVisible();
  await expect(reader.action(card, "Like")).toBeVisible();
  await expect(reader.action(card, "Boost")).toHaveCount(0);
  await reader.action(card, "Like").click({ button: "right" });
  await expect(reader.choices("Like")).toHaveText([sandbox.handle("ana@one")]);
});
