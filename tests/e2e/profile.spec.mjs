import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

// Opens somebody's page by its address.
async function visit(reader, sandbox, person) {
  await reader.page.goto(`${sandbox.app}person?handle=${encodeURIComponent(sandbox.handle(person).slice(1))}`);
  await expect(reader.pane.getByRole("heading", { name: "Profile" })).toBeVisible();
}

const cards = (reader) => reader.pane.locator(".person-posts article.post");
const tie = (reader, sandbox, account) => reader.pane.getByRole("region", { name: "Your accounts" }).getByRole("listitem").filter({ hasText: sandbox.handle(account) });

// Everything that somebody has posted for all, as their own server tells it.
async function posted(sandbox, person, as) {
  const [{ id }] = await sandbox.api(as, `/api/v1/accounts/search?q=${encodeURIComponent(sandbox.handle(person))}&resolve=true`);
  return id;
}

test("somebody's name leads to their profile inside: their words, their numbers, their posts", async ({ reader, sandbox }) => {
  const { uri } = await sandbox.post("mira@one", "Something from Mira.");
  await sandbox.follow("ana@one", "mira@one");
  await reader.signIn("ana@one", "ana@two");
  await reader.card(uri).locator(".head__who").click();
  await expect(reader.page).toHaveURL(/\/person\?handle=mira/);
  const pane = reader.pane;
  await expect(pane.getByRole("heading", { name: "Mira Lindqvist" })).toBeVisible();
  await expect(pane).toContainText(sandbox.handle("mira@one"));
  await expect(pane.locator(`article[data-uri="${uri}"]`)).toBeVisible();
  await expect(pane.getByRole("button", { name: /followers?$/ })).toBeVisible();
});

test("a profile is full: what the user's servers lack comes from the person's own", async ({ reader, sandbox }) => {
  // No server of the user's has ever heard of these posts.
  const lacking = [];
  for (let n = 0; n < 5; n += 1) {
    lacking.push((await sandbox.post("haru@three", `Only at home, ${n}`, { known_on: ["three"], at: `2026-11-2${n}T08:00:00Z` })).uri);
  }
  await sandbox.follow("ana@one", "haru@three");
  await reader.signIn("ana@one", "ana@two");
  await visit(reader, sandbox, "haru@three");
  for (const uri of lacking) await expect(reader.pane.locator(`article[data-uri="${uri}"]`)).toHaveCount(1);
  // And one can act on them: one's own server fetches the post for it.
  const card = reader.pane.locator(`article[data-uri="${lacking[4]}"]`);
  await card.getByRole("button", { name: /^Like/ }).click();
  await expect.poll(async () => (await sandbox.truth(lacking[4])).liked_by.length).toBe(1);
});

