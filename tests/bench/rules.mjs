// Decoding, taking in and merging 10 × 1,000 posts: tests/speed.rs as Wasm in a
// page, JavaScript's own in another, on the same bodies.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [LANES, PAGES] = [10, 25];
const ROOT = join(import.meta.dirname, "../..");

// A thousand real statuses; a third of them is in every lane, the others differ.
async function makeLanes(stage) {
  const token = await stage.token("ana@one");
  const pages = [];
  for (let below = ""; pages.length < PAGES; below = `&max_id=${pages.at(-1).at(-1).id}`) {
    pages.push(await stage.get("one", token, `/api/v1/timelines/home?limit=40${below}`));
  }
  const own = (lane) => (status, at) => (at % 3 === 0 ? status : { ...status, uri: `${status.uri}/${lane}`, reblog: status.reblog && { ...status.reblog, uri: `${status.reblog.uri}/${lane}` } });
  return Array.from({ length: LANES }, (_, lane) => pages.map((page) => JSON.stringify(page.map(own(lane)))));
}

// In the page: medians of parsing everything, and of merging what was parsed.
function inJavaScript(lanes) {
  const [parsing, merging] = [[], []];
  for (let round = 0; round < 7; round += 1) {
    let began = performance.now();
    const parsed = lanes.map((pages) => pages.flatMap((page) => JSON.parse(page)));
    parsing.push(performance.now() - began);
    const decoded = parsed.map((lane) => lane.map((it) => ({ uri: (it.reblog ?? it).uri, time: Date.parse(it.created_at) })));
    began = performance.now();
    const rows = new Map();
    const heads = decoded.map(() => 0);
    for (;;) {
      let newest = -1;
      let latest = -Infinity;
      for (let lane = 0; lane < decoded.length; lane += 1) {
        const head = decoded[lane][heads[lane]];
        if (head !== undefined && head.time > latest) [newest, latest] = [lane, head.time];
      }
      if (newest < 0) break;
      const { uri, time } = decoded[newest][heads[newest]++];
      const row = rows.get(uri);
      if (row) row.through.push(newest);
      else rows.set(uri, { uri, time, through: [newest] });
    }
    merging.push(performance.now() - began);
  }
  const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  return { decode: median(parsing), merge: median(merging) };
}

// The test's own server waits for a browser. Not a driven one: a debugger in the
// page would keep Wasm from being compiled well.
async function inWasm(lanes, context) {
  const dir = join(ROOT, "target/speed");
  mkdirSync(dir, { recursive: true });
  for (const [lane, pages] of lanes.entries()) for (const [page, body] of pages.entries()) writeFileSync(join(dir, `${lane}-${page}.json`), body);
  const words = ["test", "--release", "--locked", "--test", "speed", "--features", "browser", "--target", "wasm32-unknown-unknown"];
  const env = { ...process.env, NO_HEADLESS: "1", WASM_BINDGEN_TEST_ADDRESS: "127.0.0.1:0" };
  const cargo = spawn("cargo", words, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  try {
    const address = await new Promise((ok, no) => {
      let text = "";
      const hear = (chunk) => {
        text += chunk;
        const found = text.match(/at (http:\/\/127[.\d:]+)/);
        if (found) ok(found[1]);
      };
      cargo.stdout.on("data", hear);
      cargo.stderr.on("data", hear);
      cargo.once("error", no).once("exit", () => no(new Error(`cargo test: ${text.trim().split("\n").at(-1)}`)));
    });
    const page = await context.newPage();
    let told = "";
    page.on("console", (message) => (told += `${message.text()}\n`));
    await page.goto(address);
    await page.waitForFunction(() => document.body.innerText.includes("test result"), undefined, { timeout: 180_000, polling: 500 });
    return (told + (await page.innerText("body"))).matchAll(/speed (decode|insert|merge) ([\d.]+)/g);
  } finally {
    try {
      process.kill(-cargo.pid);
    } catch {} // It has ended by itself.
    rmSync(dir, { recursive: true });
  }
}

export async function measureRules(stage, { name, profile }, note) {
  const lanes = await makeLanes(stage);
  await profile.use(async (context) => {
    if (name === "one") {
      const values = new Map([...(await inWasm(lanes, context))].map(([, what, value]) => [what, Number(value)]));
      for (const [what, value] of values) note(what, value);
      return;
    }
    const page = await context.newPage();
    await page.goto(`${stage.app}plain/blank.html`);
    const seen = await page.evaluate(inJavaScript, lanes);
    note("decode", seen.decode);
    note("merge", seen.merge);
  });
}
