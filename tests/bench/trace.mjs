// CPU time of the page's main thread, task by task, up to the first post.
const CATEGORIES = ["toplevel", "blink.user_timing", "__metadata"];

export async function trace(cdp) {
  const events = [];
  cdp.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await cdp.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: CATEGORIES } });
  return {
    async end() {
      const complete = new Promise((ok) => cdp.once("Tracing.tracingComplete", ok));
      await cdp.send("Tracing.end");
      await complete;
      return events;
    },
  };
}

// Milliseconds on the thread that set the mark, until the frame was painted
// in which it was set.
export function cpu(events) {
  const mark = events.find((it) => it.name === "bench-first-post");
  if (!mark) return undefined;
  const tasks = events.filter((it) => it.pid === mark.pid && it.tid === mark.tid && it.ph === "X" && /RunTask$/.test(it.name) && it.ts < mark.ts);
  return tasks.reduce((sum, it) => sum + (it.tdur ?? it.dur), 0) / 1000;
}
