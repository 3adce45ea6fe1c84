// Drives the sandbox with a third-party Mastodon client library (npm `masto` 7): what works
// here works for any client. Run with `node --test tests/e2e/masto.test.mjs`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import dns from "node:dns";
import { after, before, test } from "node:test";
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from "masto";

// Node does not resolve *.localhost everywhere; browsers do.
const lookup = dns.lookup;
dns.lookup = (host, ...rest) =>
  lookup(String(host).endsWith(".localhost") ? "127.0.0.1" : host, ...rest);

const BIN = process.env.SANDBOX_BIN ?? "target/release/sandbox";
const REDIRECT = "http://localhost/callback";
const SCOPES = "read write follow";
let sandbox;
let control;
let domains;

before(async () => {
  sandbox = spawn(BIN, ["--port", "9150", "--posts", "400", "--delay-ms", "50"]);
  const lines = await new Promise((resolve, reject) => {
    let text = "";
    sandbox.on("error", reject);
    sandbox.on("exit", (code) => reject(new Error(`sandbox ended with ${code}`)));
    sandbox.stdout.on("data", (chunk) => {
      text += chunk;
      if (text.includes("ready\n")) resolve(text.trim().split("\n"));
    });
  });
  const app = lines.find((line) => line.startsWith("app ")).slice(4);
  control = new URL("/_sandbox/", app);
  domains = lines.filter((line) => line.startsWith("server ")).map((line) => line.slice(7));
});

after(() => sandbox.kill("SIGTERM"));

const ask = async (path, body) => {
  const init = body && { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(new URL(path, control), init);
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
};

/** Signs in through the real pages, as a browser would. */
const signIn = async (server, username) => {
  const app = await createRestAPIClient({ url: server }).v1.apps.create({
    clientName: "masto test",
    redirectUris: REDIRECT,
    scopes: SCOPES,
  });
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: app.clientId,
    redirect_uri: REDIRECT,
    scope: SCOPES,
    state: "s1",
  });
  const page = await fetch(`${server}/oauth/authorize?${asked}`);
  const form = fields(await page.text());
  assert.ok("username" in form && "password" in form);
  const signed = await fetch(`${server}/auth/sign_in`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ ...form, username, password: "sandbox" }),
  });
  const cookie = signed.headers.get("set-cookie").split(";")[0];
  const consent = await fetch(new URL(signed.headers.get("location"), server), {
    headers: { cookie },
  });
  const decided = await fetch(`${server}/oauth/authorize`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie },
    body: new URLSearchParams({ ...fields(await consent.text()), decision: "authorize" }),
  });
  const back = new URL(decided.headers.get("location"));
  assert.equal(back.searchParams.get("state"), "s1");
  const token = await createOAuthAPIClient({ url: server }).token.create({
    grantType: "authorization_code",
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    redirectUri: REDIRECT,
    code: back.searchParams.get("code"),
    scope: SCOPES,
  });
  const accessToken = token.accessToken;
  return { rest: createRestAPIClient({ url: server, accessToken }), accessToken, server };
};

const fields = (html) =>
  Object.fromEntries(
    [...html.matchAll(/<input[^>]*name="([^"]*)"[^>]*>/g)].map(([tag, name]) => [
      name,
      (/value="([^"]*)"/.exec(tag)?.[1] ?? "").replaceAll("&amp;", "&"),
    ]),
  );

