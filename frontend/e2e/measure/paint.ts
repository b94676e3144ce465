/** How long the console takes to be seen, in turns with a panel that shows one word. `bench/console_paint.py` runs it. */
import { writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { test } from "vitest";
import { newContext } from "../browser";
import { school } from "../acts";

const WARM = 12;
const COLD = 4;

/** Milliseconds from the beginning of the navigation: something of the panel is seen, and the heading of its page. */
interface Seen {
  readonly panel: number;
  readonly heading: number;
}

const DURESS = { address: "/duress", heading: "duress-today-page" };
const BARE = { address: "/bare", heading: "" };

test("paint", { timeout: 600_000 }, async () => {
  const result: Record<string, Seen[]> = { "warm duress": [], "warm bare": [], "cold duress": [], "cold bare": [] };
  const both = { duress: DURESS, bare: BARE };
  for (const panel of Object.values(both)) await withPage((page) => seen(page, panel));
  for (let round = 0; round < COLD; round += 1)
    for (const [name, panel] of Object.entries(both))
      await withPage(async (page) => result[`cold ${name}`]?.push(await seen(page, panel)));
  // One context for each side, in which everything is cached after the first visit.
  await withPage(async (duress) => {
    await withPage(async (bare) => {
      const pages = { duress, bare };
      for (let round = -1; round < WARM; round += 1)
        for (const name of ["duress", "bare"] as const) {
          const found = await seen(pages[name], both[name]);
          if (round >= 0) result[`warm ${name}`]?.push(found);
        }
    });
  });
  writeFileSync(process.env["CONSOLE_RESULT"] ?? "/dev/stdout", JSON.stringify(result));
});

async function withPage(use: (page: Page) => Promise<unknown>): Promise<void> {
  const context = await newContext("owner", "en-US");
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    await use(page);
  } finally {
    await context.close();
  }
}

async function seen(page: Page, { address, heading }: typeof DURESS): Promise<Seen> {
  await page.goto("about:blank");
  await page.goto(`${school.url}${address}#${heading}`, { waitUntil: "commit" });
  const found = await page.waitForFunction(
    () => (window as unknown as { seen?: Partial<Seen> }).seen?.heading !== undefined,
  );
  await found.dispose();
  return page.evaluate(() => (window as unknown as { seen: Seen }).seen);
}

/** Runs in the page from its very beginning: looks in each frame whether the panel is there yet. */
function watch(): void {
  const wanted = location.hash.slice(1);
  const seenSoFar: { panel?: number; heading?: number } = {};
  (window as unknown as { seen: typeof seenSoFar }).seen = seenSoFar;
  const note = (what: "panel" | "heading"): void => {
    if (seenSoFar[what] !== undefined) return;
    const { port1, port2 } = new MessageChannel();
    // Comes after the frame that is being made.
    port1.onmessage = () => (seenSoFar[what] ??= performance.now());
    port2.postMessage(null);
  };
  const look = (): void => {
    const main = document.querySelector("home-assistant")?.shadowRoot?.querySelector("home-assistant-main");
    const panel = main?.shadowRoot?.querySelector("ha-panel-custom")?.firstElementChild;
    const content = panel?.shadowRoot ?? panel;
    if (panel && content?.textContent.trim() && panel.getBoundingClientRect().height > 0) {
      note("panel");
      if (wanted === "" || panel.shadowRoot?.querySelector(wanted)?.shadowRoot?.querySelector("h1")) note("heading");
    }
    if (seenSoFar.heading === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
