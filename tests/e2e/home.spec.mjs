import { expect, test } from "./fixtures.mjs";
import { merged } from "./merged.mjs";

const THREE = ["ana@one", "ana@two", "haru@three"];

test("three servers are read as one timeline, each post once, newest first", async ({ reader, sandbox }) => {
  await reader.signIn(...THREE);
  const rows = await reader.readToTheEnd();
  const lanes = await Promise.all(THREE.map(async (account) => [account, await sandbox.home(account)]));
  const wanted = merged(lanes);
  expect(rows.length).toBeGreaterThan(150);
  expect(rows.map((row) => row.uri)).toEqual(wanted.map((row) => row.uri));
  expect(rows.map((row) => row.strands)).toEqual(wanted.map((row) => row.through.length));
});
