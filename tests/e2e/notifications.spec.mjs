import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

// The page, from wherever one is.
async function look(reader) {
  await reader.page.getByRole("link", { name: /^Notifications/ }).filter({ visible: true }).first().click();
  await expect(reader.pane.getByRole("heading", { name: "Notifications" })).toBeVisible();
}

const rows = (reader) => reader.pane.getByRole("article");
const way = (reader) => reader.page.getByRole("link", { name: /^Notifications/ }).filter({ visible: true }).first();

// What the server holds as read.
async function marked(sandbox, account) {
  const markers = await sandbox.api(account, "/api/v1/markers?timeline[]=notifications");
  return markers.notifications?.last_read_id;
}

test("what is said to any account comes in by itself, is counted, and is read once it was seen", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "haru@three");
  await reader.live(0, "ana@one");
  // What was there before is no news.
  await expect(way(reader)).toHaveAccessibleName("Notifications");
  const { uri } = await sandbox.post("tomas@one", `Good morning, ${sandbox.handle("ana@one")}!`);
  await expect(way(reader)).toHaveAccessibleName("Notifications, 1 new", { timeout: 15_000 });
  await expect(page).toHaveTitle("(1) Home · Skein");
  await look(reader);
  const row = rows(reader).first();
  await expect(row).toContainText(/Tomás Oliveira.? mentioned you/);
  await expect(row).toContainText("Good morning");
  await expect(row.getByText("New", { exact: true })).toBeVisible();
  await expect(row).toContainText(sandbox.handle("ana@one"));
  // Seen, it is read: here, and for every other client.
  await expect(way(reader)).toHaveAccessibleName("Notifications");
  const list = await sandbox.api("ana@one", "/api/v1/notifications?limit=1");
  await expect.poll(() => marked(sandbox, "ana@one")).toBe(list[0].id);
  await expect(row.getByText("New", { exact: true })).toBeVisible();
  // And it can be answered there.
  const before = (await sandbox.truth(uri)).liked_by.length;
  await row.getByRole("button", { name: /^Like/ }).click();
  await expect.poll(async () => (await sandbox.truth(uri)).liked_by.length).toBe(before + 1);
});

test("likes of one post are one row, and a mention of two accounts is told once", async ({ reader, sandbox }) => {
  const { uri } = await sandbox.post("ana@one", "A post of my own.");
  for (const who of ["tomas@one", "pip@one", "mira@one"]) await sandbox.act(who, "like", { uri });
  await sandbox.post("tomas@one", `To both of you: ${sandbox.handle("ana@one")} ${sandbox.handle("ana@two")}`);
  await reader.signIn("ana@one", "ana@two");
  await look(reader);
  const both = rows(reader).filter({ hasText: "To both of you" });
  await expect(both).toHaveCount(1);
  await expect(both.locator(".notice__through")).toHaveText(
    [sandbox.handle("ana@one"), sandbox.handle("ana@two")].join(""),
    { timeout: 15_000 },
  );
  const liked = rows(reader).filter({ hasText: "liked your post" }).filter({ hasText: "A post of my own." });
  await expect(liked).toHaveCount(1);
  await expect(liked).toContainText(/and 1 other liked your post/);
  await expect(liked.locator(".notice__face")).toHaveCount(3);
});

test("the list is looked through by kind and by account", async ({ reader, sandbox }) => {
  await sandbox.act("pip@one", "follow", { who: "ana@one" });
  await sandbox.post("tomas@one", `Hello ${sandbox.handle("ana@one")}`);
  await sandbox.post("tomas@one", `Hello ${sandbox.handle("ana@two")}`);
  await reader.signIn("ana@one", "ana@two");
  await look(reader);
  const pane = reader.pane;
  await expect(rows(reader).filter({ hasText: "mentioned you" }).first()).toBeVisible();
  await pane.getByRole("button", { name: "Follows" }).click();
  await expect(rows(reader).filter({ hasText: "mentioned you" })).toHaveCount(0);
  await expect(rows(reader).filter({ hasText: "followed you" }).first()).toBeVisible();
  await pane.getByRole("button", { name: "Mentions" }).click();
  await expect(rows(reader).filter({ hasText: "followed you" })).toHaveCount(0);
  const two = pane.getByRole("group", { name: "Of", exact: true }).getByRole("button", { name: sandbox.handle("ana@two").slice(1) });
  await two.click();
  await expect(two).toHaveAttribute("aria-pressed", "true");
  await expect(rows(reader).first()).toContainText(sandbox.handle("ana@two"));
  await expect(rows(reader).filter({ hasText: `Hello ${sandbox.handle("ana@one")}` })).toHaveCount(0);
});

