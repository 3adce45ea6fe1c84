// The table and what one must know to read it, as Markdown.
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { table } from "./table.mjs";

function chromium() {
  const told = execFileSync(process.env.CHROMIUM || "/usr/bin/chromium", ["--version"], { stdio: ["ignore", "pipe", "ignore"] });
  return told.toString().trim().replace(/ built.*/, "");
}

const LEGEND = `*Plain* is the page in \`tests/bench/plain\`: it fetches 40 statuses, parses, sanitises and draws them, and does nothing else. Both pages are served over TLS, HTTP/2 and brotli from the same sandbox fediverse in the same run, by turns. *Mobile*: CPU 4× slower, 1.6 Mbit/s down and 750 kbit/s up, 150 ms round trip. *Cold*: signed in, but a new browser without caches, compiled code, service worker and kept posts. *Warm*: the third visit, with connections still open. *First post*: the first frame with a post in view. *CPU*: of the main thread, in the cold visit without throttle. *Wasm*: the layers without the app, on the same bodies as JavaScript, before wasm-opt. Ratios count; the times are those of a shared machine.`;

function flung(samples) {
  const of = (page) => {
    const [posts, seconds] = ["posts", "seconds"].map((key) => samples.of(key, page));
    return posts === undefined ? "not at all" : `${Math.round(posts).toLocaleString("en")} posts in ${Math.round(seconds)} s`;
  };
  return `The fling got through ${of("one")} (plain: ${of("plain")}), and ends after four minutes at the latest. Of our memory ${samples.of("wasm", "one")?.toFixed(1) ?? "?"} MiB are Wasm's.`;
}

export function tell(samples, rows, { runs, quick, words }) {
  const date = new Date().toISOString().slice(0, 10);
  const lines = [
    "# Speed",
    `What \`${["script/bench", ...words].join(" ")}\` measured on ${date}: medians of ${runs} run${runs > 1 ? "s" : ""}. ${cpus().length} × ${cpus()[0].model.trim()}; ${chromium()}, headless.`,
    ...(quick ? ["Quick: a small world, a thread of 100 replies and a fling through 1,000 posts."] : []),
    table(samples, rows),
    ...(rows.some((row) => row.group === "fling") ? [flung(samples)] : []),
    LEGEND,
  ];
  return `${lines.join("\n\n")}\n`;
}
