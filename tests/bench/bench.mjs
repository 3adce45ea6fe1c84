// Measures the built app beside a plain page that does the least, both on the
// same servers and in the same run, and prints one table. Nothing is asserted:
// machines are shared and noisy.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureBurst } from "./burst.mjs";
import { measureFling } from "./fling.mjs";
import { measureLoads } from "./loads.mjs";
import { measureNative } from "./native.mjs";
import { Profile } from "./profile.mjs";
import { GROUPS, ROWS } from "./rows.mjs";
import { setStage } from "./stage.mjs";
import { Samples, table } from "./table.mjs";
import { makeThread, measureThread, REPLIES } from "./thread.mjs";

const USAGE = "script/bench [runs] [--runs 5] [--only group or measure,…] [--quick] [--write]";
// What is heavy or hardly scatters is measured less often.
const AT_MOST = { fling: 2, native: 1 };
const MEASURES = { loads: measureLoads, fling: measureFling, thread: measureThread, burst: measureBurst, native: measureNative };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string" }, only: { type: "string" }, quick: { type: "boolean", default: false }, write: { type: "boolean", default: false }, help: { type: "boolean" } },
});
if (values.help) {
  console.log(`${USAGE}\ngroups: ${GROUPS.join(", ")}\nmeasures: ${ROWS.map((row) => row.key).join(", ")}`);
  process.exit();
}
const { quick } = values;
const runs = Number(values.runs ?? positionals[0] ?? (quick ? 1 : 5));
const wanted = values.only?.split(",").map((it) => it.trim());
const groups = GROUPS.filter((group) => !wanted || wanted.some((it) => it === group || ROWS.some((row) => row.key === it && row.group === group)));
if (groups.length === 0 || !(runs > 0)) throw new Error(USAGE);

async function signIn(stage) {
  const pages = { plain: {}, one: {}, three: {} };
  for (const name of Object.keys(pages)) pages[name].profile = new Profile(stage, name);
  const { plain, one, three } = pages;
  await one.profile.use((context) => one.profile.signIn(context, stage.host("one"), "ana"));
  const token = await stage.token("ana@one");
  if (groups.includes("loads")) {
    await three.profile.use(async (context) => {
      for (const [server, user] of [["one", "ana"], ["two", "ana"], ["three", "haru"]]) await three.profile.signIn(context, stage.host(server), user);
    });
  }
  await stage.follow("ana@one", "bo@one");
  for (const what of ["home", "fling", "burst"]) {
    const key = what === "home" ? "url" : `${what}Url`;
    plain[key] = stage.plain(what, stage.url("one"), token);
    one[key] = three[key] = stage.app;
  }
  if (groups.includes("thread")) {
    const { uri, id } = await makeThread(stage, quick ? 100 : REPLIES);
    plain.threadUrl = stage.plain("thread", stage.url("one"), token, id);
    one.threadUrl = `${stage.app}post?uri=${encodeURIComponent(uri)}`;
  }
  return pages;
}

const samples = new Samples();
const stage = await setStage({ posts: quick ? 4_000 : 24_000 });
process.once("SIGINT", () => process.exit(130));
process.once("exit", () => stage.strike());
const pages = await signIn(stage);
for (let run = 0; run < runs; run += 1) {
  for (const group of groups) {
    if (run >= (AT_MOST[group] ?? Infinity)) continue;
    process.stderr.write(`run ${run + 1} of ${runs}: ${group}\n`);
    await MEASURES[group](stage, pages, samples.note, { quick }).catch((error) => samples.fail(group, error));
  }
}

const chromium = execFileSync(process.env.CHROMIUM || "/usr/bin/chromium", ["--version"], { stdio: ["ignore", "pipe", "ignore"] }).toString().trim();
const report = [
  "# Speed",
  "",
  `What \`${["script/bench", ...process.argv.slice(2)].join(" ")}\` measured on ${new Date().toISOString().slice(0, 10)}: ${runs} run${runs > 1 ? "s" : ""}, medians. ${cpus().length} × ${cpus()[0].model}; ${chromium.replace(/ built.*/, "")}, headless.`,
  "",
  table(samples, groups),
  "",
].join("\n");
console.log(report);
for (const key of ["flung", "fling seconds", "wasm", "thread posts"]) {
  const seen = ["plain", "one"].map((page) => samples.of(key, page)?.toFixed(1) ?? "–");
  if (seen.some((it) => it !== "–")) console.log(`${key}: plain ${seen[0]}, Skein ${seen[1]}`);
}
if (values.write) writeFileSync(join(import.meta.dirname, "../../docs/speed.md"), report);
process.exit();
