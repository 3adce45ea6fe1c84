// Polls: voting, results, and what may come between.
import { takeClock } from "./clock.mjs";
import { expect, test } from "./fixtures.mjs";

test.use({ posts: 30 });

const options = (card) => card.locator(".poll__choice");
const results = (card) => card.locator(".poll__option");

test.describe("a poll", () => {
  const FRUIT = ["Apples", "Pears", "Plums"];

  test("is voted in once, and then shows its results and one's own vote", async ({ reader, sandbox, page }) => {
    const { uri, card } = await reader.posted("Which?", { poll: FRUIT });
    await sandbox.act("kofi@one", "vote", { uri, choices: [0] });
    await expect(options(card)).toHaveText(FRUIT);
    const vote = card.getByRole("button", { name: "Vote", exact: true });
    await expect(vote).toHaveAttribute("aria-disabled", "true");
    await vote.click({ force: true });
    expect((await sandbox.truth(uri)).votes).toHaveLength(1);
    await card.getByRole("radio", { name: "Plums" }).check();
    await card.getByRole("radio", { name: "Pears" }).check();
    await vote.click();
    await expect(results(card)).toHaveText([/Apples\s*50 %/, /Pears.*your vote\s*50 %/, /Plums\s*0 %/]);
    await expect(card).toContainText("2 people voted");
    expect(await page.evaluate(() => document.activeElement.className)).toBe("poll");
    expect((await sandbox.truth(uri)).votes).toEqual([{ who: "kofi@one", choice: 0 }, { who: "ana@one", choice: 1 }]);
    await reader.anew();
    await expect(results(reader.card(uri))).toHaveText([/Apples/, /Pears.*your vote/, /Plums/]);
  });

  test("of several choices takes several, and its shares are of people", async ({ reader, sandbox }) => {
    const { uri, card } = await reader.posted("Which ones?", { poll: FRUIT, poll_is: { multiple: true } });
    await sandbox.act("kofi@one", "vote", { uri, choices: [0, 1] });
    for (const name of ["Apples", "Plums", "Pears"]) await card.getByRole("checkbox", { name }).check();
    await card.getByRole("checkbox", { name: "Pears" }).uncheck();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(card)).toHaveText([/Apples.*your vote\s*100 %/, /Pears\s*50 %/, /Plums.*your vote\s*50 %/]);
  });

  test("can be looked at without voting, and voted in after", async ({ reader, sandbox }) => {
    const { card } = await reader.posted("Which?", { poll: FRUIT });
    await card.getByRole("button", { name: "Show results" }).click();
    await expect(results(card)).toHaveCount(3);
    await card.getByRole("button", { name: "Back to voting" }).click();
    await expect(options(card)).toHaveCount(3);
  });

  test("that hides its results says when they come", async ({ reader, sandbox }) => {
    const { card } = await reader.posted("Which?", { poll: FRUIT, poll_is: { hide_totals: true } });
    await expect(card).toContainText("results are shown when it ends");
    await expect(card.getByRole("button", { name: "Show results" })).toHaveCount(0);
    await card.getByRole("radio", { name: "Pears" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(card)).toHaveText([/Apples/, /Pears.*your vote/, /Plums/]);
    await expect(results(card).first()).not.toContainText("%");
  });

  test("closes while one looks at it", async ({ reader, sandbox, page }) => {
    await takeClock(page);
    const { card } = await reader.posted("Quick!", { poll: FRUIT, poll_is: { ends: 90 } });
    await expect(options(card)).toHaveCount(3);
    await page.clock.runFor(130_000);
    await expect(results(card)).toHaveCount(3);
    await expect(card).toContainText("closed");
  });

  test("voted in meanwhile in another client shows that, and nothing is lost", async ({ reader, sandbox }) => {
    const { uri, card } = await reader.posted("Which?", { poll: FRUIT });
    await sandbox.act("ana@one", "vote", { uri, choices: [2] });
    await card.getByRole("radio", { name: "Pears" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(card)).toHaveText([/Apples/, /Pears/, /Plums.*your vote/]);
  });

  test("refused gives the choice back, with the reason", async ({ reader, sandbox, page }) => {
    const { uri, card } = await reader.posted("Which?", { poll: FRUIT });
    await sandbox.fault("status", { server: "one", path: "/api/v1/polls", method: "POST", status: 403 });
    await card.getByRole("radio", { name: "Pears" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(page.locator(".toast")).toContainText("Not voted as");
    await expect(options(card)).toHaveCount(3);
    await expect(card.getByRole("radio", { name: "Pears" })).toBeChecked();
    expect((await sandbox.truth(uri)).votes).toEqual([]);
  });

  test("is voted in as whom one chooses, by that account's own name for it", async ({ reader, sandbox }) => {
    const { uri, card } = await reader.posted("Which?", { poll: FRUIT }, ["ana@one", "ana@two"]);
    await reader.actAs(card, "ana@two");
    await expect(card).toContainText(`as ${sandbox.handle("ana@two")}`);
    await card.getByRole("radio", { name: "Plums" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(card)).toHaveText([/Apples/, /Pears/, /Plums.*your vote/]);
    expect((await sandbox.truth(uri)).votes).toEqual([{ who: "ana@two", choice: 2 }]);
    await reader.actAs(card, "ana@one");
    await expect(options(card)).toHaveCount(3);
  });

  test("that is gone from its server says so, and others can be voted in", async ({ reader, sandbox, page }) => {
    const { card } = await reader.posted("Which?", { poll: FRUIT });
    await sandbox.fault("status", { server: "one", path: "/api/v1/polls", method: "POST", status: 404, times: 1 });
    await card.getByRole("radio", { name: "Pears" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(page.locator(".toast")).toContainText("Not voted as");
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(results(card)).toHaveText([/Apples/, /Pears.*your vote/, /Plums/]);
  });

  test("whose post cannot be read after the vote is voted in all the same", async ({ reader, sandbox, page }) => {
    const { uri, card } = await reader.posted("Which?", { poll: FRUIT });
    await sandbox.fault("status", { server: "one", path: "/api/v1/statuses/", method: "GET", status: 403 });
    await card.getByRole("radio", { name: "Pears" }).check();
    await card.getByRole("button", { name: "Vote", exact: true }).click();
    await expect(card.locator(".poll__mine")).toHaveCount(1);
    await expect.poll(async () => (await sandbox.truth(uri)).votes).toEqual([{ who: "ana@one", choice: 1 }]);
    await expect(page.locator(".toast")).toHaveCount(0);
  });
});
