// What is left to do in the folder that Trunk made (see build-hook).
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { shorten } from "./short-names.mjs";

const dist = process.argv[2];
const at = (name) => join(dist, name);
const read = (name) => readFileSync(at(name), "utf8");
const { transformSync } = createRequire(resolve("tests/e2e/package.json"))("esbuild");
const minify = (code, loader = "js") => transformSync(code, { loader, minify: true, target: "esnext" }).code;
const hash = (...contents) => {
  const sum = createHash("sha256");
  contents.forEach((content) => sum.update(content));
  return sum.digest("hex").slice(0, 16);
};
const only = (pattern) => {
  const found = readdirSync(dist).filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`one file like ${pattern} was expected: ${found}`);
  return found[0];
};

// The features that the app's own file is optimised with, by index.html.
const page = readFileSync("index.html", "utf8");
const features = page.match(/data-wasm-opt-params="([^"]+)"/)[1].split(" ");

// The parts lie where wasm-bindgen left them; Trunk knows nothing of them.
const split = resolve("target/wasm-bindgen/release/split");
const [script, module] = [only(/^app-[0-9a-f]+\.js$/), only(/^app-[0-9a-f]+_bg\.wasm$/)];
const parts = existsSync(split) ? readdirSync(split).filter((name) => name.endsWith(".wasm")) : [];
if (!parts.length) throw new Error("the app was not split into parts");
const needed = [];
let links = readFileSync(join(split, readdirSync(split).find((name) => name.endsWith(".js"))), "utf8");
for (const part of parts) {
  const made = at(part);
  execFileSync("wasm-opt", ["-Oz", ...features, join(split, part), "-o", made]);
  const bytes = readFileSync(made);
  // What several parts share is named by them.
  const chunk = part.match(/^chunk_\d+/)?.[0];
  const users = chunk && links.match(new RegExp(`/\\* ([a-z, ]+) \\*/\\s+const __${chunk} `))[1];
  const name = chunk ? `shared-${users.replaceAll(", ", "-")}` : part.replace(".wasm", "").replaceAll("_", "-");
  const named = `${name}-${hash(bytes)}.wasm`;
  rmSync(made);
  writeFileSync(at(named), bytes);
  if (name.includes("servers")) needed.push(named);
  if (!links.includes(part)) throw new Error(`nothing loads ${part}`);
  links = links.replaceAll(part, named);
}

// One name for all that belongs together: what is cached for good is never half of another build.
const short = shorten(readFileSync(at(module)), read(script), "./app_bg.js");
let glue = minify(short.text);
links = minify(links);
const build = hash(glue, links, short.bytes);
const names = { script: `app-${build}.js`, module: `app-${build}_bg.wasm`, links: `parts-${build}.js` };
const link = glue.match(/from"(\.\/split\/[^"]+)"/)?.[1];
if (!link) throw new Error("the app does not ask for its parts");
glue = glue.replaceAll(link, `./${names.links}`).replaceAll(module, names.module);
links = links.replace(/from"\.\.\/app\.js"/, `from"./${names.script}"`);
if (!links.includes(names.script)) throw new Error("the parts do not find the app");
rmSync(at(script));
rmSync(at(module));
writeFileSync(at(names.script), glue);
writeFileSync(at(names.module), short.bytes);
writeFileSync(at(names.links), links);

let html = read("index.html").replaceAll(script, names.script).replaceAll(module, names.module);

// All styles as two files, in the order of the page: those of the first screen, and
// those of pages that are opened from there. The latter hold nothing up: a sheet for
// print is loaded last, and the app lets it in (src/app.rs).
const LATE = /^(lightbox|compose|social|thread)-/;
const sheets = [...html.matchAll(/ *<link rel="stylesheet" href="\/([^"]+)"[^>]*>\n?/g)];
const sheetOf = (kind, wanted) => {
  const text = minify(sheets.filter(([, name]) => LATE.test(name) === wanted).map(([, name]) => read(name)).join("\n"), "css");
  const name = `${kind}-${hash(text)}.css`;
  writeFileSync(at(name), text);
  return name;
};
const [first, late] = [sheetOf("styles", false), sheetOf("late", true)];
const styled = `  <link rel="stylesheet" href="/${first}">\n  <link rel="stylesheet" href="/${late}" media="print" data-late>\n`;
sheets.forEach(([line, name], place) => {
  rmSync(at(name));
  html = html.replace(line, place ? "" : styled);
});

// The loader as a file.
const inline = /<script type="module"[^>]*>([\s\S]*?)<\/script>/;
const found = html.match(inline);
if (!found) throw new Error("no inline loader in index.html: has Trunk changed?");
const loader = found[1].trim() + "\n";
const start = `start-${hash(loader)}.js`;
writeFileSync(at(start), loader);
html = html.replace(inline, `<script type="module" src="/${start}"></script>`);
if (/<script(?![^>]*\bsrc=)/.test(html)) throw new Error("an inline script is left");
// What begins before the app: first of all, and at once.
const boot = minify(read("boot.js"));
const early = `boot-${hash(boot)}.js`;
writeFileSync(at(early), boot);
rmSync(at("boot.js"));
// public/boot.js asks for those where somebody has signed in.
const servers = needed.map((name) => `<link data-servers href="/${name}">`).join("");
const preload = `<link rel="modulepreload" href="/${names.links}">${servers}`;
html = html.replace("<link rel=\"icon\"", `<script type="module" src="/${early}" async></script>\n  ${preload}\n  <link rel="icon"`);
if (!html.includes(early)) throw new Error("nothing loads boot.js");

writeFileSync(at("index.html"), html);
const policy = html.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/);
writeFileSync(at("_csp"), policy[1] + "\n");
