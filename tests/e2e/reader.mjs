// A person who reads and acts: what stories do with the app on a page.
import { expect } from "@playwright/test";

const rowsOf = (feed) => [...feed.children].filter((row) => !row.hasAttribute("data-aside")).map((row) => ({
  place: Number(row.getAttribute("aria-posinset")),
  uri: row.dataset.uri ?? row.className,
  time: Number(row.dataset.time),
  strands: row.querySelectorAll(".strand[data-through]").length,
}));

export class Reader {
  constructor(page, sandbox) {
    this.page = page;
    this.sandbox = sandbox;
    this.feed = page.locator("#timeline").getByRole("feed");
    this.articles = this.feed.getByRole("article");
    this.notices = page.locator(".lane-notices");
    this.toasts = page.locator(".toasts");
    this.field = page.getByLabel("Your server or handle");
    this.news = page.locator(".timeline__news .pill");
    this.bottom = page.locator(".timeline .bottom");
    // What stands beside the timeline, or in its place: a conversation.
    this.pane = page.locator(".pane");
  }

  // Opens the app, at a path if need be, and waits until it knows who is here.
  async open(path = "") {
    await this.page.goto(this.sandbox.app + path);
    await this.page.locator(".shell, .welcome").waitFor();
  }

  // A visit of the same accounts in which nothing was read before.
  anew() {
    return this.withLess({ posts: undefined, lanes: undefined, places: undefined });
  }

  // Another visit, for which the database has lost these records: of each store
  // the one of this key, or all of them.
  async withLess(lost) {
    const blank = `${this.sandbox.app}blank`;
    await this.page.route(blank, (route) => route.fulfill({ contentType: "text/html", body: "" }));
    await this.page.goto(blank);
    await this.page.evaluate(async (lost) => {
      const done = (request) => new Promise((ok, no) => {
        request.onsuccess = () => ok(request.result);
        request.onerror = () => no(request.error);
      });
      const database = await done(indexedDB.open("skein"));
      for (const [name, key] of lost) {
        const store = database.transaction(name, "readwrite").objectStore(name);
        await done(key ? store.delete(key) : store.clear());
      }
      database.close();
    }, Object.entries(lost));
    await this.page.goto(this.sandbox.app);
  }

  // What the database holds: how many records each store has, and where the
  // reader was, as text.
  kept() {
    return this.page.evaluate(async () => {
      const done = (request) => new Promise((ok, no) => {
        request.onsuccess = () => ok(request.result);
        request.onerror = () => no(request.error);
      });
      const database = await done(indexedDB.open("skein"));
      const kept = {};
      for (const name of ["posts", "lanes", "accounts", "tokens", "starts"]) {
        kept[name] = await done(database.transaction(name).objectStore(name).count());
      }
      const place = await done(database.transaction("places").objectStore("places").get("home"));
      kept.place = place ? new TextDecoder("latin1").decode(place) : "";
      database.close();
      return kept;
    });
  }

  // The app has written down what was read, and that this article was. It does
  // so when the page is left, too.
  async written(article) {
    const uri = article && await article.getAttribute("data-uri");
    await expect(async () => {
      await this.page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
      const { posts, lanes, starts, accounts, place } = await this.kept();
      expect([posts > 0, lanes >= accounts, starts]).toEqual([true, true, accounts]);
      if (uri) expect(place).toContain(uri);
    }).toPass({ timeout: 10_000, intervals: [50] });
  }

  // Types into the field and lets the app look at it.
  async look(text) {
    if (!this.page.url().startsWith(this.sandbox.app)) await this.open();
    if (!(await this.field.isVisible())) {
      await this.page.getByRole("link", { name: "Add an account" }).filter({ visible: true }).first().click();
    }
    await this.field.fill(text);
    await this.page.getByRole("button", { name: "Continue" }).click();
  }

  // Up to the server's own page.
  async goTo(server) {
    await this.look(this.sandbox.host(server));
    await this.page.getByRole("button", { name: `Go to ${this.sandbox.host(server)}` }).click();
    await this.page.waitForURL(`${this.sandbox.url(server)}/**`);
  }

  // What a person does on that page.
  async consent(user, decision = "Authorize") {
    await this.page.getByLabel("Username").fill(user);
    await this.page.getByLabel("Password").fill("sandbox");
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.getByRole("button", { name: decision }).click();
    await this.page.waitForURL(`${this.sandbox.app}**`);
  }

