// 200 posts that come through the stream in two seconds while the reader scrolls
// down: frames that did not come, and the longest time between two.
import { firstPost, probe } from "./probe.mjs";

const POSTS = 200;
const SECONDS = 2;
// So many at once, as servers send what has gathered.
const AT_A_TIME = 10;

// In the page: 20 px a frame, 1,200 a second, for so many milliseconds.
async function scroll(length) {
  const began = performance.now();
  let [last, missed, worst] = [undefined, 0, 0];
  const from = document.scrollingElement.scrollTop;
  await new Promise((ok) => {
    const frame = (now) => {
      if (last !== undefined) {
        missed += Math.max(0, Math.round((now - last) / (1000 / 60)) - 1);
        worst = Math.max(worst, now - last);
      }
      last = now;
      scrollBy({ top: 20, behavior: "instant" });
      if (now - began > length) ok();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return { missed, worst, way: document.scrollingElement.scrollTop - from };
}

async function streamed(stage, { profile, scrollUrl }) {
  return profile.use(async (context) => {
    const page = await context.newPage();
    await page.addInitScript(probe, "\0");
    const came = [];
    const connected = page.waitForEvent("websocket", { timeout: 20_000 });
    page.on("websocket", (socket) => socket.on("framereceived", () => came.push(Date.now())));
    await page.goto(scrollUrl, { waitUntil: "commit" });
    await firstPost(page);
    await connected;
    await page.waitForTimeout(3_000);
    const scrolled = page.evaluate(scroll, 1_000 * (SECONDS + 2));
    await page.waitForTimeout(1_000);
    const [began, sent] = [Date.now(), []];
    for (let at = 0; at < POSTS; at += AT_A_TIME) {
      const due = began + (1_000 * SECONDS * at) / POSTS;
      await new Promise((ok) => setTimeout(ok, due - Date.now()));
      for (let one = at; one < at + AT_A_TIME; one += 1) sent.push(stage.post("bo@one", `In passing, ${one} of ${POSTS}`, { known_on: ["one"] }));
    }
    await Promise.all(sent);
    const seen = await scrolled;
    const within = came.filter((at) => at >= began && at <= began + 1_000 * (SECONDS + 1)).length;
    return { ...seen, within };
  });
}

export async function measureScroll(stage, page, note) {
  const { missed, worst, way, within } = await streamed(stage, page);
  if (within < POSTS) throw new Error(`only ${within} of ${POSTS} posts came while the page was scrolled`);
  if (way < 3_000) throw new Error(`the page was scrolled by ${way} px only`);
  note("scroll frames", missed);
  note("scroll worst", worst);
}
