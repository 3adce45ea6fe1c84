// What is put into every page before its own scripts: it sees the first post,
// the news, long tasks, shifts of the layout and memories of Wasm.
export function probe(mark) {
  if (window.top !== window) return;
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.height > 10 && box.bottom > 0 && box.top < innerHeight && element.textContent.trim() !== "";
  };
  const found = { first: undefined, fresh: undefined, longest: [], shift: 0, memories: new Set() };
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[way];
    WebAssembly[way] = async (...what) => {
      const made = await real.apply(WebAssembly, what);
      for (const it of Object.values((made.instance ?? made).exports)) if (it instanceof WebAssembly.Memory) found.memories.add(it);
      return made;
    };
  }
  window.__bench = found;
  found.shown = new Promise((ok) => (found.show = ok));
  found.news = new Promise((ok) => (found.tell = ok));
  // A frame callback runs just before its frame is painted.
  const frame = () => {
    // Some may be parked, unseen, before those that are read.
    const posts = [...document.querySelectorAll("article.post, article.reply")];
    if (found.first === undefined && posts.some(seen)) {
      found.first = performance.now();
      performance.mark("bench-first-post");
      found.show(found.first);
    }
    if (mark === "\0") {
      if (found.first === undefined) requestAnimationFrame(frame);
      return;
    }
    const button = document.querySelector(".timeline__news button");
    if (posts.slice(0, 4).some((post) => post.textContent.includes(mark) && seen(post)) || (button && seen(button))) {
      found.fresh = performance.now();
      found.tell(found.fresh);
    } else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) found.longest.push([task.startTime, task.duration]);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) found.shift += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
}

const PATIENCE = 30_000;

// Waits for what a page promises, but not for ever.
export async function within(promise, what) {
  let late;
  const tired = new Promise((_, no) => (late = setTimeout(() => no(new Error(`no ${what} after ${PATIENCE / 1000} s`)), PATIENCE)));
  return Promise.race([promise, tired]).finally(() => clearTimeout(late));
}

// When the first post was there, in the page's time.
export const firstPost = (page) => within(page.evaluate(() => window.__bench.shown), "post");

export const news = (page) => within(page.evaluate(() => window.__bench.news), "news");
