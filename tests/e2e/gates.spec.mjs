// Who is let through to the notifications, and whom of those in them one follows.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.mjs";

const SHOTS = join(dirname(fileURLToPath(import.meta.url)), "results/shots");

async function look(reader) {
  await reader.page.getByRole("link", { name: /^Notifications/ }).filter({ visible: true }).first().click();
  await expect(reader.pane.getByRole("heading", { name: "Notifications" })).toBeVisible();
}

const rows = (reader) => reader.pane.getByRole("article");
const policy = (sandbox, account) => sandbox.api(account, "/api/v2/notifications/policy");
const ways = (reader) => reader.pane.locator(".gate");
const lineOf = (reader, sandbox, account) => reader.pane.locator(".gate__line").filter({ has: reader.page.getByRole("heading", { name: sandbox.handle(account) }) });

// Somebody whom these accounts do not follow writes to them, and is held back.
async function held(sandbox, accounts, who = "pip@one") {
  for (const account of accounts) {
    await sandbox.act(account, "unfollow", { who });
    await sandbox.api(account, "/api/v2/notifications/policy?for_not_following=filter", "PATCH");
    await sandbox.post(who, `Psst on ${account.split("@")[1]}, ${sandbox.handle(account)}`);
    await expect.poll(async () => (await policy(sandbox, account)).summary.pending_requests_count).toBe(1);
  }
}

test("only what people do whom the account follows is shown, on every server", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one", "ana@two");
  for (const account of ["ana@one", "ana@two"]) {
    await sandbox.follow(account, "tomas@one");
    await sandbox.act(account, "unfollow", { who: "pip@one" });
    await sandbox.post("tomas@one", `From a friend, ${sandbox.handle(account)}`);
    await sandbox.post("pip@one", `From a stranger, ${sandbox.handle(account)}`);
  }
  await look(reader);
  await expect(rows(reader).filter({ hasText: "From a stranger" })).toHaveCount(2, { timeout: 15_000 });
  const only = reader.pane.getByRole("button", { name: "People I follow" });
  await only.click();
  await expect(only).toHaveAttribute("aria-pressed", "true");
  await expect(rows(reader).filter({ hasText: "From a friend" })).toHaveCount(2);
  await expect(rows(reader).filter({ hasText: "From a stranger" })).toHaveCount(0);
  await expect(reader.pane.getByText("Asking your servers whom you follow…")).toHaveCount(0);
  // In batches: never one request for each person.
  const calls = await sandbox.calls(0, { path: "/api/v1/accounts/relationships" });
  expect(calls.length).toBeGreaterThanOrEqual(2);
  expect(calls.length).toBeLessThan(12);
  await only.click();
  await expect(rows(reader).filter({ hasText: "From a stranger" })).toHaveCount(2);
});

test("a server that does not say whom one follows is named, and asked again", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one");
  await sandbox.follow("ana@one", "tomas@one");
  await sandbox.post("tomas@one", `From a friend, ${sandbox.handle("ana@one")}`);
  await look(reader);
  await expect(rows(reader).filter({ hasText: "From a friend" })).toBeVisible({ timeout: 15_000 });
  await sandbox.fault("status", { server: "one", path: "/api/v1/accounts/relationships", status: 422, times: 1 });
  await reader.pane.getByRole("button", { name: "People I follow" }).click();
  await expect(reader.pane.getByText(`Whom ${sandbox.handle("ana@one")} follows is not known`)).toBeVisible();
  await reader.pane.getByRole("button", { name: "Try again" }).click();
  await expect(rows(reader).filter({ hasText: "From a friend" })).toBeVisible();
});

