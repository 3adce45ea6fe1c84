import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const runs = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  // By name first: a folder early on the path must not decide the kind.
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
}

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
];

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: "results/out",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // Machines are shared: one more attempt, and whoever needed it is named at the end.
  retries: 1,
  workers: 2,
  timeout: 30_000,
  reporter: [["line"], ["./tally.mjs"]],
  use: {
    locale: "en-GB",
    contextOptions: { reducedMotion: "reduce" },
    viewport: { width: 1280, height: 900 },
    actionTimeout: 10_000,
    screenshot: "only-on-failure",
    launchOptions: { executablePath: findChromium(), args: ARGS },
  },
});