test("their posts are shown to the last, each once, newest first, and their own server sees no token", async ({ reader, sandbox }) => {
  for (let n = 0; n < 60; n += 1) {
    const at = new Date(Date.UTC(2026, 9, 1, 8, n)).toISOString();
    await sandbox.post("kofi@three", `Number ${n}`, n % 2 ? { at } : { at, known_on: ["three"] });
  }
  await reader.signIn("ana@one", "haru@three");
  const since = await sandbox.mark();
  await visit(reader, sandbox, "kofi@three");
  const more = reader.pane.getByRole("button", { name: "Load more" });
  await expect(cards(reader).first()).toBeVisible();
  await expect(async () => {
    if (await more.count()) await more.click({ timeout: 1_000 }).catch(() => {});
    await expect(reader.pane.getByText("That is all.", { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  const shown = await reader.throughPane(() => reader.pane.locator(".rows > article").evaluateAll((all) => all.map((it) => ({
    uri: it.dataset.uri, time: Number(it.dataset.time), place: Number(it.ariaPosInSet),
  }))));
  const places = new Map(shown.map((it) => [it.place, it]));
  const inOrder = [...places.values()].sort((a, b) => a.place - b.place);
  expect(inOrder.map((it) => it.place)).toEqual(inOrder.map((_, at) => at + 1));
  expect(new Set(shown.map((it) => it.uri)).size).toBe(inOrder.length);
  const times = inOrder.map((it) => it.time);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(inOrder.length).toBeGreaterThanOrEqual(60);
  const calls = await sandbox.calls(since, { server: "three", path: "/api/v1/accounts" });
  expect(calls.some((it) => it.path.endsWith("/statuses") && !it.account)).toBe(true);
});

for (const [name, size] of Object.entries({ phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } })) {
  test(`of hundreds of posts only those near are on the page; back leads to where one was, by keyboard too, on a ${name}`, async ({ reader, sandbox, page }) => {
    test.setTimeout(90_000);
    await page.setViewportSize(size);
    for (let n = 0; n < 260; n += 1) {
      const at = new Date(Date.UTC(2026, 9, 1, 8, n)).toISOString();
      await sandbox.post("kofi@three", `Number ${n}`, n % 2 ? { at } : { at, known_on: ["three"] });
    }
    await reader.signIn("ana@one", "haru@three");
    await visit(reader, sandbox, "kofi@three");
    const more = reader.pane.getByRole("button", { name: "Load more" });
    await expect(async () => {
      if (await more.count()) await more.click({ timeout: 1_000 }).catch(() => {});
      await expect(reader.pane.getByText("That is all.", { exact: true })).toBeVisible({ timeout: 300 });
    }).toPass({ timeout: 60_000 });
    const articles = reader.pane.locator(".rows > article");
    const counts = await reader.throughPane(async () => [await articles.count()]);
    expect(Math.max(...counts)).toBeLessThan(60);
    // Somewhere in the middle.
    const { end } = await reader.paneAt();
    await reader.paneAt(end / 2);
    await page.waitForTimeout(400); // The list notes where the reader rests after 160 ms.
    const box = (uri) => reader.pane.locator(`.rows > article[data-uri="${uri}"]`).boundingBox();
    const inView = () => articles.evaluateAll((all) => all.find((it) => it.getBoundingClientRect().top > 150)?.dataset.uri);
    const uri = await inView();
    const before = await box(uri);
    await reader.pane.locator(`.rows > article[data-uri="${uri}"]`).focus();
    await page.keyboard.press("Enter");
    await expect(reader.pane.getByRole("heading", { name: "Conversation" })).toBeVisible();
    await page.goBack();
    await expect.poll(async () => Math.abs((await box(uri).catch(() => null))?.y - before.y), { timeout: 5_000 }).toBeLessThan(3);
    // By keyboard: into the list, and from post to post.
    await page.locator("#pane-title").focus();
    await page.keyboard.press("j");
    const at = () => page.evaluate(() => Number(document.activeElement.closest(".rows > article")?.ariaPosInSet));
    const first = await at();
    expect(first).toBeGreaterThan(20);
    for (let n = 1; n <= 30; n += 1) {
      await page.keyboard.press("j");
      await expect.poll(at).toBe(first + n);
    }
    await page.keyboard.press("k");
    await expect.poll(at).toBe(first + 29);
    expect(await articles.count()).toBeLessThan(60);
  });
}

test("one follows as a chosen account, with all, and stops; each server is told", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one", "ana@two");
  for (const account of ["ana@one", "ana@two"]) await sandbox.act(account, "unfollow", { who: "pip@one" });
  await visit(reader, sandbox, "pip@one");
  const one = tie(reader, sandbox, "ana@one");
  await expect(one).toContainText("does not follow them");
  await one.getByRole("button", { name: /^Follow/ }).click();
  await expect(one).toContainText("follows them");
  await expect(tie(reader, sandbox, "ana@two")).toContainText(/does not/);
  await one.getByRole("button", { name: /^Unfollow/ }).click();
  await expect(one).toContainText("does not follow them");
  await reader.pane.getByRole("button", { name: "Follow with all" }).click();
  for (const account of ["ana@one", "ana@two"]) {
    await expect(tie(reader, sandbox, account)).toContainText("follows them");
    const id = await posted(sandbox, "pip@one", account);
    const [relation] = await sandbox.api(account, `/api/v1/accounts/relationships?id[]=${id}`);
    expect(relation.following).toBe(true);
  }
});

test("one mutes and blocks as a chosen account, from a menu that the keyboard reaches", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await visit(reader, sandbox, "pip@one");
  const one = tie(reader, sandbox, "ana@one");
  const more = one.getByRole("button", { name: `More, as ${sandbox.handle("ana@one")}` });
  await more.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Mute for good" }).click();
  await expect(one).toContainText("has muted them");
  await more.click();
  await page.getByRole("menuitem", { name: "Unmute" }).click();
  await expect(one).not.toContainText("has muted them");
  await more.click();
  // A block is asked about; no is no.
  await page.getByRole("menuitem", { name: "Block" }).click();
  const question = page.getByRole("dialog", { name: `Block ${sandbox.handle("pip@one")}, as ${sandbox.handle("ana@one")}?` });
  await expect(question).toContainText("Neither sees the other any more");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(one).not.toContainText("has blocked them");
  await more.click();
  await page.getByRole("menuitem", { name: "Block" }).click();
  await question.getByRole("button", { name: "Block" }).click();
  await expect(one).toContainText("has blocked them");
  await one.getByRole("button", { name: /^Unblock/ }).click();
  await expect(one).not.toContainText("has blocked them");
  await expect(tie(reader, sandbox, "ana@two")).not.toContainText("blocked");
});

test("what a server refuses is said, and nothing is shown that did not happen", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one");
  await sandbox.act("ana@one", "unfollow", { who: "pip@one" });
  await visit(reader, sandbox, "pip@one");
  await expect(tie(reader, sandbox, "ana@one")).toContainText("does not follow them");
  await sandbox.fault("status", { server: "one", path: "/api/v1/accounts", method: "POST", status: 422, times: 1 });
  await tie(reader, sandbox, "ana@one").getByRole("button", { name: /^Follow/ }).click();
  await expect(reader.toasts).toContainText("That was not done");
  await expect(tie(reader, sandbox, "ana@one")).toContainText("does not follow them");
});

test("the people around somebody are listed, and lead on", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one");
  await visit(reader, sandbox, "mira@one");
  await reader.pane.getByRole("button", { name: /followers?$/ }).click();
  const people = reader.pane.locator(".around__person");
  await expect(people.first()).toBeVisible();
  const name = await people.first().locator(".around__name").innerText();
  await people.first().click();
  await expect(reader.pane.getByRole("heading", { level: 2, name })).toBeVisible();
});