  // signIn("ana@one", …): each through the real field and the real pages.
  async signIn(...accounts) {
    for (const account of accounts) {
      const [user, server] = account.split("@");
      await this.goTo(server);
      await this.consent(user);
      const said = this.toasts.getByText(`Signed in as ${this.sandbox.handle(account)}.`);
      await expect(said).toBeVisible();
      await this.dismissToasts();
    }
    await expect(this.articles.first()).toBeVisible();
  }

  async dismissToasts() {
    const close = this.toasts.getByRole("button", { name: "Close" });
    while ((await close.count()) > 0) await close.first().click();
  }

  // Every account is streamed to, and the page that joins the stream has come.
  async live(since, ...accounts) {
    await expect.poll(async () => {
      const requests = await this.sandbox.requests(since);
      return accounts.filter((account) => {
        const mine = requests.filter((it) => it.server === account.split("@")[1]);
        const stream = mine.find((it) => it.path === "/api/v1/streaming" && it.status === 101 && it.account === account);
        return !stream || !mine.some((it) => it.account === account && it.path === "/api/v1/timelines/home" && it.n > stream.n);
      });
    }, { message: "accounts without a joined stream", timeout: 10_000 }).toEqual([]);
  }

  // Where one is in the pane, which scrolls by itself or with the page; goes to `top`.
  paneAt(top) {
    return this.pane.evaluate((pane, top) => {
      const own = getComputedStyle(pane).overflowY !== "visible";
      const frame = own ? pane : document.scrollingElement;
      if (top !== undefined) frame.scrollTop = top;
      return { top: frame.scrollTop, height: frame.clientHeight, end: frame.scrollHeight - frame.clientHeight };
    }, top);
  }

