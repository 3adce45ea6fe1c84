// What to do when the app does not start, or breaks. After a deploy an old page
// may ask for files that are no longer there: it is loaded anew once; if that
// helps nothing, a plain message says so. This file has the same name in every
// build, and needs nothing of the app.

const RELOAD = "Load the page anew";
const MISSING = "Parts of Skein could not be loaded: perhaps it is being renewed at this moment.";
const SLOW = "Skein takes long to start.";
const BROKEN = "Something in Skein broke. Your accounts are safe.";
const AGAIN = "Start again";
// In this time a page over a slow line is here.
const PATIENCE = 30_000;

const began = performance.now();
const isOurs = (it) => it.name.startsWith(`${location.origin}/`);
const isMissing = (it) => isOurs(it) && it.responseStatus >= 400;
const isHere = () => document.body?.querySelector(":scope > :not(noscript, script, .rescue)");
const isReloaded = () => performance.getEntriesByType("navigation")[0]?.type === "reload";

function say(words) {
  const panel = document.querySelector(".rescue") ?? document.createElement("div");
  if (panel.firstChild?.textContent === words) return;
  panel.className = "rescue blank";
  panel.setAttribute("role", "alert");
  const [text, again] = [document.createElement("p"), document.createElement("button")];
  text.textContent = words;
  again.textContent = RELOAD;
  again.type = "button";
  again.className = "button";
  again.addEventListener("click", () => location.reload());
  panel.replaceChildren(text, again);
  document.body?.append(panel);
}

function look() {
  if (isHere()) return document.querySelector(".rescue")?.remove();
  if (performance.getEntriesByType("resource").some(isMissing)) {
    if (!isReloaded()) return location.reload();
    say(MISSING);
  } else if (performance.now() - began > PATIENCE) say(SLOW);
  setTimeout(look, 500);
}

// Wasm that was trapped, or ran out of stack, does nothing more: what is on the
// page is dead.
const isDeath = (it) => it instanceof WebAssembly.RuntimeError || /call stack|recursion/.test(it?.message);

function broke({ error, reason }) {
  if (!isDeath(error ?? reason) || document.querySelector(".recovery")) return;
  const panel = document.createElement("div");
  panel.className = "recovery";
  panel.setAttribute("role", "alert");
  const [text, again] = [document.createElement("p"), document.createElement("a")];
  text.textContent = BROKEN;
  again.textContent = AGAIN;
  again.href = "/";
  again.className = "button button--main";
  panel.append(text, again);
  document.body.append(panel);
}

addEventListener("error", broke);
addEventListener("unhandledrejection", broke);
look();
