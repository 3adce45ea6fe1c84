// Eight hours of streams on five accounts, in a minute or two: what the page holds at
// the end of each half hour, and by how much that grows.
//
// Simulated is the page's clock (timers, frames and the time of day), which goes on
// by a minute after each round of posts, two for each account; streams, answers, the
// database and the collections of garbage before each look are real. The reader looks
// every ten minutes, shows what waits and reads some of it.
import { firstPost, probe } from "./probe.mjs";
import { heap } from "./memory.mjs";
import { pass, takeClock } from "../e2e/clock.mjs";
import { median } from "./table.mjs";

export const SERVERS = ["one", "two", "three", "four"];
export const ACCOUNTS = ["ana@one", "bo@one", "ana@two", "haru@three", "ana@four"];
const HOURS = 8;
const EACH = 2;
const LOOK = 10;
const WEIGH = 30;
// What a visit keeps in memory (1,200 posts) fills at first.
const FILLED = 2.5;

const pause = (ms) => new Promise((ok) => setTimeout(ok, ms));

// Somebody on each account's server whom it follows.
async function voices(stage) {
  const people = await stage.people();
  const found = [];
  for (const account of ACCOUNTS) {
    const [, server] = account.split("@");
    const taken = found.map((it) => it.who);
    const who = people.find((it) => it.server === server && !it.local && !taken.includes(it.handle)).handle;
    await stage.follow(account, who);
    found.push({ who, server });
  }
  return found;
}

async function weigh(page, cdp) {
  await page.evaluate(() => scheduler.postTask(() => {}));
  const { heap: js, wasm } = await heap(cdp);
  const { nodes } = await cdp.send("Memory.getDOMCounters");
  return { js: js * 1024, wasm: wasm * 1024, nodes };
}

async function look(page) {
  const news = page.locator(".timeline__news .pill");
  if (await news.count()) await news.first().click({ timeout: 2_000, noWaitAfter: true }).catch(() => {});
  for (let step = 0; step < 6; step += 1) {
    await page.mouse.wheel(0, 600);
    await page.clock.runFor(500);
  }
}

// By how much a value grows in an hour: the median of what it does between any two
// looks, so that one look at an odd moment says nothing.
function slope(samples, key) {
  const pairs = samples.flatMap((a, at) => samples.slice(at + 1).map((b) => (b[key] - a[key]) / (b.hour - a.hour)));
  return median(pairs);
}

async function hours(stage, { profile, url }, length) {
  const speakers = await voices(stage);
  return profile.use(async (context) => {
    const page = await context.newPage();
    const began = Date.now();
    let heard = 0;
    page.on("websocket", (socket) => socket.on("framereceived", () => (heard += 1)));
    const cdp = await context.newCDPSession(page);
    await takeClock(page);
    await page.addInitScript(probe, "\0");
    await page.goto(url, { waitUntil: "commit" });
    const shown = firstPost(page);
    for (let at = 0; at < 50; at += 1) {
      await page.clock.runFor(200);
      await pause(20);
    }
    await shown;
    await page.mouse.move(200, 400);
    const samples = [];
    for (let minute = 1; minute <= length * 60; minute += 1) {
      const at = new Date(began + minute * 60_000).toISOString();
      const words = `Minute ${minute}. The tide comes in, the tide goes out, and somebody counts the geese on the mole.`;
      const before = heard;
      const each = Array.from({ length: EACH }, () => speakers).flat();
      await Promise.all(each.map(({ who, server }) => stage.post(who, words, { at, known_on: [server] })));
      for (let waited = 0; heard < before + each.length && waited < 500; waited += 10) await pause(10);
      await pass(page, 60);
      if (minute % LOOK === 0) await look(page);
      if (minute % WEIGH === 0) samples.push({ hour: minute / 60, ...(await weigh(page, cdp)) });
    }
    return { samples, heard };
  });
}

export async function measureHours(stage, page, note, { quick }) {
  const length = quick ? 4 : HOURS;
  const { samples, heard } = await hours(stage, page, length);
  const sent = length * 60 * EACH * ACCOUNTS.length;
  for (const it of samples) process.stderr.write(`  ${it.hour} h: ${Math.round(it.js)} KiB of heap, ${it.wasm} KiB of Wasm, ${it.nodes} nodes\n`);
  if (heard < sent) throw new Error(`only ${heard} of ${sent} posts came through the streams`);
  const settled = samples.filter((it) => it.hour >= FILLED);
  note("hours heap", slope(settled, "js"));
  note("hours wasm", slope(settled, "wasm"));
  note("hours nodes", slope(settled, "nodes"));
}
