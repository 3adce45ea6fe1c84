// Flinging through a long timeline, 300 px a frame, and what lies in memory at
// its end.
import { firstPost, probe } from "./probe.mjs";
import { heap } from "./memory.mjs";

// In the page. Counts each post once, however often its element is made anew.
async function scroll({ goal, patience }) {
  const seen = new Set();
  const number = (text) => {
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    return hash;
  };
  const note = (element) => element.dataset.uri && seen.add(number(element.dataset.uri));
  const look = (node) => {
    if (node.nodeType !== 1) return;
    if (node.matches("article.post")) note(node);
    else for (const post of node.querySelectorAll("article.post")) note(post);
  };
  look(document.body);
  const watcher = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "attributes") look(record.target);
      else for (const node of record.addedNodes) look(node);
    }
  });
  watcher.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-uri"] });
  const page = document.scrollingElement;
  const began = performance.now();
  let [last, frames, missed, worst, waited] = [undefined, 0, 0, 0, 0];
  await new Promise((ok) => {
    const frame = (now) => {
      const took = last === undefined ? 0 : now - last;
      if (last !== undefined) {
        frames += 1;
        missed += Math.max(0, Math.round(took / (1000 / 60)) - 1);
        worst = Math.max(worst, took);
      }
      last = now;
      if (page.scrollTop + innerHeight >= page.scrollHeight - 1) waited += took;
      scrollBy({ top: 300, behavior: "instant" });
      if (seen.size >= goal || now - began > patience) ok();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  watcher.disconnect();
  const took = performance.now() - began;
  return { posts: seen.size, seconds: took / 1000, dropped: (100 * missed) / (frames + missed), worst, waiting: (100 * waited) / took, elements: document.querySelectorAll("*").length };
}

async function fling(stage, { profile, flingUrl }, limits) {
  return profile.use(async (context) => {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.addInitScript(probe, "\0");
    await page.goto(flingUrl, { waitUntil: "commit" });
    await firstPost(page);
    await page.waitForTimeout(1_000);
    const seen = await page.evaluate(scroll, limits);
    return { ...seen, ...(await heap(cdp)) };
  });
}

export async function measureFling(stage, page, note, { quick }) {
  const limits = quick ? { goal: 1_000, patience: 30_000 } : { goal: 10_000, patience: 240_000 };
  const seen = await fling(stage, page, limits);
  for (const what of ["dropped", "worst", "waiting", "elements", "posts", "seconds", "wasm"]) note(what, seen[what]);
  note("memory", seen.heap + seen.wasm);
}
