// Samples → the table, as Markdown.
export const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

// What the pages gave, by measure and page; why a group gave nothing.
export class Samples {
  seen = new Map();
  failures = new Map();

  note(key, page, value) {
    if (!Number.isFinite(value)) return;
    const name = `${key}/${page}`;
    this.seen.set(name, [...(this.seen.get(name) ?? []), value]);
  }

  fail(group, page, error) {
    const why = String(error.message ?? error).split("\n")[0].slice(0, 160);
    this.failures.set(`${group}/${page}`, why);
    process.stderr.write(`${group}, ${page}: ${why}\n`);
  }

  of(key, page) {
    const values = this.seen.get(`${key}/${page}`);
    return values && median(values);
  }

  // The limit's value and ours.
  pair(row) {
    if (row.key === "three") return [this.of("cold mobile", "one"), this.of("cold mobile", "three")];
    if (row.group === "hours") return [undefined, this.of(row.key, "five")];
    return [this.of(row.key, "plain"), this.of(row.key, "one")];
  }
}

const amount = (value, row) => (value === undefined ? "–" : `${value.toLocaleString("en", { minimumFractionDigits: row.digits ?? 0, maximumFractionDigits: row.digits ?? 0 })}${row.unit && ` ${row.unit}`}`);

const words = (aim, row) => (!aim ? "" : aim.times === undefined ? `≤ ${aim.most.toLocaleString("en")}${row.unit && ` ${row.unit}`}` : `≤ ${aim.times}×`);

function met(aim, ours, ratio) {
  if (!aim) return undefined;
  return aim.times === undefined ? ours <= aim.most : ratio === undefined ? undefined : ratio <= aim.times;
}

function verdict(row, ours, ratio) {
  if (met(row.dream, ours, ratio)) return "dream";
  const must = met(row.must, ours, ratio);
  return must === undefined ? "?" : must ? "must" : "**no**";
}

function line(row, samples) {
  const [plain, ours] = samples.pair(row);
  const ratio = plain > 0 && ours !== undefined ? ours / plain : undefined;
  const last = ours === undefined ? `not measured: ${samples.failures.get(`${row.group}/${row.key === "three" ? "three" : row.group === "hours" ? "five" : "one"}`) ?? "no value"}` : verdict(row, ours, ratio);
  return [row.measure, amount(plain, row), amount(ours, row), ratio === undefined ? "" : `${ratio.toFixed(2)}×`, words(row.must, row), words(row.dream, row), last];
}

export function table(samples, rows) {
  const head = ["measure", "plain (limit)", "Skein", "ratio", "must", "dream", "verdict"];
  const lines = rows.map((row) => line(row, samples));
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
