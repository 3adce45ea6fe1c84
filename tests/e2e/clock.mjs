// Time that a story lets pass.

const underWay = new WeakMap();

// Call before the page is opened.
export async function takeClock(page) {
  const open = new Set();
  underWay.set(page, open);
  page.on("request", (request) => open.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => open.delete(request));
  await page.clock.install();
  // The timers of this clock have numbers beyond 32 bits, which browsers never
  // give and WebAssembly cannot hold: it could not stop a timer.
  await page.addInitScript(() => {
    const BEYOND = 1e12;
    const pairs = [
      ["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"],
      ["requestAnimationFrame", "cancelAnimationFrame"],
    ];
    for (const [set, clear] of pairs) {
      const [start, stop] = [window[set], window[clear]];
      window[set] = (...given) => start.apply(window, given) - BEYOND;
      window[clear] = (id) => stop.call(window, id + BEYOND);
    }
  });
}

// How long one request may hold up the time, in milliseconds.
const PATIENCE = 2_000;

// Lets time pass as it does for people: every timer in its turn, and answers
// come in meanwhile, however busy the machine is. One that is long in coming
// holds up the time once, and then no more.
export async function pass(page, seconds) {
  const open = underWay.get(page);
  const waited = new Map();
  for (let left = seconds; left > 0; left -= 5) {
    await page.clock.runFor(5_000);
    for (;;) {
      // A turn of the page's own loop, for what an answer sets off.
      await page.evaluate(() => scheduler.postTask(() => {}));
      const due = [...open].filter((request) => (waited.get(request) ?? 0) < PATIENCE);
      if (due.length === 0) break;
      await new Promise((ok) => setTimeout(ok, 20));
      for (const request of due) waited.set(request, (waited.get(request) ?? 0) + 20);
    }
  }
}
