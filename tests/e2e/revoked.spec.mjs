// A token that its server has killed: one account signs in again, nothing else happens.
import { expect, test } from "./fixtures.mjs";

const BOTH = ["ana@one", "ana@two"];

async function expectSignedOut({ reader, sandbox }) {
  await expect(reader.notices).toContainText(`${sandbox.handle("ana@two")} is signed out by its server.`);
  await expect(reader.notices).not.toContainText(sandbox.handle("ana@one"));
  await expect(reader.chip("ana@two")).toHaveAttribute("data-out");
  await expect(reader.chip("ana@one")).not.toHaveAttribute("data-out");
}

test("a token that is revoked signs out that account alone, and what was read stays", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@two", "mira@one");
  await sandbox.act("ana@one", "unfollow", { who: "mira@one" });
  const { uri } = await sandbox.post("mira@one", "Seen on two alone.");
  await expect.poll(async () => Object.keys((await sandbox.truth(uri)).servers)).toContain("two");
  await reader.signIn(...BOTH);
  const before = await reader.allUris(25);
  await sandbox.revoke("ana@two");
  const like = reader.action(reader.card(uri), "Like");
  const liked = await like.getAttribute("aria-pressed");
  await like.click();
  await expectSignedOut({ reader, sandbox });
  const deed = liked === "true" ? "Still liked" : "Not liked";
  await expect(reader.toasts).toContainText(`${deed} as ${sandbox.handle("ana@two")}: you are signed out there.`);
  expect(await reader.allUris(25)).toEqual(before);
});

test("found out at the start, the others are read, and signing in again brings it back", async ({ reader, sandbox, page }) => {
  test.slow(); // All is read three times.
  await reader.signIn(...BOTH);
  const both = (await reader.readToTheEnd()).length;
  await sandbox.revoke("ana@two");
  await reader.anew();
  await expectSignedOut({ reader, sandbox });
  await reader.readToTheEnd();
  expect((await reader.walk()).length).toBeLessThan(both);
  await reader.anew();
  await expectSignedOut({ reader, sandbox });

  await page.getByRole("link", { name: "Sign in again" }).first().click();
  await reader.goTo("two");
  await reader.consent("ana");
  await expect(reader.articles.first()).toBeVisible();
  await expect(reader.notices).toHaveText("");
  await expect(reader.chip("ana@two")).not.toHaveAttribute("data-out");
  await expect(page.getByRole("heading", { name: "Home" })).toContainText("2 accounts");
  expect((await reader.readToTheEnd()).length).toBe(both);
});

test("one refusal is no proof: a token that works elsewhere is kept", async ({ reader, sandbox, page }) => {
  await reader.signIn(...BOTH);
  await sandbox.fault("status", { status: 401, server: "two", path: "/api/v1/timelines/home" });
  const since = await sandbox.mark();
  await reader.anew();
  await expect(reader.notices).toContainText(sandbox.host("two"));
  await expect.poll(async () => (await sandbox.calls(0, { server: "two", path: "/api/v1/accounts/verify_credentials" })).length).toBeGreaterThan(1);
  // The page that joins the stream is refused, too: nothing is asked by itself for a minute now.
  await reader.live(since, "ana@two");
  await expect(reader.chip("ana@two")).toHaveAttribute("data-waiting");
  await expect(reader.chip("ana@two")).not.toHaveAttribute("data-out");
  await sandbox.clearFaults();
  await reader.notices.getByRole("button", { name: "Try again" }).click();
  await expect(reader.notices).toHaveText("");
});

test("a server that is signed out is not asked on and on", async ({ reader, sandbox, page }) => {
  await reader.signIn(...BOTH);
  await sandbox.revoke("ana@two");
  await reader.anew();
  await expectSignedOut({ reader, sandbox });
  const since = await sandbox.mark();
  await reader.readToTheEnd();
  expect(await sandbox.calls(since, { server: "two" })).toEqual([]);
});
