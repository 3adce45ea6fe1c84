// How far somebody has read, told to their servers and heard from them (F44).
import { pass, takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";

const BOTH = ["ana@one", "ana@two"];
const PATH = "/api/v1/markers";

// What a server holds; undefined if nobody has said anything.
async function held(sandbox, account) {
  const { home } = await sandbox.api(account, `${PATH}?timeline[]=home`);
  return home?.last_read_id;
}

// Another client of the account's says how far was read.
const read = (sandbox, account, id) => sandbox.api(account, `${PATH}?home[last_read_id]=${id}`, "POST");

// The app's own requests, by what they do.
async function asked(sandbox, since, method) {
  const calls = await sandbox.calls(since, { path: PATH });
  return calls.filter((it) => it.method === method);
}

// The server's ids of a timeline, newest first, and the posts they stand for.
async function home(sandbox, account) {
  const all = await sandbox.home(account);
  return all.map((it) => ({ id: it.id, uri: (it.reblog ?? it).uri }));
}

const further = (page) => page.locator(".further");

// Somebody reads down from the newest, which their server is told, and follows
// mira: the post they come to, and how far below the top of the screen it is.
async function readDown({ reader, page, sandbox }) {
  await takeClock(page);
  await reader.signIn("ana@one");
  const ids = await home(sandbox, "ana@one");
  await expect.poll(() => held(sandbox, "ana@one"), { timeout: 10_000 }).toBe(ids[0].id);
  await sandbox.follow("ana@one", "mira@one");
  const place = await reader.scrollDown(3_000);
  const uri = await place.getAttribute("data-uri");
  const top = await reader.top(reader.card(uri));
  await pass(page, 5); // the place is written down
  return { uri, top };
}

test("each server is told the newest that was read there, once, and nothing when somebody goes back to older posts", async ({ reader, page, sandbox }) => {
  await takeClock(page);
  await reader.signIn(...BOTH);
  for (const account of BOTH) {
    const [newest] = await home(sandbox, account);
    await expect.poll(() => held(sandbox, account), { timeout: 10_000 }).toBe(newest.id);
  }
  const since = await sandbox.mark();
  const down = await reader.scrollDown(4_000);
  await expect(down).toBeVisible();
  // Long enough for it to count as read.
  await pass(page, 10);
  expect(await asked(sandbox, since, "POST")).toEqual([]);
});

test("from further down, what is read is told as one comes up", async ({ reader, page, sandbox }) => {
  const ids = await (async () => {
    await reader.signIn("ana@one");
    return home(sandbox, "ana@one");
  })();
  await expect.poll(() => held(sandbox, "ana@one"), { timeout: 10_000 }).toBe(ids[0].id);
  await sandbox.follow("ana@one", "mira@one");
  await reader.live(0, "ana@one");
  await reader.scrollDown(2_000);
  const posted = await sandbox.post("mira@one", "The newest of all.");
  await expect(reader.news).toBeVisible();
  expect(await held(sandbox, "ana@one"), "what waits is not read").toBe(ids[0].id);
  await reader.news.click();
  await expect(reader.card(posted.uri)).toBeInViewport();
  const [newest] = await home(sandbox, "ana@one");
  await expect.poll(() => held(sandbox, "ana@one"), { timeout: 10_000 }).toBe(newest.id);
  expect(page.isClosed()).toBe(false);
});

test("what was read further elsewhere is offered, moves nobody, and is gone to on a click", async ({ reader, page, sandbox }) => {
  const { uri, top } = await readDown({ reader, page, sandbox });
  // Elsewhere somebody reads on.
  const posted = [];
  for (let n = 0; n < 6; n += 1) posted.push(await sandbox.post("mira@one", `Read elsewhere, ${n}.`));
  const now = await home(sandbox, "ana@one");
  await read(sandbox, "ana@one", now[2].id);
  await page.reload();
  await expect(further(page)).toContainText("Read further elsewhere");
  await expect.poll(async () => Math.abs((await reader.top(reader.card(uri))) - top)).toBeLessThanOrEqual(2);
  expect(await held(sandbox, "ana@one")).toBe(now[2].id);
  await further(page).getByRole("button", { name: "Go there" }).click();
  await expect(reader.card(now[2].uri)).toBeInViewport();
  await expect(further(page)).toHaveCount(0);
  const above = await reader.top(reader.card(now[2].uri));
  expect(above).toBeLessThan(400);
});

test("what was read elsewhere while one was away is found in the gap of that time", async ({ reader, page, sandbox }) => {
  const { uri, top } = await readDown({ reader, page, sandbox });
  await page.goto("about:blank");
  const posted = [];
  for (let n = 0; n < 60; n += 1) posted.push(await sandbox.post("mira@one", `While you were away, ${n}.`));
  // More than a page is newer than this one.
  const { id } = (await sandbox.truth(posted[9].uri)).servers.one;
  await read(sandbox, "ana@one", id);
  await page.goto(sandbox.app);
  await expect(reader.card(uri)).toBeInViewport();
  await expect(async () => {
    await pass(page, 5);
    await expect(further(page)).toContainText("Read further elsewhere", { timeout: 250 });
  }).toPass();
  await expect.poll(async () => Math.abs((await reader.top(reader.card(uri))) - top)).toBeLessThanOrEqual(2);
  await further(page).getByRole("button", { name: "Go there" }).click();
  await expect(reader.card(posted[9].uri)).toBeInViewport();
});

test("who stays where they are is not asked again, and their server is told nothing older", async ({ reader, page, sandbox }) => {
  await takeClock(page);
  await reader.signIn("ana@one");
  await sandbox.follow("ana@one", "mira@one");
  const ids = await home(sandbox, "ana@one");
  await expect.poll(() => held(sandbox, "ana@one"), { timeout: 10_000 }).toBe(ids[0].id);
  await reader.scrollDown(3_000);
  await pass(page, 5); // the place is written down
  await sandbox.post("mira@one", "Read elsewhere.");
  await read(sandbox, "ana@one", (await home(sandbox, "ana@one"))[0].id);
  await page.reload();
  await expect(further(page)).toBeVisible();
  await further(page).getByRole("button", { name: "Close" }).click();
  await expect(further(page)).toHaveCount(0);
  const since = await sandbox.mark();
  await page.mouse.wheel(0, 600);
  await pass(page, 10);
  await expect(further(page)).toHaveCount(0);
  expect(await asked(sandbox, since, "POST")).toEqual([]);
  expect(await held(sandbox, "ana@one")).not.toBe(ids[0].id);
});

test("what was read here is not offered as read elsewhere, in this visit or the next", async ({ reader, page, sandbox }) => {
  await takeClock(page);
  await reader.signIn("ana@one");
  const ids = await home(sandbox, "ana@one");
  await expect.poll(() => held(sandbox, "ana@one"), { timeout: 10_000 }).toBe(ids[0].id);
  await reader.scrollDown(3_000);
  await pass(page, 400);
  await expect(further(page)).toHaveCount(0);
  const since = await sandbox.mark();
  await page.reload();
  await pass(page, 10);
  await expect.poll(() => asked(sandbox, since, "GET")).not.toEqual([]);
  await pass(page, 10);
  await expect(further(page)).toHaveCount(0);
});

test("a conflict is read again and told again, and the furthest wins", async ({ reader, sandbox }) => {
  await sandbox.fault("status", { status: 409, body: { error: "Conflict during update, please try again" }, path: PATH, method: "POST", times: 1 });
  await reader.signIn("ana@one");
  const [newest] = await home(sandbox, "ana@one");
  await expect.poll(() => held(sandbox, "ana@one"), { timeout: 10_000 }).toBe(newest.id);
  expect((await asked(sandbox, 0, "POST")).map((it) => it.status)).toEqual([409, 200]);
});

for (const [what, fault] of [
  ["has no markers", { status: 404, body: { error: "Not found" } }],
  ["does not let this token", { status: 403, body: { error: "This action is outside the authorized scopes" } }],
]) {
  test(`a server that ${what} is asked once, and nobody is bothered`, async ({ reader, page, sandbox }) => {
    await takeClock(page);
    await sandbox.fault("status", { ...fault, path: PATH });
    await reader.signIn("ana@one");
    // Once for the timeline, and once for the notifications.
    await expect.poll(async () => (await asked(sandbox, 0, "GET")).length, { timeout: 10_000 }).toBe(2);
    await reader.scrollDown(1_500);
    await pass(page, 10);
    const calls = await sandbox.calls(0, { path: PATH });
    expect(calls.length).toBe(2);
    await expect(reader.toasts).toHaveText("");
    await expect(reader.notices).toHaveText("");
  });
}

test("what was read when the page is left is told on the way out", async ({ reader, page, sandbox }) => {
  await sandbox.follow("ana@one", "mira@one");
  await reader.signIn("ana@one");
  const [first] = await home(sandbox, "ana@one");
  await expect.poll(() => held(sandbox, "ana@one"), { timeout: 10_000 }).toBe(first.id);
  await reader.live(0, "ana@one");
  const { uri } = await sandbox.post("mira@one", "Read at the last moment.");
  await reader.news.click();
  await expect(reader.card(uri)).toBeInViewport();
  await page.close({ runBeforeUnload: true });
  const [newest] = await home(sandbox, "ana@one");
  expect(newest.uri).toBe(uri);
  await expect.poll(() => held(sandbox, "ana@one"), { timeout: 5_000 }).toBe(newest.id);
});
