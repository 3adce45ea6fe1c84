// node --test tests/e2e/snac/pair.test.mjs
// Two real servers federate through https, and their API is as README.md says.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { form, json } from "./client.mjs";
import { picture } from "./picture.mjs";
import { findSnac, startPair } from "./pair.mjs";

const { bin, reason } = findSnac();
if (!bin) console.error(`\n*** SKIPPED, nothing was tested against a real server: ${reason}\n`);

const ORIGIN = "http://localhost:8080"; // a page of another origin
const REDIRECT = `${ORIGIN}/`;
const BACK = "/oauth/x-snac-login";

describe("a pair of snac servers", { skip: bin ? false : reason, timeout: 120_000 }, () => {
  let pair;
  before(async () => { pair = await startPair({ bin }); });
  after(() => pair?.stop());

  const get = (path, headers = {}) => pair.request(0, "GET", path, { headers: { origin: ORIGIN, ...headers } });
  const send = (path, { headers, body }, more = {}) =>
    pair.request(0, "POST", path, { headers: { origin: ORIGIN, ...headers, ...more }, body });
  const bearer = (i = 0) => ({ authorization: `Bearer ${pair.servers[i].token}` });

  it("starts with posts of both people in both homes", async () => {
    const [a, b] = [await pair.home(0), await pair.home(1)];
    const uris = (home) => home.map((status) => status.uri).sort();
    assert.deepEqual(uris(a), uris(b), "one federation, one set of posts");
    assert.ok(a.every((status) => status.uri.startsWith("https://")));
    for (const { actor } of pair.servers) {
      const posts = a.filter((status) => status.account.url === actor);
      assert.equal(posts.length, 3);
      assert.equal(posts.filter((p) => p.media_attachments[0]?.description).length, 1, "a picture with alt text");
      assert.equal(posts.filter((p) => p.in_reply_to_id).length, 1, "a reply");
    }
  });

  it("brings a post of ana into ben's home", async () => {
    await pair.post(0, "Rain on the harbour tonight.");
    const seen = await pair.waitFor(async () => (await pair.home(1)).find((s) => s.content.includes("Rain on the harbour")));
    assert.equal(seen.account.acct, "ana@a.snac.test");
  });

  it("brings ana's like to ben's server", async () => {
    const lake = (await pair.home(0)).find((s) => s.content.includes("Morning at the lake"));
    await pair.api(0, "POST", `/api/v1/statuses/${lake.id}/favourite`);
    const note = await pair.waitFor(async () =>
      (await pair.api(1, "GET", "/api/v1/notifications")).find((n) => n.type === "favourite"));
    assert.equal(note.account.acct, "ana@a.snac.test");
    assert.equal(note.status.uri, lake.uri);
    const there = await pair.api(1, "GET", `/api/v1/statuses/${note.status.id}`);
    assert.equal(Number(there.favourites_count), 1);
    const by = await pair.api(1, "GET", `/api/v1/statuses/${note.status.id}/favourited_by`);
    assert.deepEqual(by.map((account) => account.acct), ["ana@a.snac.test"]);
  });

  it("signs in by the code flow, field by field", async () => {
    const app = (await send("/api/v1/apps", json({ client_name: "Skein", redirect_uris: REDIRECT, scopes: "read write follow" }))).json;
    assert.ok(app.client_id && app.client_secret);

    const ask = new URLSearchParams({
      response_type: "code", client_id: app.client_id, redirect_uri: REDIRECT, scope: "read write follow",
      state: "c0ffee", code_challenge: "x".repeat(43), code_challenge_method: "S256",
    });
    const page = await get(`/oauth/authorize?${ask}`);
    assert.equal(page.status, 200, "PKCE fields do no harm");
    assert.match(page.text, new RegExp(`<form method="post" action="https://a.snac.test${BACK}">`));
    const fields = [...page.text.matchAll(/<input [^>]*name="(\w+)"/g)].map((m) => m[1]);
    assert.deepEqual(fields, ["login", "passwd", "redir", "cid", "state"]);

    const login = (passwd) => send(BACK, form({ login: "ana", passwd, redir: REDIRECT, cid: app.client_id, state: "c0ffee" }));
    const wrong = await login("not this");
    assert.equal(wrong.status, 200);
    assert.match(wrong.text, /LOGIN INCORRECT/);
    const right = await login(pair.servers[0].password);
    assert.equal(right.status, 303);
    const back = new URL(right.headers.location);
    assert.equal(back.origin + back.pathname, REDIRECT);
    assert.equal(back.searchParams.get("state"), "c0ffee");

    const exchange = {
      grant_type: "authorization_code", code: back.searchParams.get("code"), redirect_uri: REDIRECT,
      client_id: app.client_id, client_secret: app.client_secret, code_verifier: "y".repeat(43),
    };
    const { client_secret: _, ...withoutSecret } = exchange;
    assert.equal((await send("/oauth/token", form(withoutSecret))).status, 400);
    const { redirect_uri: __, ...withoutRedirect } = exchange;
    assert.equal((await send("/oauth/token", form(withoutRedirect))).status, 400);
    const token = (await send("/oauth/token", form(exchange))).json;
    assert.equal(token.token_type, "Bearer");

    const me = await get("/api/v1/accounts/verify_credentials", { authorization: `Bearer ${token.access_token}` });
    assert.equal(me.json.username, "ana");
    const { client_id, client_secret } = app;
    assert.equal((await send("/oauth/revoke", form({ token: token.access_token, client_id, client_secret }))).status, 200);
    assert.equal((await get("/api/v1/timelines/home", { authorization: `Bearer ${token.access_token}` })).status, 401);
  });

  it("answers other origins, and the front changes nothing in that", async () => {
    const open = (answer) => {
      assert.equal(answer.headers["access-control-allow-origin"], "*");
      assert.equal(answer.headers["access-control-allow-headers"], "*");
      assert.equal(answer.headers["access-control-expose-headers"], undefined);
      return answer;
    };
    for (const path of ["/.well-known/nodeinfo", "/.well-known/host-meta", "/api/v1/instance", "/api/v1/timelines/home?limit=2"]) {
      assert.equal(open(await get(path, bearer())).status, 200, path);
    }
    assert.match((await get("/api/v1/timelines/home?limit=2", bearer())).headers.link, /rel="next".*rel="prev"/);
    for (const path of ["/api/v1/timelines/home", "/api/v1/statuses"]) {
      const preflight = open(await pair.request(0, "OPTIONS", path, {
        headers: { origin: ORIGIN, "access-control-request-method": "POST", "access-control-request-headers": "authorization,idempotency-key" },
      }));
      assert.equal(preflight.status, 200);
      assert.equal(preflight.headers["access-control-allow-methods"], "OPTIONS, GET, HEAD, POST, PUT, DELETE");
    }
    assert.equal(open(await get("/api/v1/timelines/home")).status, 401);
    assert.equal(open(await get("/api/v2/instance")).status, 404);
  });

  it("posts twice for one Idempotency-Key", async () => {
    const once = () => send("/api/v1/statuses", json({ status: "Said twice." }), { ...bearer(), "idempotency-key": "one" });
    assert.notEqual((await once()).json.id, (await once()).json.id);
  });

  it("keeps both of two pictures, given different file names", async () => {
    const [one, two] = await Promise.all([pair.upload(0, picture([9, 9, 9], 4, 4), "one"), pair.upload(0, picture([200, 9, 9], 4, 4), "two")]);
    assert.notEqual(one.url, two.url);
  });
});
