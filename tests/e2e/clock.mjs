// Time that a story lets pass.

// Call before the page is opened.
export async function takeClock(page) {
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

// Lets time pass as it does for people: every timer in its turn.
export async function pass(page, seconds) {
  for (let left = seconds; left > 0; left -= 5) await page.clock.runFor(5_000);
}
