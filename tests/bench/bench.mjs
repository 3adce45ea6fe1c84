// Measures the built app beside a plain page that does the least, both on the
// same servers and in the same run, and prints one table. Nothing is asserted:
// machines are shared and noisy.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureBurst } from "./burst.mjs";
import { measureFling } from "./fling.mjs";
import { ACCOUNTS, measureHours, SERVERS } from "./hours.mjs";
import { measureLoads } from "./loads.mjs";
import { Profile } from "./profile.mjs";
import { tell } from "./report.mjs";
import { GROUPS, ROWS } from "./rows.mjs";
import { measureRules } from "./rules.mjs";
import { measureScroll } from "./scroll.mjs";
import { setStage } from "./stage.mjs";
import { Samples } from "./table.mjs";
import { measureTyping } from "./typing.mjs";
import { makeThread, measureThread, REPLIES } from "./thread.mjs";

const USAGE = "script/bench [runs] [--runs 5] [--only group or measure,…] [--quick] [--write]";
// What is heavy or hardly scatters is measured less often.
const SELDOM = { fling: 3, hours: 3, rules: 5 };
// Whose page a group is about, if not the plain one and ours of one account.
const WHO = { loads: ["plain", "one", "three"], hours: ["five"] };
const MEASURES = { loads: measureLoads, fling: measureFling, thread: measureThread, burst: measureBurst, scroll: measureScroll, hours: measureHours, typing: measureTyping, rules: measureRules };

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
const rows = ROWS.filter((row) => !wanted || wanted.includes(row.group) || wanted.includes(row.key));
const groups = GROUPS.filter((group) => rows.some((row) => row.group === group));
const wants = (...keys) => rows.some((row) => keys.includes(row.key));
if (groups.length === 0 || !(runs > 0)) throw new Error(USAGE);

async function signIn(stage) {
  const pages = { plain: {}, one: {}, three: {}, five: {} };
  for (const name of Object.keys(pages)) Object.assign(pages[name], { name, profile: new Profile(stage, name) });
  const { plain, one, three, five } = pages;
  await one.profile.use((context) => one.profile.signIn(context, stage.host("one"), "ana"));
  const token = await stage.token("ana@one");
  if (groups.includes("loads")) {
    await three.profile.use(async (context) => {
      for (const [server, user] of [["one", "ana"], ["two", "ana"], ["three", "haru"]]) await three.profile.signIn(context, stage.host(server), user);
    });
  }
  if (groups.includes("hours")) {
    await five.profile.use(async (context) => {
      for (const [user, server] of ACCOUNTS.map((it) => it.split("@"))) await five.profile.signIn(context, stage.host(server), user);
    });
  }
  await stage.follow("ana@one", "bo@one");
  for (const what of ["home", "fling", "burst", "scroll"]) {
    const key = what === "home" ? "url" : `${what}Url`;
    plain[key] = stage.plain(what, stage.url("one"), token);
    one[key] = three[key] = five[key] = stage.app;
  }
  if (groups.includes("thread")) {
    const { uri, id } = await makeThread(stage, quick ? 100 : REPLIES);
    plain.threadUrl = stage.plain("thread", stage.url("one"), token, id);
    one.threadUrl = `${stage.app}post?uri=${encodeURIComponent(uri)}`;
  }
  return pages;
}

const samples = new Samples();
const stage = await setStage({ posts: quick ? 4_000 : 24_000, ...(groups.includes("hours") && { servers: SERVERS }) });
process.once("SIGINT", () => process.exit(130));
process.once("exit", () => stage.strike());
const pages = await signIn(stage);
for (let run = 0; run < runs; run += 1) {
  for (const group of groups) {
    if (run % (SELDOM[group] ?? 1) !== 0) continue;
    for (const page of Object.values(pages)) {
      if (!(WHO[group] ?? ["plain", "one"]).includes(page.name)) continue;
      process.stderr.write(`run ${run + 1} of ${runs}: ${group}, ${page.name}\n`);
      const note = (key, value) => samples.note(key, page.name, value);
      await MEASURES[group](stage, page, note, { quick, wants }).catch((error) => samples.fail(group, page.name, error));
    }
  }
}

const report = tell(samples, rows, { runs, quick, words: process.argv.slice(2) });
console.log(report);
if (values.write) writeFileSync(join(import.meta.dirname, "../../docs/speed.md"), report);
process.exit();