test("who is held back waits, by account, and is let through or turned away", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one", "ana@two");
  await held(sandbox, ["ana@one", "ana@two"]);
  await look(reader);
  await ways(reader).getByRole("button", { name: "2 people are waiting" }).click();
  const [one, two] = ["ana@one", "ana@two"].map((account) => lineOf(reader, sandbox, account));
  await expect(one).toContainText("1 notification held back");
  await expect(one).toContainText("Psst");
  await expect(rows(reader).filter({ hasText: "Psst" })).toHaveCount(0);
  await one.getByRole("button", { name: /^Let through/ }).click();
  await expect(one).toContainText("Nobody is waiting.");
  await expect(rows(reader).filter({ hasText: "Psst on one" })).toHaveCount(1);
  await expect(ways(reader).getByRole("button", { name: "1 person is waiting" })).toBeVisible();
  await two.getByRole("button", { name: /^Turn away/ }).click();
  await expect(two).toContainText("Nobody is waiting.");
  await expect(rows(reader).filter({ hasText: "Psst on two" })).toHaveCount(0);
  for (const account of ["ana@one", "ana@two"]) {
    expect((await policy(sandbox, account)).summary.pending_requests_count).toBe(0);
  }
});

test("what is refused is said, and whoever waits still does", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one");
  await held(sandbox, ["ana@one"]);
  await look(reader);
  await ways(reader).getByRole("button", { name: "1 person is waiting" }).click();
  await sandbox.fault("status", { server: "one", path: "/api/v1/notifications/requests", method: "POST", status: 422, times: 1 });
  const one = lineOf(reader, sandbox, "ana@one");
  await one.getByRole("button", { name: /^Let through/ }).click();
  await expect(reader.toasts).toContainText(`Not done for ${sandbox.handle("ana@one")}`);
  await expect(one.getByRole("button", { name: /^Let through/ })).toBeVisible();
  await one.getByRole("button", { name: /^Let through/ }).click();
  await expect(one).toContainText("Nobody is waiting.");
});

test("who may notify an account is chosen, where its server offers that", async ({ reader, sandbox }) => {
  await reader.signIn("ana@one", "ana@two", "haru@three");
  await look(reader);
  await ways(reader).getByRole("button", { name: "Who may notify you" }).click();
  const bots = lineOf(reader, sandbox, "ana@two").getByLabel("Bots");
  await expect(bots).toHaveValue("0");
  await bots.selectOption({ label: "Throw away" });
  await expect.poll(async () => (await policy(sandbox, "ana@two")).for_bots).toBe("drop");
  expect((await policy(sandbox, "ana@one")).for_bots).toBe("accept");
  await expect(lineOf(reader, sandbox, "haru@three")).toContainText("This server has no such rules");
  // Refused, the choice goes back to what holds.
  await sandbox.fault("status", { server: "one", path: "/api/v2/notifications/policy", method: "PATCH", status: 422, times: 1 });
  const fresh = lineOf(reader, sandbox, "ana@one").getByLabel("Accounts made in the last 30 days");
  await fresh.selectOption({ label: "Hold back" });
  await expect(reader.toasts).toContainText(`Not done for ${sandbox.handle("ana@one")}`);
  await expect(fresh).toHaveValue("0");
});

for (const [name, size] of Object.entries({ phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 900 } })) {
  test(`gates and filters are all in sight, and have no faults that axe finds, on a ${name}`, async ({ reader, sandbox, page }) => {
    await page.setViewportSize(size);
    await reader.signIn("ana@one", "ana@two");
    await held(sandbox, ["ana@one"]);
    await look(reader);
    for (const filter of ["All", "Mentions", "Other", "People I follow"]) {
      const box = await reader.pane.getByRole("button", { name: filter, exact: true }).boundingBox();
      expect(box.x + box.width, filter).toBeLessThanOrEqual(size.width);
    }
    const check = async (what) => {
      const { violations } = await new AxeBuilder({ page }).include(".pane").analyze();
      expect(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(SHOTS, `gates-${what}-${name}-${colorScheme}.png`) });
      }
    };
    const waiting = ways(reader).getByRole("button", { name: "1 person is waiting" });
    await waiting.focus();
    await page.keyboard.press("Enter");
    await expect(lineOf(reader, sandbox, "ana@one")).toContainText("Psst");
    await check("waiting");
    await ways(reader).getByRole("button", { name: "Who may notify you" }).click();
    await expect(lineOf(reader, sandbox, "ana@two").getByLabel("Bots")).toBeVisible();
    await check("rules");
  });
}