  // Reads the pane from its top to its end, and gathers what `read` tells of what is
  // on the page on the way: of a long list that is only what is near.
  async throughPane(read) {
    const all = [];
    await this.paneAt(0);
    for (;;) {
      // A row is drawn with the frame after the one in which it came near.
      await this.page.evaluate(() => new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(ok)))));
      all.push(...await read());
      const { top, height, end } = await this.paneAt();
      if (top >= end - 1) return all;
      await this.paneAt(top + height * 0.7);
    }
  }

  card(uri) {
    return this.feed.locator(`article[data-uri="${uri}"]`);
  }

  // The switch of an account above the timeline.
  chip(account) {
    const name = this.sandbox.handle(account).slice(1);
    return this.page.getByRole("group", { name: "Show the posts of" }).getByRole("button", { name });
  }

  action(scope, name) {
    return scope.getByRole("button", { name: new RegExp(`^${name}(,|$)`) });
  }

  // The accounts to choose from, in the open menu: "Like" as whom, or whom to act as.
  choices(deed = "Act") {
    return this.page.getByRole("menu", { name: `${deed} as` }).locator("[role^=menuitem]");
  }

  choice(account, deed) {
    return this.choices(deed).filter({ hasText: this.sandbox.handle(account) });
  }

  // Somebody whom these accounts follow posts this; they sign in, and see it.
  async posted(text, what = {}, accounts = ["ana@one"]) {
    for (const account of accounts) await this.sandbox.follow(account, "mira@one");
    const { uri } = await this.sandbox.post("mira@one", text, what);
    await this.signIn(...accounts);
    await expect(this.card(uri)).toBeVisible();
    return { uri, card: this.card(uri) };
  }

  // From now on this account acts on a post.
  async actAs(card, account) {
    await card.getByRole("button", { name: /^Acting as/ }).click();
    await this.choice(account, "Act").click();
    await expect(card.getByRole("button", { name: `Acting as ${this.sandbox.handle(account)}` })).toBeVisible();
  }

  async showAccounts() {
    await this.page.getByRole("link", { name: "Accounts", exact: true }).filter({ visible: true }).first().click();
  }

  // The rows near the screen, which are all that is on the page: posts by uri,
  // others by their class.
  rows() {
    return this.feed.evaluate(rowsOf);
  }

  async uris() {
    return (await this.rows()).map((row) => row.uri);
  }

  // All rows that are loaded, from the top, or the first so many: by a walk
  // through them, which ends where it began.
  async walk(count = Infinity) {
    const back = await this.page.evaluate(() => window.scrollY);
    let rows;
    await expect(async () => {
      rows = await this.walked(count);
      expect(rows.map((row) => row.place), "every row was passed").toEqual(rows.map((_, at) => at + 1));
    }).toPass({ timeout: 20_000 });
    await this.scrollTo(back);
    return rows.slice(0, count);
  }

  async walked(count) {
    const found = new Map();
    for (let top = 0; ; top += 1_300) {
      const end = await this.scrollTo(top);
      for (const row of await this.rows()) found.set(row.place, row);
      if (end || found.size >= count) return [...found.values()].sort((a, b) => a.place - b.place);
    }
  }

  async allUris(count) {
    return (await this.walk(count)).map((row) => row.uri);
  }

  // Scrolls there and lets the page follow; true at the page's end. By no clock
  // of the page's: that may stand still.
  async scrollTo(top) {
    await this.page.evaluate((top) => window.scrollTo(0, top), top);
    await new Promise((ok) => setTimeout(ok, 50));
    return this.page.evaluate(() => window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2);
  }

  async toBottom() {
    await this.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await new Promise((ok) => setTimeout(ok, 30));
  }

  // Shows what waits above, if anything does.
  async release() {
    if ((await this.news.count()) > 0) await this.news.click();
  }

  // Reads on until nothing more comes and gives all rows, from the top.
  async readToTheEnd() {
    const load = this.feed.locator(".gap").getByRole("button", { name: "Load" });
    await expect(async () => {
      await this.toBottom();
      await expect(this.bottom).toHaveText(/You have come to the end|This is all that could be loaded for now/, { timeout: 250 });
    }).toPass({ timeout: 25_000, intervals: [50] });
    for (;;) {
      // A gap that closes while the rows below it are passed changes rows above
      // it, too: only a walk that began without any gap saw them all as they are.
      const whole = !(await this.bottom.textContent()).includes("gaps");
      const rows = await this.walk();
      const gap = rows.find((row) => row.uri === "gap");
      if (!gap && whole) return rows;
      if (!gap) continue;
      await this.pass(gap.place);
      // A gap that is the end of a lane goes on by itself as one comes near.
      const left = this.feed.locator(".gap").first();
      if (await left.count()) await load.first().click({ timeout: 1_000 }).catch(() => {});
      await expect(this.feed.locator(".gap button[aria-disabled=true]")).toHaveCount(0);
    }
  }

  // Scrolls from the top until the row at this place is on the page.
  async pass(place) {
    for (let top = 0; ; top += 700) {
      const end = await this.scrollTo(top);
      if ((await this.rows()).some((row) => row.place === place)) return;
      expect(end, `row ${place} is nowhere`).toBe(false);
    }
  }

  // Where on the screen that stands which is read: an article's own words, if
  // it is one. A line that says why it is here may come to stand above them.
  async top(locator) {
    return locator.evaluate((element) => (element.querySelector(".post__main") ?? element).getBoundingClientRect().top);
  }

  // Scrolls until an article stands under the top of the screen, and names it.
  async scrollDown(by = 900) {
    await this.page.mouse.move(500, 500);
    await this.page.mouse.wheel(0, by);
    await expect.poll(() => this.page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
    // The app notes the reader's place when the scrolling has come to rest.
    await this.page.waitForFunction(() => new Promise((ok) => {
      const before = window.scrollY;
      setTimeout(() => ok(window.scrollY === before), 250);
    }));
    return this.card((await this.place()).uri);
  }

  // The first article that no part of is under the head, and where it begins.
  async place() {
    return this.feed.evaluate((feed) => {
      const head = document.querySelector(".timeline__top").getBoundingClientRect().bottom;
      const all = [...feed.querySelectorAll("article")];
      const first = all.find((it) => it.getBoundingClientRect().top >= head - 1);
      return { uri: first?.dataset.uri, top: first?.querySelector(".post__main")?.getBoundingClientRect().top };
    });
  }

  // Runs something that must not move what is read.
  async unmoved(locator, happens, tolerance = 2) {
    const before = await this.top(locator);
    await happens();
    expect(Math.abs((await this.top(locator)) - before), "how far the reader was moved").toBeLessThanOrEqual(tolerance);
  }
}
