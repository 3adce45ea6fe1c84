import { expect, test } from "./fixtures.mjs";
import { holdings } from "./secrets.mjs";

async function signOut({ reader, sandbox, page }, account) {
  await reader.showAccounts();
  await page.getByRole("button", { name: `Sign out ${sandbox.handle(account)}` }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(`Sign out ${sandbox.handle(account)}?`);
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await expect(dialog).toHaveCount(0);
}

const kept = async (page) => Object.entries(await holdings(page)).filter(([place]) => place.startsWith("IndexedDB")).map(([, text]) => text).join("\n");

// The name of an account in the database. What others wrote on its server may well be kept.
const idOf = (sandbox, account) => {
  const [user, server] = account.split("@");
  return `${sandbox.url(server)} ${sandbox.url(server)}/users/${user}`;
};

test("signing out kills the token there, deletes all here, and leaves the other account", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  const [one, two] = [await sandbox.token("ana@one"), await sandbox.token("ana@two")];
  await expect.poll(() => kept(page)).toContain(idOf(sandbox, "ana@two"));
  await signOut({ reader, sandbox, page }, "ana@two");
  await expect.poll(() => sandbox.opens("two", two)).toBe(false);
  await expect(page.getByRole("heading", { name: "Accounts" })).toBeFocused();
  expect(await sandbox.opens("one", one)).toBe(true);
  await expect(reader.chip("ana@two")).toHaveCount(0);
  await expect.poll(() => kept(page)).not.toContain(idOf(sandbox, "ana@two"));
  await expect(reader.articles.first()).toBeVisible();
  await expect(reader.articles.first().locator(".strand")).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole("button", { name: /^Sign out/ })).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "Home" })).toContainText("1 account");
});

test("the question is named after the account that it is about", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await reader.showAccounts();
  await page.getByRole("button", { name: `Sign out ${sandbox.handle("ana@two")}` }).click();
  await expect(page.getByRole("dialog")).toHaveAccessibleName(`Sign out ${sandbox.handle("ana@two")}?`);
});

test("saying no to the question changes nothing", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await reader.showAccounts();
  await page.getByRole("button", { name: `Sign out ${sandbox.handle("ana@one")}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await sandbox.opens("one", await sandbox.token("ana@one"))).toBe(true);
  await expect(reader.articles.first()).toBeVisible();
});

test("the last account signed out leaves the first screen and nothing kept", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one");
  await signOut({ reader, sandbox, page }, "ana@one");
  await expect(reader.field).toBeVisible();
  await expect.poll(() => kept(page)).not.toContain("one.localhost");
});

test("a server that does not confirm is named, and all is deleted here nevertheless", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "ana@two");
  await sandbox.fault("drop", { server: "two", path: "/oauth/revoke" });
  await signOut({ reader, sandbox, page }, "ana@two");
  await expect(reader.toasts).toContainText(`Signed out here. ${sandbox.host("two")} did not confirm it`);
  await expect.poll(() => kept(page)).not.toContain(idOf(sandbox, "ana@two"));
});
