// Names that try to be somebody else, or to break out of their place (threat T7).
import { expect, test } from "./fixtures.mjs";

test.use({ posts: 10 });

const account = (sandbox, more) => ({
  id: "9001", username: "eve", acct: `eve@${sandbox.host("three")}`, uri: `${sandbox.url("three")}/users/eve`, url: `${sandbox.url("three")}/@eve`,
  display_name: "Eve", note: "", avatar: `${sandbox.url("one")}/media/avatar/1.png`, avatar_static: "", emojis: [], fields: [], bot: false, ...more,
});

// A post by somebody of that name, and an honest one beside it.
async function posted({ reader, sandbox }, more) {
  await sandbox.follow("ana@one", "mira@one");
  const honest = await sandbox.post("mira@one", "Honest words.");
  const { uri } = await sandbox.post("mira@one", "Words of somebody.", { raw: { account: account(sandbox, more) } });
  await reader.signIn("ana@one");
  await expect(reader.card(uri)).toBeVisible();
  return { card: reader.card(uri), honest: reader.card(honest.uri) };
}

const box = (locator) => locator.boundingBox();
const middle = ({ x, width }) => x + width / 2;

// The head is as high, and its time as far to the right, as those of an honest post.
async function expectInItsPlace(card, honest) {
  const [head, usual] = [await box(card.locator(".head")), await box(honest.locator(".head"))];
  expect(Math.abs(head.height - usual.height)).toBeLessThanOrEqual(6);
  const right = async (it) => { const { x, width } = await box(it.locator(".head__when")); return x + width; };
  expect(Math.abs((await right(card)) - (await right(honest)))).toBeLessThanOrEqual(1);
  const [name, handle, time] = [await box(card.locator(".head__name")), await box(card.locator(".head__handle")), await box(card.locator(".head__when time"))];
  expect(middle(name)).toBeLessThan(middle(handle));
  expect(middle(handle)).toBeLessThan(middle(time));
  expect(name.x + name.width).toBeLessThanOrEqual(handle.x + 1);
  expect(name.height).toBeLessThanOrEqual(head.height + 2);
  // What paints beyond its line is cut off.
  expect(await card.locator(".head__name").evaluate((it) => getComputedStyle(it).overflow)).toContain("hidden");
}

const ZALGO = [..."Ha ha"].map((c) => c + "\u0335\u0321\u034d\u0353\u0348\u0359\u0310\u0346\u0343\u035b\u0352".repeat(6)).join("");

for (const [what, name] of [
  ["turns the line around", "Eve \u202egpj.exe\u202d \u2067yes\u2069"],
  ["is heaped up with marks", ZALGO],
  ["is a hundred emoji", "🎉".repeat(100)],
  ["is a wall", "W".repeat(400)],
  ["is lines of its own", "Eve\n\n\n\t\u2028\u2029Admin"],
  ["is written from right to left", "ليلى حداد من المكتبة البعيدة جدا جدا جدا"],
]) {
  test(`a name that ${what} stays in its place`, async ({ reader, sandbox }) => {
    const { card, honest } = await posted({ reader, sandbox }, { display_name: name });
    await expectInItsPlace(card, honest);
    const shown = await card.locator(".head__name").textContent();
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000-\u001f\u2028\u2029]/);
    expect(Math.max(0, ...[...shown.matchAll(/[\u0300-\u036f]+/g)].map((it) => it[0].length))).toBeLessThanOrEqual(8);
  });
}

test("pictures in a name are as high as the line, and not without end", async ({ reader, sandbox }) => {
  const emojis = [{ shortcode: "big", url: `${sandbox.url("one")}/media/emoji/train.png`, static_url: "", visible_in_picker: true }];
  const { card, honest } = await posted({ reader, sandbox }, { display_name: ":big: ".repeat(200), emojis });
  await expectInItsPlace(card, honest);
  expect(await card.locator(".head__name img").count()).toBeLessThanOrEqual(32);
});

test("a tick in a name is a part of the name, and no mark of ours", async ({ reader, sandbox }) => {
  const { card } = await posted({ reader, sandbox }, { display_name: "Eve ✔️ ✅ ☑️ [Bot] Verified", bot: true });
  const name = card.locator(".head__name");
  await expect(name.locator("svg, .tag, .head__mark")).toHaveCount(0);
  expect(await name.evaluate((it) => it.tagName)).toBe("BDI");
  // Our own mark stands outside of the name, and looks otherwise.
  await expect(card.locator(".head > .tag")).toHaveText("Bot");
});

test("a host that looks like another is shown as what it is", async ({ reader, sandbox }) => {
  const { card } = await posted({ reader, sandbox }, { acct: "eve@mаstodon.social", url: "https://xn--mstodon-2fg.social/@eve", uri: "https://xn--mstodon-2fg.social/users/eve" });
  await expect(card.locator(".head__handle")).toHaveText("@eve@xn--mstodon-2fg.social");
  await expect(card.locator(".head__handle")).toHaveAttribute("title", "@eve@xn--mstodon-2fg.social");
});

test("a link whose words name another host says where it leads", async ({ reader, sandbox }) => {
  await sandbox.follow("ana@one", "mira@one");
  const html = `<p><a href="https://evil.example/login">https://mastodon.social/login</a> <a href="https://news.example/a"><span class="invisible">https://</span>news.example/a</a> <a href="https://evil.example/x">read this</a></p>`;
  const { uri } = await sandbox.post("mira@one", "Links", { html });
  await reader.signIn("ana@one");
  const said = reader.card(uri).locator(".link__host");
  await expect(said).toHaveText([" (evil.example)"]);
});
