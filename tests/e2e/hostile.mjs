// Statuses in which every string is one that somebody collected to break
// readers, and what a parser of HTML makes of their texts.
import { readFileSync } from "node:fs";

const corpus = (path) => JSON.parse(readFileSync(new URL(`../corpora/${path}`, import.meta.url), "utf8"));

const TRICKS = [
  "\u202etxt.exe", "a\u2066b\u2069c", "\u3164", "✔ ✅ Verified", ":verified: Ana :verified:", "z\u0301".repeat(9) + "\u0301".repeat(500),
  "a" + "\u0301\u200d".repeat(300), "💩".repeat(2_000), ":blob:".repeat(500), "﷽".repeat(300), "W".repeat(3_000), "\u0489\u20dd".repeat(400),
];

// Strings to stand anywhere, and addresses.
export const words = () => [...TRICKS, ...corpus("dompurify/expect.json").map((it) => it.payload), ...inFives(corpus("blns/blns.json"))];
// Most of these are short, and plain.
const inFives = (all) => Array.from({ length: Math.ceil(all.length / 5) }, (_, n) => all.slice(5 * n, 5 * n + 5).join(" \n"));
const addresses = () => corpus("url/urltestdata.json").map((it) => it.input).filter(Boolean);

// Statuses that between them hold every word as a text or as that of a quoted
// post, and words and addresses everywhere else. `base` is any good status.
export function hostileStatuses(base, origin) {
  const [all, urls] = [words(), addresses()];
  const newest = Date.now() - 60_000;
  const statuses = [];
  for (let next = 0; next < all.length; ) {
    const n = statuses.length;
    let turn = 0;
    const word = () => all[(n + 101 * (turn += 1)) % all.length];
    const url = () => [urls[(n * 7 + (turn += 1)) % urls.length], `${origin}/x/${n}?${word()}`, word()][(n + turn) % 3];
    const text = () => all[next++] ?? "";
    statuses.push(status({ base, n, at: newest - n * 1_000, text, word, url, origin }));
  }
  return statuses;
}

function account(base, { n, word, url, origin }) {
  return {
    ...base.account, id: `hostile-${n}`, acct: n % 3 ? `h${n}` : `${word()}@${word()}`.slice(0, 900) || "h", uri: `${origin}/users/h${n}`, url: url(),
    display_name: word(), note: word(), avatar: url(), avatar_static: url(), header: url(), bot: n % 2 === 0,
    emojis: emojis({ word, url, origin }), fields: [{ name: word(), value: word(), verified_at: word() }],
  };
}

const emojis = ({ word, url, origin }) => [
  { shortcode: "blob", url: `${origin}/missing.png`, static_url: url() }, { shortcode: "verified", url: `${origin}/missing.png`, static_url: url() },
  { shortcode: word(), url: url(), static_url: url() },
];

function attachment({ word, url, origin }, type) {
  const meta = { original: { width: 640, height: 480 }, focus: { x: 9e99, y: -9e99 } };
  return { id: word(), type, url: url(), preview_url: `${origin}/missing.png?${word()}`, remote_url: url(), description: word(), blurhash: word(), meta };
}

function status(made) {
  const { base, n, at, text, word, url, origin } = made;
  const time = new Date(at).toISOString();
  const warned = n % 4 === 1;
  const bare = {
    ...base, created_at: time, edited_at: n % 5 ? null : time, in_reply_to_id: null, in_reply_to_account_id: null, visibility: "public",
    reblog: null, quote: null, poll: null, card: null, media_attachments: [], spoiler_text: "", filtered: [{ filter: { title: word() }, keyword_matches: [word()] }],
    application: { name: word(), website: url() }, tags: [{ name: word(), url: url() }], emojis: emojis(made),
    mentions: [{ id: "1", username: word(), acct: word(), url: url() }], favourited: false, language: n % 2 ? word() : "en",
  };
  const more = [
    { media_attachments: ["image", "video", "audio", word()].map((type) => attachment(made, type)), sensitive: n % 8 === 0 },
    { poll: { id: "1", expires_at: time, expired: false, votes_count: 3, options: [1, 2, 3, 4].map(() => ({ title: word(), votes_count: 1 })) } },
    { card: { url: `${origin}/card?${word()}`, title: word(), description: word(), provider_name: word(), image: url(), html: word(), type: "video" } },
  ][n % 3];
  const post = { ...bare, ...more, id: `hostile-${n}`, uri: `${origin}/hostile/${n}`, url: url(), account: account(base, made), content: text(), spoiler_text: warned ? word() : "" };
  // A card is drawn where there is no quote.
  if (more.card) return post;
  const quoted = { ...bare, id: `q${n}`, uri: `${origin}/hostile/q${n}`, url: url(), account: account(base, made), content: text(), spoiler_text: n % 8 ? "" : word() };
  return { ...post, quote: { state: "accepted", quoted_status: quoted } };
}

// Runs in a blank page: the text that an HTML parser sees in each. Where scripts
// run, as they do for us, what stands in `noscript` is no markup.
export const parsed = (all) => all.map((html) => {
  const { body } = document.implementation.createHTMLDocument("");
  body.innerHTML = html.replace(/<(\/?)noscript/gi, "<$1noframes");
  for (const it of body.querySelectorAll("[alt]")) it.before(it.getAttribute("alt"));
  return body.textContent;
});

// Whether `text` can be had from `all` by leaving characters out.
export function isWithin(text, all) {
  let at = 0;
  for (const c of text.replace(/[\s…]/gu, "")) {
    const next = all.indexOf(c, at);
    if (next < 0) return false;
    at = next + c.length;
  }
  return true;
}
