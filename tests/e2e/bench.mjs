// First post on screen, against a plain page that fetches one home timeline and draws it: both
// from the same sandbox, interleaved in one run. Medians and ratios; walls scatter on shared machines.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const RUNS = Number(process.argv[2] ?? 7);
const dir = mkdtempSync(join(tmpdir(), "skein-bench-"));
cpSync(process.env.APP_DIST ?? "dist", dir, { recursive: true });
writeFileSync(join(dir, "plain.html"), `<!doctype html><meta charset=utf-8><body><script src=/plain.js></script>`);
writeFileSync(join(dir, "plain.js"), `
const [origin, token] = decodeURIComponent(location.hash.slice(1)).split(" ");
fetch(origin + "/api/v1/timelines/home?limit=40", { headers: { Authorization: "Bearer " + token } })
  .then((answer) => answer.json()).then((posts) => {
    for (const post of posts) {
      const article = document.createElement("article");
      article.className = "post";
      const text = new DOMParser().parseFromString((post.reblog ?? post).content, "text/html").body.textContent;
      article.append((post.reblog ?? post).account.display_name, " ", text);
      document.body.append(article);
    }
  });`);

const server = spawn(process.env.SANDBOX_BIN ?? "target/release/sandbox", ["--port", "9700", "--posts", "20000", "--app", dir]);
const port = await new Promise((resolve) => {
  let text = "";
  server.stdout.on("data", (chunk) => {
    text += chunk;
    if (text.includes("ready\n")) resolve(new URL(text.match(/app (\S+)/)[1]).port);
  });
});
const app = `http://localhost:${port}/`;
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: flags });

async function signIn(page, host, user) {
  await page.goto(`${app}sign-in`);
  await page.fill("#server", host);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Go to/ }).click();
  await page.fill("[name=username]", user);
  await page.fill("[name=password]", "sandbox");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.getByText(/^Signed in as/).waitFor();
}

async function firstPost(page, url) {
  await page.goto("about:blank");
  await page.goto(url, { waitUntil: "commit" });
  const post = await page.waitForFunction(() => document.querySelector("article.post") && performance.now(), null, { polling: "raf" });
  return { wall: await post.jsonValue() };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rows = { "plain page, one account": [], "Skein, one account": [], "Skein, three accounts": [] };
const one = await (await browser.newContext()).newPage();
const three = await (await browser.newContext()).newPage();
const plain = await (await browser.newContext()).newPage();
await signIn(one, `one.localhost:${port}`, "ana");
await signIn(three, `one.localhost:${port}`, "ana");
await signIn(three, `two.localhost:${port}`, "ana");
await signIn(three, `three.localhost:${port}`, "haru");
const tokens = await (await fetch(`http://127.0.0.1:${port}/_sandbox/tokens`)).json();
const { token } = tokens.find((it) => it.server === "one");
for (let run = 0; run < RUNS; run += 1) {
  rows["plain page, one account"].push(await firstPost(plain, `${app}plain.html#${encodeURIComponent(`http://one.localhost:${port} ${token}`)}`));
  rows["Skein, one account"].push(await firstPost(one, app));
  rows["Skein, three accounts"].push(await firstPost(three, app));
}
const base = median(rows["plain page, one account"].map((it) => it.wall));
console.log(`first post on screen, warm cache, ${RUNS} runs, medians`);
for (const [name, runs] of Object.entries(rows)) {
  const wall = median(runs.map((it) => it.wall));
  console.log(`${wall.toFixed(0).padStart(6)} ms  ${(wall / base).toFixed(2).padStart(5)}×  ${name}`);
}
await browser.close();
server.kill();
rmSync(dir, { recursive: true });
