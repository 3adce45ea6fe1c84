// Posts within posts, in every shape and state.
import { expect, test } from "./fixtures.mjs";

test.use({ posts: 30 });

test.describe("a quote", () => {
  const SECRET = "The quoted words.";
  async function quoting({ reader, sandbox }, raw) {
    const { uri } = await sandbox.post("kofi@one", SECRET, { at: "2020-01-01T00:00:00Z" });
    return reader.posted("See this:", { quote: uri, raw });
  }

  for (const shape of ["whole", "status", "pleroma"]) {
    test(`told in the shape “${shape}” is shown whole`, async ({ reader, sandbox }) => {
      const { card } = await quoting({ reader, sandbox }, { quote_shape: shape });
      await expect(card.locator(".quote")).toContainText(SECRET);
      await expect(card.locator(".quote")).toContainText("kofi");
    });
  }

  test("that is named only comes when it is asked for", async ({ reader, sandbox }) => {
    const { card } = await quoting({ reader, sandbox }, { quote_shape: "shallow" });
    await expect(card).not.toContainText(SECRET);
    await card.getByRole("button", { name: "Show the quoted post" }).click();
    await expect(card.locator(".quote")).toContainText(SECRET);
  });

  test("that its server does not give says why, and can be asked for again", async ({ reader, sandbox }) => {
    const { card } = await quoting({ reader, sandbox }, { quote_shape: "shallow" });
    await sandbox.fault("status", { server: "one", path: "/api/v1/statuses/", status: 403, times: 1 });
    await card.getByRole("button", { name: "Show the quoted post" }).click();
    await expect(card.locator(".quote")).toContainText("does not show it");
    await card.getByRole("button", { name: "Show the quoted post" }).click();
    await expect(card.locator(".quote")).toContainText(SECRET);
  });

  test("that is kept no longer is asked for with the post that quotes it, and says so if it is not given", async ({ reader, sandbox }) => {
    const { uri } = await sandbox.post("kofi@one", SECRET, { at: "2020-01-01T00:00:00Z" });
    const { card } = await reader.posted("See this:", { quote: uri });
    await expect(card.locator(".quote")).toContainText(SECRET);
    await reader.written();
    for (const path of ["/api/v1/timelines/home", "/api/v1/statuses/"]) await sandbox.fault("status", { server: "one", path, status: 403 });
    await reader.withLess({ posts: uri });
    await expect(card.locator(".quote")).toContainText("This post could not be loaded.");
    await sandbox.clearFaults();
    // Or the page that comes next brings it.
    await expect(async () => {
      const again = card.locator(".quote").getByRole("button", { name: "Try again" });
      if (await again.count()) await again.click({ timeout: 500 });
      await expect(card.locator(".quote")).toContainText(SECRET, { timeout: 500 });
    }).toPass();
  });

  for (const [state, said] of [
    ["pending", "waits for its author’s consent"],
    ["rejected", "did not agree"],
    ["revoked", "did not agree"],
    ["deleted", "is deleted"],
    ["unauthorized", "not for this account"],
    ["florp", "cannot be shown"],
  ]) {
    test(`that is ${state} is not shown, and says so`, async ({ reader, sandbox }) => {
      const { card } = await quoting({ reader, sandbox }, { quote_state: state });
      await expect(card.locator(".quote")).toContainText(said);
      await expect(card).not.toContainText(SECRET);
      await expect(card.locator(".quote").getByRole("button")).toHaveCount(0);
    });
  }

  for (const [state, said] of [
    ["blocked_account", "whom you blocked"],
    ["blocked_domain", "a server that you blocked"],
    ["muted_account", "whom you muted"],
  ]) {
    test(`of ${state} is shown only if the reader wants it`, async ({ reader, sandbox }) => {
      const { card } = await quoting({ reader, sandbox }, { quote_state: state });
      await expect(card.locator(".quote")).toContainText(said);
      await expect(card).not.toContainText(SECRET);
      await card.getByRole("button", { name: "Show anyway" }).click();
      await expect(card.locator(".quote")).toContainText(SECRET);
    });
  }

  test("with a warning, pictures or a quote of its own keeps what it hides", async ({ reader, sandbox }) => {
    const deep = await sandbox.post("tomas@one", "Deepest.", { at: "2020-01-01T00:00:00Z" });
    const inner = await sandbox.post("kofi@one", SECRET, { quote: deep.uri, cw: "Careful", media: [{ alt: "A hill" }], at: "2020-01-02T00:00:00Z" });
    const { card } = await reader.posted("See this:", { quote: inner.uri });
    const quote = card.locator(".quote");
    await expect(quote).toContainText("Careful");
    await expect(quote).not.toContainText(SECRET);
    await quote.getByRole("button", { name: "Show" }).click();
    await expect(quote).toContainText(SECRET);
    await expect(quote.locator(".media__one")).toHaveCount(1);
    await quote.getByRole("link", { name: "Quotes another post" }).click();
    await reader.pane.getByRole("button", { name: "Show" }).click();
    await expect(reader.pane).toContainText("Deepest.");
  });
});
