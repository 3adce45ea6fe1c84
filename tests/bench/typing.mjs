// Writing with 20,000 emoji at hand: the longest time between two frames while one
// types a post with names in it, and while the emoji come in.
import { firstPost, probe } from "./probe.mjs";

const EMOJI = 20_000;
const TEXT = "Good morning :wave_19 :ve_7 and :wa @mir @a #ge #b :av :wave_2000 to all of you :no_such_thing";

// In the page: counts the time between frames.
function countFrames() {
  window.__worst = 0;
  let last;
  const frame = (now) => {
    if (last !== undefined) window.__worst = Math.max(window.__worst, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

const worst = (page) => page.evaluate(() => {
  const worst = window.__worst;
  window.__worst = 0;
  return worst;
});

async function type(stage, { profile, url }) {
  await stage.emoji("one", EMOJI);
  return profile.use(async (context) => {
    const page = await context.newPage();
    await page.addInitScript(probe, "\0");
    await page.goto(url, { waitUntil: "commit" });
    await firstPost(page);
    await page.waitForTimeout(2_000);
    await page.getByRole("link", { name: "Write" }).filter({ visible: true }).click();
    const field = page.getByRole("textbox", { name: "Text of the post" });
    await field.focus();
    await page.evaluate(countFrames);
    const fetched = page.waitForResponse(/custom_emojis/);
    await page.keyboard.type("One :wave_1", { delay: 60 });
    await fetched;
    await page.getByRole("option").first().waitFor();
    await page.waitForTimeout(1_500);
    const coming = await worst(page);
    await field.fill("");
    await page.waitForTimeout(500);
    await worst(page);
    let longest = 0;
    for (const letter of TEXT) {
      await page.keyboard.type(letter);
      await page.waitForTimeout(60);
      longest = Math.max(longest, await worst(page));
    }
    return { coming, longest };
  });
}

export async function measureTyping(stage, page, note) {
  if (page.name !== "one") return;
  const { coming, longest } = await type(stage, page);
  note("typing", longest);
  note("typing coming", coming);
}
