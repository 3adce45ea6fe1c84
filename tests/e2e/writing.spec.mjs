// Writing: one letter to several servers, answers, drafts, and what is lost on the way.
import { expect, test } from "./fixtures.mjs";

test.use({ posts: 60 });

const BOTH = ["ana@one", "ana@two"];

test("a post is written, posted from two accounts, and is there once for each", async ({ reader, sandbox, page }) => {
  await reader.signIn(...BOTH);
  await page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
  const text = page.getByRole("textbox", { name: "Text of the post" });
  await text.fill("Hello from here, twice");
  const as = page.getByRole("group", { name: "Post as" });
  await as.getByRole("button", { name: sandbox.handle("ana@two").slice(1) }).click();
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await expect(reader.toasts).toContainText(`Posted as ${sandbox.handle("ana@one")}.`);
  await expect(reader.toasts).toContainText(`Posted as ${sandbox.handle("ana@two")}.`);
  for (const account of BOTH) {
    const own = (await sandbox.home(account)).filter((it) => it.content.includes("twice") && it.account.acct === account.split("@")[0]);
    expect(own.length, account).toBe(1);
  }
});
