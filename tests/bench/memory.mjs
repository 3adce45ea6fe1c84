// What a page holds: the heap of JavaScript after a collection, and the linear
// memories of its Wasm (as probe.mjs noted them), which are not in that figure.
// In MiB.
const MIB = 1024 * 1024;

export async function heap(cdp) {
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("Performance.enable");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const used = metrics.find((it) => it.name === "JSHeapUsedSize").value;
  const sum = await cdp.send("Runtime.evaluate", {
    expression: "[...window.__bench.memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0)",
    returnByValue: true,
  });
  return { heap: used / MIB, wasm: sum.result.value / MIB };
}
