// 200 posts that come in one burst through the stream while the reader is at
// the top: CPU of the page above what it spends idle, and dropped frames.
import { firstPost, probe } from "./probe.mjs";

const POSTS = 200;
const IDLE = 3_000;
const AFTER = 3_000;

// In the page: counts frames that did not come.
function countFrames() {
  window.__missed = 0;
  let last;
  const frame = (now) => {
    if (last !== undefined) window.__missed += Math.max(0, Math.round((now - last) / (1000 / 60)) - 1);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function burst(stage, { profile, burstUrl }) {
  return profile.use(async (context) => {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    const spent = async () => 1000 * (await cdp.send("Performance.getMetrics")).metrics.find((it) => it.name === "TaskDuration").value;
    await page.addInitScript(probe, "\0");
    let arrived = 0;
    const connected = page.waitForEvent("websocket", { timeout: 20_000 });
    page.on("websocket", (socket) => socket.on("framereceived", () => (arrived += 1)));
    await page.goto(burstUrl, { waitUntil: "commit" });
    await firstPost(page);
    await connected;
    await page.waitForTimeout(3_000);
    await page.evaluate(countFrames);
    const [start, began] = [await spent(), Date.now()];
    await page.waitForTimeout(IDLE);
    const idle = (await spent()) - start;
    const idled = Date.now() - began;
    await page.evaluate(() => (window.__missed = 0));
    const [before, since] = [await spent(), Date.now()];
    const texts = Array.from({ length: POSTS }, (_, at) => `A burst, ${at} of ${POSTS}`);
    await Promise.all(texts.map((text) => stage.post("bo@one", text, { known_on: ["one"] })));
    await page.waitForTimeout(AFTER);
    const all = (await spent()) - before;
    const cpu = all - (idle * (Date.now() - since)) / idled;
    return { cpu, missed: await page.evaluate(() => window.__missed), arrived };
  });
}

export async function measureBurst(stage, page, note) {
  const { cpu, missed, arrived } = await burst(stage, page);
  if (arrived < POSTS) throw new Error(`only ${arrived} of ${POSTS} posts came through the stream`);
  note("burst", cpu);
  note("burst frames", missed);
}
