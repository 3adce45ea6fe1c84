// What servers push: edits, deletions, nonsense.
import { expect, test } from "./fixtures.mjs";

test.beforeEach(async ({ sandbox }) => {
  await sandbox.follow("ana@one", "mira@one");
});

// Some of mira's posts on screen, the stream open.
async function given({ reader, sandbox }, ...accounts) {
  const { uri: above } = await sandbox.post("mira@one", "The one above.");
  const { uri } = await sandbox.post("mira@one", "As it was first.");
  await reader.signIn(...accounts);
  await reader.live(0, ...accounts);
  await expect(reader.card(uri)).toBeVisible();
  return { uri, above };
}

test("a post that is edited changes where it stands, and says that it was", async ({ reader, sandbox }) => {
  const { uri } = await given({ reader, sandbox }, "ana@one");
  const before = await reader.allUris(30);
  await sandbox.act("mira@one", "edit", { uri, text: "As it is now." });
  await expect(reader.card(uri)).toContainText("As it is now.");
  await expect(reader.card(uri)).not.toContainText("As it was first.");
  await expect(reader.card(uri)).toContainText("edited");
  expect(await reader.allUris(30)).toEqual(before);
});

test("a post that is deleted goes, the others stay", async ({ reader, sandbox }) => {
  const { uri, above } = await given({ reader, sandbox }, "ana@one");
  const before = await reader.allUris(31);
  await sandbox.act("mira@one", "delete", { uri });
  await expect(reader.card(uri)).toHaveCount(0);
  await expect(reader.card(above)).toBeVisible();
  expect(await reader.allUris(30)).toEqual(before.filter((other) => other !== uri));
});

test("a post that is deleted goes for all accounts that saw it", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@two", "mira@one");
  const { uri } = await given({ reader, sandbox }, "ana@one", "ana@two");
  await sandbox.act("mira@one", "delete", { uri });
  await expect(reader.card(uri)).toHaveCount(0);
});

test("in an open conversation an edit is taken in, and a deleted post leaves a word in its place", async ({ reader, sandbox, page }) => {
  const { uri } = await given({ reader, sandbox }, "ana@one");
  const { uri: answer } = await sandbox.post("mira@one", "One more thing.", { in_reply_to: uri });
  const { uri: last } = await sandbox.post("mira@one", "And that is all.", { in_reply_to: answer });
  await reader.card(uri).getByRole("link", { name: "Open the conversation" }).click();
  const branches = page.locator(".tree article");
  await expect(branches).toHaveCount(3);
  await sandbox.act("mira@one", "edit", { uri: answer, text: "One other thing." });
  await expect(branches.nth(1)).toContainText("One other thing.");
  await sandbox.act("mira@one", "delete", { uri: answer });
  await expect(branches.nth(1)).toHaveText(/^This post was deleted\.(Hide 1 answer)?$/);
  await expect(page.locator(`.tree article[data-uri="${last}"]`)).toContainText("And that is all.");
  await expect(branches).toHaveCount(3);
});

test("a post that waits above and is deleted no longer waits", async ({ reader, sandbox }) => {
  await given({ reader, sandbox }, "ana@one");
  const { uri } = await sandbox.post("mira@one", "Said too soon.");
  await sandbox.post("mira@one", "Said in time.");
  await expect(reader.news).toContainText("2 new");
  await sandbox.act("mira@one", "delete", { uri });
  await expect(reader.news).toContainText("1 new");
});

test("nonsense on the stream is passed over, and what follows arrives", async ({ reader, sandbox }) => {
  await given({ reader, sandbox }, "ana@one");
  const before = await reader.allUris(30);
  await sandbox.fault("stream_garbage", { server: "one" });
  const { uri: lost } = await sandbox.post("mira@one", "Into the noise.");
  await sandbox.clearFaults();
  const { uri } = await sandbox.post("mira@one", "Out of the noise.");
  await expect(reader.news).toBeVisible();
  await expect(reader.news).toContainText(/[12] new/);
  expect(await reader.allUris(30)).toEqual(before);
  await reader.news.click();
  await expect(reader.card(uri)).toHaveCount(1);
  expect(await reader.card(lost).count()).toBeLessThanOrEqual(1);
});