test("one server is asked first, the others when one stays, and who only glances tells none of them", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@two", "mira@two");
  const { uri } = await sandbox.post("mira@two", "From Mira, whom only the second account follows.");
  await reader.signIn("ana@one", "ana@two", "haru@three");
  await expect(reader.card(uri)).toBeVisible();
  const since = await sandbox.mark();
  const asked = async () => (await sandbox.calls(since, { path: "/api/v1/accounts/lookup" })).filter((it) => it.account).map((it) => it.account);
  // A glance: the way back at once.
  await reader.card(uri).locator(".head__who").click();
  await expect(reader.pane.getByRole("heading", { name: "Mira" }).first()).toBeVisible();
  await reader.page.goBack();
  await reader.page.waitForTimeout(1_500);
  expect(await asked()).toEqual(["ana@two"]);
  // Who stays sees how all of their accounts stand.
  await reader.page.goForward();
  await expect(tie(reader, sandbox, "ana@two")).toContainText("follows them");
  for (const account of ["ana@one", "haru@three"]) await expect(tie(reader, sandbox, account)).toContainText(/does not/);
  expect((await asked())[0]).toBe("ana@two");
  expect((await asked()).sort()).toEqual(["ana@one", "ana@two", "haru@three"]);
});

test("what a server has not got is asked for once", async ({ reader, sandbox }) => {
  await reader.signIn("haru@three");
  const since = await sandbox.mark();
  for (const who of ["kofi@three", "pip@one", "mira@one"]) {
    await reader.page.evaluate((path) => { history.pushState(9, "", path); dispatchEvent(new PopStateEvent("popstate")); }, `/person?handle=${encodeURIComponent(sandbox.handle(who).slice(1))}`);
    await expect(reader.pane.getByText(sandbox.handle(who)).first()).toBeVisible();
    await expect(tie(reader, sandbox, "haru@three")).not.toContainText("Loading");
    await expect(cards(reader).first().or(reader.pane.getByText("Nothing here that any of the servers shows."))).toBeVisible();
    await reader.page.waitForTimeout(500); // What stands beside is asked for unseen.
  }
  const calls = await sandbox.calls(since, { server: "three", path: "/api/v1/accounts/familiar_followers" });
  expect(calls.length).toBe(1);
});

test("their own server is silent: what the user's servers know is shown, and that it is not all", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@one", "haru@three");
  const { uri } = await sandbox.post("haru@three", "Known in two places.");
  await reader.signIn("ana@one");
  await expect.poll(async () => Object.keys((await sandbox.truth(uri)).servers)).toContain("one");
  await sandbox.fault("drop", { server: "three", times: 99 });
  await visit(reader, sandbox, "haru@three");
  await expect(reader.pane.locator(`article[data-uri="${uri}"]`)).toBeVisible();
  await expect(reader.pane.getByText("where they live, could not be asked")).toBeVisible({ timeout: 20_000 });
});

test("somebody whom nobody knows is said to be nowhere", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one");
  await visit(reader, sandbox, "nobody-at-all@two");
  await expect(reader.pane.getByText("Nobody of this name was found.")).toBeVisible();
  // Who may not be is not offered to be followed.
  await expect(tie(reader, sandbox, "ana@one")).toContainText("does not know");
  await expect(reader.pane.getByRole("button", { name: /^Follow/ })).toHaveCount(0);
  await reader.pane.getByRole("button", { name: `Have ${sandbox.host("one")} look for them` }).click();
  await expect(reader.pane.getByText("Nobody of this name was found.")).toBeVisible();
});

for (const [name, size] of Object.entries({ phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 800 } })) {
  test(`a profile has no faults that axe finds, on a ${name}`, async ({ reader, sandbox, page }) => {
    await page.setViewportSize(size);
    await sandbox.post("mira@one", "Something from Mira.");
    await reader.signIn("ana@one", "ana@two");
    await visit(reader, sandbox, "mira@one");
    await expect(cards(reader).first()).toBeVisible();
    await expect(tie(reader, sandbox, "ana@one")).not.toContainText("Loading");
    const { violations } = await new AxeBuilder({ page }).include(".pane").analyze();
    expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  });
}
