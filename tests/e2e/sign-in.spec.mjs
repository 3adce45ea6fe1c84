import { expect, test } from "./fixtures.mjs";
import { Reader } from "./reader.mjs";

const NOT_BEGUN = "This sign-in was not begun in this browser, or was used already.";
const trouble = (page) => page.getByRole("alert");
const found = (page) => page.locator(".found__host");
const registrations = async (sandbox, server) => (await sandbox.calls(0, { server, path: "/api/v1/apps" })).length;
const redeemed = async (sandbox) => (await sandbox.calls(0, { path: "/oauth/token" })).map((it) => it.server);

// The address that a server sends the user back to, caught before the app reads it.
async function callbackOf(context, sandbox, account) {
  const [user, server] = account.split("@");
  const page = await context.newPage();
  const reader = new Reader(page, sandbox);
  await reader.goTo(server);
  // Without its scripts the app does nothing.
  await page.route(`${sandbox.app}**`, (route) => (route.request().resourceType() === "document" ? route.continue() : route.abort()));
  await reader.consent(user);
  const url = page.url();
  expect(new URL(url).searchParams.has("code")).toBe(true);
  await page.close();
  return url;
}

test("what people type is understood", async ({ reader, sandbox, page }) => {
  const host = sandbox.host("one");
  for (const text of [host, ` ${host.toUpperCase()} `, `${host}/`, `http://${host}/@ana`, `@ana@${host}`, `ana@${host}`, `@@ana@${host},`]) {
    await reader.look(text);
    await expect(found(page), text).toHaveText(host);
    await page.getByRole("button", { name: "Another server" }).click();
  }
});

for (const [text, answer] of [
  ["", "Type the name of your server, or your handle."],
  ["mastodon", "That is not the name of a server."],
  ["two words.example", "That is not the name of a server."],
  ["https://ana:secret@one.localhost", "Never type a password here."],
  ["ana:secret@one.localhost", "Never type a password here."],
  ["javascript:alert(1)", "That is not the name of a server."],
]) {
  test(`“${text}” is not the name of a server, and the field says so`, async ({ reader, sandbox, page }) => {
    await reader.look(text);
    await expect(trouble(page)).toContainText(answer);
    await expect(reader.field).toHaveAttribute("aria-invalid", "true");
    await expect(reader.field).toBeFocused();
    await expect(reader.field).toHaveAccessibleDescription(new RegExp(answer.slice(0, 12)));
    expect(await sandbox.calls()).toEqual([]);
  });
}

test("a host that does not answer is said to be out of reach", async ({ reader, page }) => {
  await reader.look("nobody.localhost:59999");
  await expect(trouble(page)).toContainText("nobody.localhost:59999 could not be reached. Check the spelling");
});

test("something that is no fediverse server is told apart", async ({ reader, sandbox, page }) => {
  // The port is right, the name is nobody's: the app's own files answer.
  await reader.look(`nobody.localhost:${new URL(sandbox.app).port}`);
  await expect(trouble(page)).toContainText(/nobody.localhost:\d+ (answers, but not as a fediverse server|could not be reached)/);
});

for (const path of ["/api/", "/api/v1/accounts"]) {
  test(`a server without CORS on ${path} is told before anybody is sent away`, async ({ reader, sandbox, page }) => {
    await sandbox.fault("no_cors", { server: "one", path });
    await reader.look(sandbox.host("one"));
    await expect(trouble(page)).toContainText("does not let browsers sign in from other sites (no CORS)");
    expect(page.url().startsWith(sandbox.app)).toBe(true);
    expect(await registrations(sandbox, "one")).toBe(0);
    expect((await sandbox.requests()).filter((it) => it.path.startsWith("/oauth"))).toEqual([]);
  });
}

test("a server that refuses to register the app is named with its reason", async ({ reader, sandbox, page }) => {
  await sandbox.fault("status", { server: "one", path: "/api/v1/apps", status: 403, body: { error: "No new apps" } });
  await reader.look(sandbox.host("one"));
  await page.getByRole("button", { name: `Go to ${sandbox.host("one")}` }).click();
  await expect(trouble(page)).toContainText(`${sandbox.host("one")} cannot be used now: it said “No new apps”.`);
});

test("a server is said to need what it will be asked for, and is asked for no more", async ({ reader, sandbox, page }) => {
  await reader.goTo("one");
  const asked = new URL(page.url()).searchParams;
  expect(asked.get("scope").split(" ").sort()).toEqual([
    "read:accounts", "read:blocks", "read:bookmarks", "read:favourites", "read:follows", "read:mutes", "read:notifications", "read:search", "read:statuses",
    "write:accounts", "write:blocks", "write:bookmarks", "write:favourites", "write:follows", "write:media", "write:mutes",
    "write:notifications", "write:reports", "write:statuses",
  ]);
  expect(asked.get("code_challenge_method")).toBe("S256");
  expect(asked.get("code_challenge")).toMatch(/^[\w-]{43}$/);
  expect(asked.get("state")).toMatch(/^[\w-]{43}$/);
  expect(asked.get("redirect_uri")).toBe(sandbox.app);
});

test("saying no on the server's page changes nothing", async ({ reader, sandbox, page }) => {
  await reader.goTo("one");
  await reader.consent("ana", "Deny");
  await expect(reader.toasts).toContainText("You said no on the server’s page. Nothing was changed.");
  await expect(reader.field).toBeVisible();
  expect(new URL(page.url()).search).toBe("");
  expect(await sandbox.tokens()).toEqual([]);
});