/** Waits until something holds: federation takes its time. */
const until = async (work) => {
  for (let left = 100; left > 0; left -= 1) {
    const found = await work();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  assert.fail("waited in vain");
};

test("the account behind the token is the one that signed in", async () => {
  const { rest } = await signIn(domains[0], "ana");
  const me = await rest.v1.accounts.verifyCredentials();
  assert.equal(me.username, "ana");
  assert.ok(me.source);
});

test("paging walks the whole home, each post once, newest first", async () => {
  for (const [server, name] of [[domains[0], "bo"], [domains[2], "haru"]]) {
    const { rest } = await signIn(server, name);
    const seen = [];
    for await (const page of rest.v1.timelines.home.list({ limit: 40 })) {
      if (page.length === 0) break;
      seen.push(...page);
    }
    const world = await ask("world");
    const login = world.logins.find((l) => server.includes(l.server) && l.username === name);
    assert.equal(seen.length, login.home);
    assert.equal(new Set(seen.map((s) => s.id)).size, seen.length);
    assert.ok(seen.some((s) => s.reblog) && seen.some((s) => s.mediaAttachments.length));
    const ids = seen.map((s) => s.id);
    assert.deepEqual(ids, [...ids].sort().reverse());
  }
});

test("a post reaches another server, is liked there, and rings at home", async () => {
  const ana = await signIn(domains[0], "ana");
  const haru = await signIn(domains[2], "haru");
  const text = `Anyone awake? @haru@${new URL(domains[2]).host} #night`;
  const post = await ana.rest.v1.statuses.create({ status: text, visibility: "public" });
  assert.equal(post.mentions[0].acct, `haru@${new URL(domains[2]).host}`);
  const far = await until(async () => {
    const home = await haru.rest.v1.timelines.home.list({ limit: 5 });
    return home.find((s) => s.uri === post.uri);
  });
  assert.notEqual(far.id, post.id);
  const rung = await haru.rest.v1.notifications.list({ types: ["mention"], limit: 1 });
  assert.equal(rung[0].status.uri, post.uri);
  const liked = await haru.rest.v1.statuses.$select(far.id).favourite();
  assert.equal(liked.favourited, true);
  await until(async () => {
    const mine = await ana.rest.v1.statuses.$select(post.id).fetch();
    return mine.favouritesCount === 1 && mine.favourited === false;
  });
  const bells = await ana.rest.v1.notifications.list({ types: ["favourite"], limit: 1 });
  assert.equal(bells[0].status.id, post.id);
  const groups = await ana.rest.v2.notifications.list({ limit: 20 });
  assert.ok(groups.notificationGroups.some((g) => g.groupKey === `favourite-${post.id}`));
});

test("a reply hangs in the thread, and an edit and a deletion travel", async () => {
  const ana = await signIn(domains[0], "ana");
  const bo = await signIn(domains[0], "bo");
  const root = await ana.rest.v1.statuses.create({ status: "A question about bread" });
  const reply = await bo.rest.v1.statuses.create({ status: "@ana Rye!", inReplyToId: root.id });
  const thread = await ana.rest.v1.statuses.$select(root.id).context.fetch();
  assert.deepEqual(thread.descendants.map((s) => s.id), [reply.id]);
  const edited = await bo.rest.v1.statuses.$select(reply.id).update({ status: "@ana Rye. Always." });
  assert.ok(edited.editedAt);
  const history = await ana.rest.v1.statuses.$select(reply.id).history.list();
  assert.equal(history.length, 2);
  await bo.rest.v1.statuses.$select(reply.id).remove();
  await assert.rejects(ana.rest.v1.statuses.$select(reply.id).fetch(), { statusCode: 404 });
});

test("the same idempotency key makes one post", async () => {
  const { accessToken, server } = await signIn(domains[1], "ana");
  const send = async () => {
    const answer = await fetch(`${server}/api/v1/statuses`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${accessToken}`,
        "idempotency-key": "once",
        "content-type": "application/json",
      },
      body: JSON.stringify({ status: "only once" }),
    });
    return (await answer.json()).id;
  };
  assert.equal(await send(), await send());
});

test("search resolves what the server has not heard of", async () => {
  const haru = await signIn(domains[2], "haru");
  const made = await ask("post", { as: "mira@one", text: "A quiet note", known_on: ["one"] });
  assert.deepEqual(Object.keys(made.ids), ["one"]);
  const cold = await haru.rest.v2.search.list({ q: made.uri, type: "statuses" });
  assert.equal(cold.statuses.length, 0);
  const warm = await haru.rest.v2.search.list({ q: made.uri, resolve: true });
  assert.equal(warm.statuses[0].uri, made.uri);
  const boosted = await haru.rest.v1.statuses.$select(warm.statuses[0].id).reblog();
  assert.ok(boosted.uri.endsWith("/activity"));
  await until(async () => {
    const truth = await ask(`post?uri=${encodeURIComponent(made.uri)}`);
    return truth.boosted_by.includes("haru@three") && truth.servers.one.boosts === 1;
  });
});

test("media is uploaded, becomes ready, and is attached", async () => {
  const { rest } = await signIn(domains[0], "ana");
  const picture = await fetch(`${domains[0]}/media/picture/3/120x80.png`);
  const media = await rest.v2.media.create({ file: await picture.blob(), description: "hills" });
  assert.equal(media.meta.original.width, 120);
  const post = await rest.v1.statuses.create({ status: "look", mediaIds: [media.id] });
  assert.equal(post.mediaAttachments[0].description, "hills");
});

test("a poll is voted in once", async () => {
  const bo = await signIn(domains[0], "bo");
  await ask("post", { as: "ana@one", text: "Tea or coffee?", poll: ["Tea", "Coffee"] });
  const [post] = await bo.rest.v1.timelines.home.list({ limit: 1 });
  const voted = await bo.rest.v1.polls.$select(post.poll.id).votes.create({ choices: [1] });
  assert.deepEqual([voted.voted, voted.ownVotes, voted.options[1].votesCount], [true, [1], 1]);
  const again = bo.rest.v1.polls.$select(post.poll.id).votes.create({ choices: [0] });
  await assert.rejects(again, { statusCode: 422 });
});

test("a stream tells of new posts and of bells", async () => {
  const ana = await signIn(domains[0], "ana");
  const instance = await ana.rest.v2.instance.fetch();
  const streaming = createStreamingAPIClient({
    streamingApiUrl: `${instance.configuration.urls.streaming}/api/v1/streaming`,
    accessToken: ana.accessToken,
  });
  const heard = [];
  const listening = (async () => {
    for await (const event of streaming.user.subscribe()) {
      heard.push(event);
      if (heard.some((e) => e.event === "update") && heard.some((e) => e.event === "notification")) break;
    }
  })();
  // The subscription has no answer; post until it is heard.
  const posting = setInterval(() => ask("post", { as: "bo@one", text: "@ana ping" }), 200);
  await listening;
  clearInterval(posting);
  streaming.close();
  assert.equal(heard.find((e) => e.event === "update").payload.account.username, "bo");
});

test("server-sent events carry the same updates", async () => {
  const { accessToken, server } = await signIn(domains[1], "ana");
  const stop = new AbortController();
  const answer = await fetch(`${server}/api/v1/streaming/user`, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: stop.signal,
  });
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  await ask("post", { as: "ana@two", text: "to myself" });
  let text = "";
  for await (const chunk of answer.body) {
    text += Buffer.from(chunk).toString();
    if (text.includes("to myself") && text.endsWith("\n\n")) break;
  }
  assert.match(text, /event: update\ndata: \{/);
  stop.abort();
});

test("a revoked token is refused", async () => {
  const { rest } = await signIn(domains[1], "ana");
  await ask("revoke", { account: "ana@two" });
  await assert.rejects(rest.v1.accounts.verifyCredentials(), { statusCode: 401 });
});
