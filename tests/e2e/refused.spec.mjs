// Servers that say no to somebody, and several that fail at once, each in its own way.
import { pass, takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";

test.use({ posts: 120 });

const HOME = "/api/v1/timelines/home";

for (const [who, error] of [
  ["is suspended", "Your login is currently disabled"],
  ["waits for approval", "Your login is currently pending approval"],
  ["has not confirmed an address", "Your login is missing a confirmed e-mail address"],
]) {
  test(`an account that ${who} is told so in the server's words, and the other is read`, async ({ reader, sandbox, page }) => {
    await reader.signIn("ana@one", "ana@two");
    await sandbox.fault("status", { status: 403, body: { error }, server: "two", path: HOME });
    const before = await sandbox.mark();
    await reader.anew();
    await expect(reader.notices).toContainText(`${sandbox.host("two")}: it said “${error}”.`);
    await expect(reader.articles.first()).toBeVisible();
    await expect(reader.chip("ana@two")).not.toHaveAttribute("data-out");
    await expect(reader.chip("ana@two")).toHaveAccessibleName(/^could not be read/);
    // The page that joins the stream is asked for once, too.
    await reader.live(before, "ana@two");
    const since = await sandbox.mark();
    await reader.readToTheEnd();
    expect(await sandbox.calls(since, { server: "two", path: HOME })).toEqual([]);
  });
}

test("a sign-in that does not allow a deed says so, and how to allow it", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@one", "mira@one");
  const { uri } = await sandbox.post("mira@one", "Do you like this?");
  await reader.signIn("ana@one");
  await sandbox.fault("status", { status: 403, body: { error: "This action is outside the authorized scopes" }, path: "/api/v1/statuses", method: "POST" });
  const card = reader.card(uri);
  const like = reader.action(card, "Like");
  const since = await sandbox.mark();
  await like.click();
  await expect(reader.toasts).toContainText("this sign-in does not allow it. Sign in again to allow it.");
  await expect(like, "what is not allowed has no button").toHaveCount(0);
  await expect(reader.action(card, "Bookmark")).toBeVisible();
  expect((await sandbox.calls(since, { path: "/api/v1/statuses" })).length, "asked once").toBe(1);
  expect((await sandbox.truth(uri)).liked_by).toEqual([]);
  await sandbox.clearFaults();
  await reader.dismissToasts();
  await reader.notices.getByRole("link", { name: "Sign in again" }).click();
  await expect(reader.field).toHaveValue(sandbox.handle("ana@one"));
  await reader.goTo("one");
  await reader.consent("ana");
  await expect(reader.toasts).toContainText("Signed in as");
  await expect(reader.notices).toHaveText("");
  await like.click();
  await expect.poll(async () => (await sandbox.truth(uri)).liked_by).toEqual(["ana@one"]);
});

test("a sign-in that does not allow reading leads to signing in again, and is not asked on and on", async ({ reader, sandbox, page }) => {
  await takeClock(page);
  await reader.signIn("ana@one", "ana@two");
  await sandbox.fault("status", { status: 403, body: { error: "This action is outside the authorized scopes" }, server: "two", path: HOME });
  const since = await sandbox.mark();
  await reader.anew();
  await expect(reader.notices).toContainText("this sign-in does not allow it.");
  await pass(page, 300);
  const asked = await sandbox.calls(since, { server: "two", path: HOME });
  expect(asked.length, "more and more rarely").toBeLessThanOrEqual(5);
  await reader.notices.getByRole("link", { name: "Sign in again" }).click();
  await expect(reader.field).toHaveValue(sandbox.handle("ana@two"));
});

test("one down, one slow, one lying: what can be read is read, and all of it once they are well", async ({ reader, sandbox, page }) => {
  test.setTimeout(60_000);
  const all = ["ana@one", "ana@two", "haru@three"];
  await reader.signIn(...all);
  const whole = new Set((await Promise.all(all.map((account) => sandbox.home(account)))).flat()
    .map((status) => (status.reblog ?? status).uri));
  await sandbox.fault("latency", { server: "one", path: HOME, ms: 4_000 });
  await sandbox.fault("drop", { server: "two" });
  await sandbox.fault("malformed_items", { server: "three", path: HOME, n: 3 });
  await sandbox.fault("overlap", { server: "three", path: HOME });
  await reader.anew();
  await expect(reader.articles.first()).toBeVisible();
  await expect(reader.notices).toContainText(`${sandbox.host("one")} is slow.`);
  await expect(reader.notices).toContainText(`${sandbox.host("two")}: it could not be reached.`);
  await expect(reader.feed.locator(".unreadable").first()).toBeVisible();
  await expect(reader.notices).not.toContainText(sandbox.host("one"), { timeout: 10_000 });
  await reader.release();
  await expect.poll(async () => (await reader.walk()).some((row) => row.strands > 1)).toBe(true);

  await sandbox.clearFaults();
  await reader.anew();
  await expect(reader.notices).toHaveText("");
  const rows = await reader.readToTheEnd();
  const uris = rows.map((row) => row.uri);
  expect(new Set(uris).size, "each post once").toBe(uris.length);
  expect(new Set(uris)).toEqual(whole);
});
