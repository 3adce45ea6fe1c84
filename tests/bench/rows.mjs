// What is measured, and what we aim at. `times` is a ratio to the limit in the
// same run, `most` an amount.
const times = (number) => ({ times: number });
const most = (number) => ({ most: number });

export const ROWS = [
  { key: "weight", group: "loads", measure: "first load, everything to first post, br", unit: "KiB", digits: 1, must: most(220), dream: most(130) },
  { key: "cold mobile", group: "loads", measure: "cold, mobile", unit: "ms", must: times(1.5), dream: times(1.1) },
  { key: "cold", group: "loads", measure: "cold, no throttle", unit: "ms", must: times(2), dream: times(1.2) },
  { key: "warm mobile", group: "loads", measure: "warm, mobile, last view shown", unit: "ms", must: times(0.8), dream: times(0.55) },
  { key: "fresh", group: "loads", measure: "warm, mobile, fresh posts from the network", unit: "ms", must: times(1.3), dream: times(1.1) },
  { key: "three", group: "loads", measure: "three accounts, first merged post, cold mobile (limit: our one account)", unit: "ms", must: times(1.25), dream: times(1.1) },
  { key: "cpu", group: "loads", measure: "main-thread CPU to first post", unit: "ms", must: times(2), dream: times(1.2) },
  { key: "blocking", group: "loads", measure: "blocking time, cold mobile", unit: "ms", must: most(150), dream: most(50) },
  { key: "shift", group: "loads", measure: "layout shift, cold mobile", unit: "", digits: 4, must: most(0.01), dream: most(0) },
  { key: "dropped", group: "fling", measure: "fling through 10,000 posts: dropped frames", unit: "%", digits: 1, must: most(2), dream: most(0.5) },
  { key: "worst", group: "fling", measure: "fling: worst frame", unit: "ms", must: most(50) },
  { key: "waiting", group: "fling", measure: "fling: waiting at the end for posts", unit: "%", digits: 1, must: most(5), dream: most(0) },
  { key: "elements", group: "fling", measure: "DOM elements after the fling", unit: "", must: most(2500), dream: most(1500) },
  { key: "memory", group: "fling", measure: "JS heap + Wasm memory after the fling", unit: "MiB", digits: 1, must: most(60), dream: most(35) },
  { key: "thread", group: "thread", measure: "500-reply thread settled", unit: "ms", must: times(1.5), dream: times(1) },
  // Phanpy's CPU was 1.51 times the plain page's.
  { key: "burst", group: "burst", measure: "burst of 200 streamed posts: CPU", unit: "ms", must: times(1.5), dream: times(1) },
  { key: "burst frames", group: "burst", measure: "burst: dropped frames", unit: "", must: most(2), dream: most(2) },
  { key: "scroll frames", group: "scroll", measure: "200 streamed posts in 2 s while scrolling: dropped frames", unit: "", must: most(2), dream: most(0) },
  { key: "scroll worst", group: "scroll", measure: "the same: worst frame", unit: "ms", must: most(50), dream: most(34) },
  { key: "hours heap", group: "hours", measure: "8 hours of streams on 5 accounts: JS heap, each hour", unit: "KiB", must: most(64), dream: most(16) },
  { key: "hours wasm", group: "hours", measure: "the same: Wasm memory, each hour", unit: "KiB", must: most(64), dream: most(0) },
  { key: "hours nodes", group: "hours", measure: "the same: DOM nodes, each hour", unit: "", must: most(10), dream: most(2) },
  { key: "typing", group: "typing", measure: "typing with 20,000 emoji at hand: worst frame", unit: "ms", must: most(50), dream: most(34) },
  { key: "typing coming", group: "typing", measure: "typing while 20,000 emoji come in: worst frame", unit: "ms", must: most(50), dream: most(34) },
  { key: "merge", group: "rules", measure: "merge 10 × 1,000 decoded posts (Wasm; limit: JS)", unit: "ms", digits: 2, must: times(1.3), dream: times(0.7) },
  { key: "insert", group: "rules", measure: "a page's insert (Wasm)", unit: "ms", digits: 3, must: most(1), dream: most(0.5) },
  { key: "decode", group: "rules", measure: "decode 10 × 1,000 statuses into our types (Wasm; limit: JSON.parse)", unit: "ms", digits: 1, must: times(1.5), dream: times(1) },
];

export const GROUPS = [...new Set(ROWS.map((row) => row.group))];