test("older ones are loaded on, to the last", async ({ reader, sandbox }) => {
  for (let n = 0; n < 50; n += 1) await sandbox.post("tomas@one", `Number ${n}, ${sandbox.handle("ana@one")}`);
  await reader.signIn("ana@one");
  await look(reader);
  await expect(rows(reader).filter({ hasText: /Number 49/ })).toHaveCount(1);
  await expect(rows(reader).filter({ hasText: /Number 0,/ })).toHaveCount(0);
  const more = reader.pane.getByRole("button", { name: "Load older" });
  await expect(async () => {
    if (await more.count()) await more.click({ timeout: 1_000 }).catch(() => {});
    await expect(reader.pane.getByText("That is all your servers have kept.")).toBeVisible({ timeout: 500 });
  }).toPass();
  const texts = await reader.throughPane(() => rows(reader).allInnerTexts());
  expect(texts.some((it) => /Number 0,/.test(it))).toBe(true);
});

for (const [name, size] of Object.entries({ phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } })) {
  test(`of very many notifications only those near are on the page, and back leads to where one was, on a ${name}`, async ({ reader, sandbox, page }) => {
    test.setTimeout(90_000);
    await page.setViewportSize(size);
    for (let n = 0; n < 160; n += 1) {
      await sandbox.post("tomas@one", `Number ${n}, ${sandbox.handle(n % 3 ? "ana@one" : "haru@three")}`);
    }
    await reader.signIn("ana@one", "haru@three");
    await look(reader);
    const more = reader.pane.getByRole("button", { name: "Load older" });
    await expect(async () => {
      if (await more.count()) await more.click({ timeout: 1_000 }).catch(() => {});
      await expect(reader.pane.getByText("That is all your servers have kept.")).toBeVisible({ timeout: 300 });
    }).toPass({ timeout: 60_000 });
    const seen = await reader.throughPane(async () => [{
      count: await rows(reader).count(),
      numbers: (await rows(reader).allInnerTexts()).flatMap((it) => it.match(/Number (\d+),/)?.[1] ?? []),
    }]);
    expect(Math.max(...seen.map((it) => it.count))).toBeLessThan(60);
    expect(new Set(seen.flatMap((it) => it.numbers)).size).toBe(160);
    const { end } = await reader.paneAt();
    await reader.paneAt(end / 2);
    await page.waitForTimeout(400); // The list notes where the reader rests after 160 ms.
    const number = await rows(reader).evaluateAll((all) => {
      const inView = all.find((it) => it.getBoundingClientRect().top > 150 && /Number \d+,/.test(it.innerText));
      return inView.innerText.match(/Number \d+,/)[0];
    });
    const row = rows(reader).filter({ hasText: number });
    const before = await row.boundingBox();
    await row.locator(".notice__post a[href^='/post']").first().click();
    await expect(reader.pane.getByRole("heading", { name: "Conversation" })).toBeVisible();
    await page.goBack();
    const same = rows(reader).filter({ hasText: number });
    await expect.poll(async () => Math.abs((await same.boundingBox({ timeout: 500 }).catch(() => null))?.y - before.y)).toBeLessThan(3);
    await page.locator("#pane-title").focus();
    await page.keyboard.press("j");
    const at = () => page.evaluate(() => Number(document.activeElement.closest(".rows > article")?.ariaPosInSet));
    const first = await at();
    expect(first).toBeGreaterThan(10);
    await page.keyboard.press("j");
    await expect.poll(at).toBe(first + 1);
  });
}

test("a server that fails is named, the others' notifications are there, and it is asked again", async ({ reader, sandbox }) => {
  await sandbox.post("tomas@one", `Hello ${sandbox.handle("ana@one")}`);
  await sandbox.fault("status", { server: "two", path: "/api/v2/notifications", status: 500, times: 99 });
  await reader.signIn("ana@one", "ana@two");
  await look(reader);
  await expect(rows(reader).filter({ hasText: "Hello" })).toHaveCount(1);
  await expect(reader.pane.getByText(`The notifications of ${sandbox.handle("ana@two")} could not be read`)).toBeVisible({ timeout: 25_000 });
  await sandbox.clearFaults();
  await reader.pane.getByRole("button", { name: "Try again" }).click();
  await expect(reader.pane.getByText("could not be read")).toHaveCount(0);
});

test("kinds that nobody knows are shown with the server's own words", async ({ reader, sandbox, page }) => {
  await page.route(`${sandbox.url("one")}/api/v2/notifications*`, (route) => route.fulfill({
    json: {
      accounts: [], statuses: [],
      notification_groups: [{
        group_key: "x", type: "annual_report", notifications_count: 1, page_max_id: "1", most_recent_notification_id: 1,
        sample_account_ids: [], latest_page_notification_at: "2026-01-01T00:00:00Z",
        fallback: { title: "Your year <b>in posts</b>", summary: "Is ready" },
      }],
    },
    headers: { "access-control-allow-origin": "*" },
  }));
  await reader.signIn("ana@one");
  await look(reader);
  await expect(rows(reader)).toContainText("Your year <b>in posts</b> · Is ready");
});

for (const [name, size] of Object.entries({ phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 800 } })) {
  test(`the notifications have no faults that axe finds, on a ${name}`, async ({ reader, sandbox, page }) => {
    await page.setViewportSize(size);
    await sandbox.post("tomas@one", `Hello ${sandbox.handle("ana@one")}`);
    await reader.signIn("ana@one", "ana@two");
    await look(reader);
    await expect(rows(reader).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  });
}