test("code and state are gone from the address before anything is drawn", async ({ reader, sandbox, page }) => {
  await page.addInitScript(() => {
    window.painted = [];
    const note = () => {
      const app = document.querySelector(".shell, .welcome, .starting, .toast");
      if (app) window.painted.push(location.href);
      else requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await reader.signIn("ana@one");
  expect(await page.evaluate(() => window.painted)).toEqual([sandbox.app]);
  const entries = await page.evaluate(() => performance.getEntriesByType("resource").map((it) => it.name));
  expect(entries.filter((name) => /[?&](code|state)=/.test(name))).toEqual([]);
});

test("a forged state signs nobody in and asks no server", async ({ reader, sandbox, page }) => {
  await page.goto(`${sandbox.app}?code=stolen&state=${"f".repeat(43)}`);
  await expect(reader.toasts).toContainText(NOT_BEGUN);
  expect(new URL(page.url()).search).toBe("");
  expect(await sandbox.calls()).toEqual([]);
});

test("an address that comes back twice signs in once", async ({ reader, sandbox, page, context }) => {
  const url = await callbackOf(context, sandbox, "ana@one");
  await page.goto(url);
  await expect(reader.toasts).toContainText(`Signed in as ${sandbox.handle("ana@one")}.`);
  await page.goto(url);
  await expect(reader.toasts).toContainText(NOT_BEGUN);
  expect(await redeemed(sandbox)).toEqual(["one"]);
  await page.goto(sandbox.app);
  await expect(reader.articles.first()).toBeVisible();
});

test("what comes back in another window of this browser is finished there; another browser says where it can be", async ({ reader, sandbox, page, context, browser }) => {
  const url = await callbackOf(context, sandbox, "ana@one");
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(url);
  const said = stranger.locator(".toasts");
  await expect(said).toContainText(NOT_BEGUN);
  await expect(said).toContainText("If another window is waiting for it, finish it there; or begin again.");
  await expect(stranger.getByLabel("Your server or handle")).toBeVisible();
  expect(await redeemed(sandbox)).toEqual([]);
  await stranger.context().close();
  await page.goto(url);
  await expect(reader.toasts).toContainText(`Signed in as ${sandbox.handle("ana@one")}.`);
  expect(await redeemed(sandbox)).toEqual(["one"]);
});

test("a code for another attempt is of no use, and neither attempt signs in by it", async ({ reader, sandbox, page, context }) => {
  const first = new URL(await callbackOf(context, sandbox, "ana@one"));
  const second = new URL(await callbackOf(context, sandbox, "bo@one"));
  second.searchParams.set("code", first.searchParams.get("code"));
  await page.goto(second.href);
  await expect(reader.toasts).toContainText("The server did not finish the sign-in");
  await expect(reader.field).toBeVisible();
  expect(await sandbox.tokens()).toEqual([]);
});

test("an attempt that took longer than ten minutes is over", async ({ reader, sandbox, page, context }) => {
  const url = await callbackOf(context, sandbox, "ana@one");
  await page.clock.install({ time: Date.now() + 11 * 60_000 });
  await page.goto(url);
  await expect(reader.toasts).toContainText("That took longer than ten minutes.");
  expect(await redeemed(sandbox)).toEqual([]);
});

test("two sign-ins at once, in two tabs, both succeed", async ({ reader, sandbox, page, context }) => {
  const other = new Reader(await context.newPage(), sandbox);
  await reader.goTo("one");
  await other.goTo("two");
  await reader.consent("ana");
  await other.consent("ana");
  await expect(other.toasts).toContainText(`Signed in as ${sandbox.handle("ana@two")}.`);
  await expect(reader.toasts).toContainText(`Signed in as ${sandbox.handle("ana@one")}.`);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Home" })).toContainText("2 accounts");
  await expect(reader.articles.first()).toBeVisible();
});

test("two accounts on one server: one registration, two strands", async ({ reader, sandbox, page }) => {
  await reader.signIn("ana@one", "bo@one");
  await expect(page.getByRole("heading", { name: "Home" })).toContainText("2 accounts");
  expect(await registrations(sandbox, "one")).toBe(1);
  const hues = await reader.articles.first().locator(".strand").evaluateAll((all) => all.map((it) => it.style.getPropertyValue("--hue")));
  expect(new Set(hues).size).toBe(2);
  for (const account of ["ana@one", "bo@one"]) await expect(reader.chip(account)).toBeVisible();
  const tokens = (await sandbox.tokens()).map((it) => it.account).sort();
  expect(tokens).toEqual(["ana@one", "bo@one"]);
});

test("a server that takes its time is said to, and need not be waited for", async ({ reader, sandbox, page }) => {
  await sandbox.fault("latency", { server: "one", ms: 20_000 });
  await reader.look(sandbox.host("one"));
  await expect(page.getByText("This server takes its time.")).toBeVisible({ timeout: 8_000 });
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
  await sandbox.clearFaults();
  await reader.look(sandbox.host("two"));
  await expect(page.getByRole("button", { name: `Go to ${sandbox.host("two")}` })).toBeVisible();
});

test("a server without fine permissions is said to be asked for everything, before anybody goes there", async ({ reader, sandbox, page }) => {
  await sandbox.fault("status", { status: 422, server: "one", path: "/api/v1/apps", method: "POST", times: 1 });
  await reader.look(sandbox.host("one"));
  await page.getByRole("button", { name: `Go to ${sandbox.host("one")}` }).click();
  await expect(page.getByText("This server knows no fine permissions")).toBeVisible();
  await page.getByRole("button", { name: `Go to ${sandbox.host("one")}` }).click();
  await page.waitForURL(`${sandbox.url("one")}/**`);
  expect(new URL(page.url()).searchParams.get("scope")).toBe("read write");
});
