// Loading a home: cold and warm, on a slow phone's link and without throttle.
import { MOBILE } from "./link.mjs";
import { firstPost, news, probe } from "./probe.mjs";
import { SITE } from "./stage.mjs";
import { cpu, trace } from "./trace.mjs";

const pause = (ms) => new Promise((ok) => setTimeout(ok, ms));

// One visit to a page, from a new tab to what it shows.
export async function visit(context, url, { stage, mobile = false, traced = false, mark = "\0", stay = 0 }) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await page.addInitScript(probe, mark);
  await stage.shape(mobile ? MOBILE : null);
  if (mobile) await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const tracing = traced && (await trace(cdp));
  await page.goto(url, { waitUntil: "commit" });
  const first = await firstPost(page);
  const fresh = mark === "\0" ? undefined : await news(page).catch(() => undefined);
  // The frame that the post is in must come to its end, or its task is not told.
  if (traced) await pause(500);
  const spent = tracing && cpu(await tracing.end());
  await pause(stay);
  const { longest, shift, begun } = await page.evaluate(() => ({ ...window.__bench, begun: performance.timeOrigin, shown: 0, news: 0, show: 0, tell: 0 }));
  const blocking = longest.reduce((sum, [, length]) => sum + Math.max(0, length - 50), 0);
  await page.close();
  return { first, fresh, cpu: spent, blocking, shift, begun };
}

// Bytes of the app's own origin that were asked for before the first post was there.
async function weight(stage, { begun, first }) {
  const entries = await stage.ledger();
  const ours = entries.filter((it) => it.host === SITE && it.began <= begun + first);
  return ours.reduce((sum, it) => sum + it.bytes, 0) / 1024;
}

export async function cold(stage, { profile, url }, options) {
  return profile.use(async (context) => {
    await stage.forget();
    const seen = await visit(context, url, { stage, ...options });
    return { ...seen, weight: await weight(stage, seen) };
  });
}

// The third visit. A new post appears just before it.
export async function warm(stage, { profile, url }, options) {
  return profile.use(async (context) => {
    for (let time = 0; time < 2; time += 1) await visit(context, url, { stage, stay: 1_500 });
    const mark = `news${Date.now()}`;
    await stage.post("bo@one", `Just now: ${mark}`, { known_on: ["one"] });
    return visit(context, url, { stage, mark, ...options });
  });
}

export async function measureLoads(stage, page, note, { wants }) {
  if (page.name === "three" && !wants("three")) return;
  if (wants("cold mobile", "three", "blocking", "shift")) {
    const seen = await cold(stage, page, { mobile: true, stay: 2_000 });
    note("cold mobile", seen.first);
    note("blocking", seen.blocking);
    note("shift", seen.shift);
  }
  if (page.name === "three") return;
  if (wants("cold", "cpu", "weight")) {
    const seen = await cold(stage, page, { traced: true });
    note("cold", seen.first);
    note("cpu", seen.cpu);
    note("weight", seen.weight);
  }
  if (wants("warm mobile", "fresh")) {
    const seen = await warm(stage, page, { mobile: true });
    note("warm mobile", seen.first);
    note("fresh", seen.fresh);
  }
}
