// What every story is given: a sandbox of its own, a person who signs in, and
// a look through everything afterwards.
import { test as base } from "@playwright/test";
import { Reader } from "./reader.mjs";
import { startSandbox } from "./sandbox.mjs";
import { expectDiscretion, watch } from "./secrets.mjs";

export { expect } from "@playwright/test";

const isOurs = (url) => url.hostname === "localhost" || url.hostname.endsWith(".localhost");

export const test = base.extend({
  // Hosts beyond the sandbox's that a story may speak to.
  others: [[], { option: true }],
  // Whether pictures, films and sounds may be asked for anywhere.
  picturesFromAnywhere: [false, { option: true }],
  // How large the world is.
  posts: [300, { option: true }],

  process: [
    async ({}, use, { parallelIndex }) => {
      const sandbox = await startSandbox(9200 + parallelIndex * 20);
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: "worker", timeout: 30_000 },
  ],

  sandbox: async ({ process, posts }, use) => {
    await process.reset({ posts });
    await use(process);
  },

  app: async ({ sandbox }, use) => use(sandbox.app),

  discretion: [
    async ({ context, sandbox, others, picturesFromAnywhere }, use) => {
      const isPicture = (request) => picturesFromAnywhere && ["image", "media"].includes(request.resourceType());
      const foreign = (url, request) => !isOurs(url) && !others.includes(url.hostname) && !isPicture(request);
      const heard = watch(context, { foreign });
      await use(heard);
      const { expect } = base;
      const given = await sandbox.tokens();
      const tokens = given.map((it) => it.token);
      const homes = Object.fromEntries(given.map((it) => [it.token, sandbox.url(it.server)]));
      await expectDiscretion(context, heard, { app: sandbox.app, tokens, homes });
      const requests = await sandbox.requests();
      const strayed = requests.filter((it) => it.token_server || tokens.some((token) => `${it.path}?${it.query}`.includes(token)));
      expect(strayed, "requests with a token where it does not belong").toEqual([]);
      expect(await sandbox.csp(), "violations of the content security policy").toEqual([]);
    },
    { auto: true },
  ],

  reader: async ({ page, sandbox, discretion }, use) => use(new Reader(page, sandbox)),
});
