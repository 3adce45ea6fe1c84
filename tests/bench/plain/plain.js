// The limit: what a page must do at the least to show a home timeline, and
// nothing else. The address says what to show, from where, and with which token.
"use strict";
const [what, origin, token, id] = decodeURIComponent(location.hash.slice(1)).split(" ");
const main = document.querySelector("main");
const parser = new DOMParser();
const ALLOWED = { P: [], BR: [], SPAN: ["class"], A: ["href"], STRONG: [], B: [], EM: [], I: [], U: [], DEL: [], PRE: [], CODE: [], BLOCKQUOTE: [], UL: [], OL: [], LI: [] };
const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

const get = async (path) => (await fetch(origin + path, { headers: { Authorization: `Bearer ${token}` }, credentials: "omit", referrerPolicy: "no-referrer" })).json();

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// What is allowed of a piece of foreign HTML, built anew.
function clean(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === 3) to.append(node.data);
    if (node.nodeType !== 1) continue;
    const allowed = ALLOWED[node.tagName];
    if (!allowed) {
      if (node.tagName !== "SCRIPT" && node.tagName !== "STYLE") clean(node, to);
      continue;
    }
    const copy = document.createElement(node.tagName);
    for (const name of allowed) {
      const value = node.getAttribute(name);
      if (value !== null && (name !== "href" || /^https?:/.test(value))) copy.setAttribute(name, value);
    }
    if (node.tagName === "A") copy.rel = "nofollow noopener noreferrer";
    clean(node, copy);
    to.append(copy);
  }
  return to;
}

function draw(entry) {
  const post = entry.reblog ?? entry;
  const { account } = post;
  const time = element("time", { dateTime: post.created_at }, when.format(new Date(post.created_at)));
  const face = element("img", { src: account.avatar, alt: "", width: 48, height: 48, loading: "lazy" });
  const article = element("article", { className: "post" },
    element("header", {}, face, element("span", {}, element("b", {}, account.display_name), ` @${account.acct}`), time),
    clean(parser.parseFromString(post.content, "text/html").body, element("div", {})));
  article.dataset.uri = entry.uri;
  if (entry.reblog) article.prepend(`${entry.account.display_name} boosted`);
  if (post.media_attachments.length > 0) {
    const pictures = post.media_attachments.map((it) =>
      element("img", { src: it.preview_url, alt: it.description ?? "", width: it.meta?.small?.width ?? 400, height: it.meta?.small?.height ?? 300, loading: "lazy" }));
    article.append(element("div", { className: "pictures" }, ...pictures));
  }
  article.append(element("footer", {}, `${post.replies_count} replies, ${post.reblogs_count} boosts, ${post.favourites_count} likes`));
  return article;
}

const home = (below) => get(`/api/v1/timelines/home?limit=40${below ? `&max_id=${below}` : ""}`);

// Goes on at the end, three screens ahead.
async function endless(posts) {
  let [below, loading] = [posts.at(-1).id, false];
  addEventListener("scroll", async () => {
    if (loading || document.documentElement.scrollHeight - scrollY > 4 * innerHeight) return;
    loading = true;
    const more = await home(below);
    main.append(...more.map(draw));
    loading = more.length === 0;
    below = more.at(-1)?.id;
  });
}

function listen() {
  const socket = new WebSocket(`${origin.replace(/^http/, "ws")}/api/v1/streaming?stream=user`, token);
  socket.onmessage = ({ data }) => {
    const { event, payload } = JSON.parse(data);
    if (event === "update") main.prepend(draw(JSON.parse(payload)));
  };
}

if (what === "thread") {
  Promise.all([get(`/api/v1/statuses/${id}`), get(`/api/v1/statuses/${id}/context`)])
    .then(([post, { ancestors, descendants }]) => main.append(...[...ancestors, post, ...descendants].map(draw)));
} else {
  home().then((posts) => {
    main.append(...posts.map(draw));
    if (what === "fling" || what === "scroll") endless(posts);
    if (what === "burst" || what === "scroll") listen();
  });
}
