// Opening a conversation of 500 replies, until nothing moves any more.
import { firstPost, probe } from "./probe.mjs";

export const REPLIES = 500;
const QUIET = 1_500;
const PATIENCE = 60_000;

// Replies to anything before them, so that there are long branches and broad ones.
export async function makeThread(stage, replies) {
  const people = (await stage.people()).filter((it) => it.server === "one" && !it.local).map((it) => it.handle);
  const ago = (minutes) => new Date(Date.now() - (60 * 24 * 300 - minutes) * 60_000).toISOString();
  const say = (at, text, what) => stage.post(people[at % people.length], text, { at: ago(at), known_on: ["one"], ...what });
  const root = await say(0, "Where do the geese go in winter?");
  const uris = [root.uri];
  let dice = 7;
  for (let at = 1; at <= replies; at += 1) {
    dice = (dice * 1103515245 + 12345) % 2147483648;
    const to = at % 3 === 0 ? uris.at(-1) : uris[dice % uris.length];
    const { uri } = await say(at, `Answer ${at}: some say south, others that they have always been here, and a third who knows better.`, { in_reply_to: to });
    uris.push(uri);
  }
  return { uri: root.uri, id: root.ids.one };
}

// In the page, before its scripts: when posts last came, went or were filled.
function watchPosts() {
  window.__last = undefined;
  const near = (node) => node.nodeType === 1 && (node.closest("article.post, article.reply") ?? node.querySelector("article.post, article.reply"));
  new MutationObserver((records) => {
    const moved = records.some((it) => near(it.target) || [...it.addedNodes].some(near));
    if (moved) requestAnimationFrame(() => (window.__last = performance.now()));
  }).observe(document, { childList: true, subtree: true });
}

async function open(stage, { profile, threadUrl, url }) {
  return profile.use(async (context) => {
    let settled;
    for (const [address, measured] of [[url], [url], [threadUrl, true]]) {
      const page = await context.newPage();
      await page.addInitScript(probe, "\0");
      await page.addInitScript(watchPosts);
      await page.goto(address, { waitUntil: "commit" });
      await firstPost(page);
      if (measured) {
        await page.waitForFunction((quiet) => performance.now() - window.__last > quiet, QUIET, { polling: 200, timeout: PATIENCE });
        settled = await page.evaluate(() => window.__last);
      } else await page.waitForTimeout(1_500);
      await page.close();
    }
    return settled;
  });
}

export async function measureThread(stage, page, note) {
  note("thread", await open(stage, page));
}
