/** Pages of the console in Chromium, already logged in; whatever a page complains of fails the test that opened it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { inject, onTestFinished } from "vitest";
import { school } from "./acts";
import type { UserName } from "./school";

/** How a page is looked at. */
export interface Look {
  /** In pixels; 1280 if nothing is said. */
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly language?: "en" | "es";
}

const LANGUAGES = { en: "en-US", es: "es-ES" } as const;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser: Promise<Browser> | undefined;
const contexts = new Map<string, Promise<BrowserContext>>();

/**
 * Open `/duress/PATH` as somebody. The page is closed after the test, and the test fails if the page logged an error.
 * Pages of one person in one language share what is cached and stored, as tabs do.
 */
export async function open(user: UserName, path = "", look: Look = {}): Promise<Page> {
  return openAddress(user, `/duress/${path}`, look);
}

/** Open any address of this Home Assistant as somebody, like `open`. */
export async function openAddress(user: UserName, address: string, look: Look = {}): Promise<Page> {
  const language = look.language ?? "en";
  const key = `${user} ${language}`;
  const context = contexts.get(key) ?? newContext(user, LANGUAGES[language]);
  contexts.set(key, context);
  const page = await (await context).newPage();
  const complaints = listen(page);
  onTestFinished(async ({ task }) => {
    const errors = task.result?.errors ?? [];
    if (errors.length > 0) await photograph(page, task.name);
    await page.close();
    report("the page complained of", complaints);
  });
  await page.setViewportSize(sizeOf(look));
  await page.emulateMedia({ colorScheme: look.dark === true ? "dark" : "light", reducedMotion: "reduce" });
  await page.goto(`${school.url}${address}`, { waitUntil: "commit" });
  return page;
}

/** Fail with what axe-core finds in the console, in words and with the elements; `part` narrows it down. */
export async function axe(page: Page, part = "duress-panel"): Promise<void> {
  await page.evaluate(AXE);
  // What happens to be scrolled below the header counts as hidden by it.
  await page.locator(part).evaluate((element) => element.scrollIntoView({ block: "start" }));
  // The element itself is handed over, because it lies within the shadow roots of Home Assistant.
  const { violations } = await page.locator(part).evaluate(
    async (element, tags): Promise<AxeResults> =>
      (window as unknown as { axe: typeof import("axe-core") }).axe.run(element, {
        runOnly: { type: "tag", values: tags },
        resultTypes: ["violations"],
      }),
    WCAG,
  );
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary ?? ""}`),
  );
  report("axe-core found", found);
}

/** Fail if the console is wider than the window, or something to press on is smaller than 44 pixels. */
export async function fits(page: Page): Promise<void> {
  report("too wide, or too small to press on", await page.locator("duress-panel").evaluate(measure));
}

/** Keep what a failed test saw, where the temporary files of this machine are. */
async function photograph(page: Page, name: string): Promise<void> {
  const path = join(tmpdir(), "duress-e2e", `${name.replace(/\W+/g, "-")}.png`);
  await page.screenshot({ path }).then(
    () => process.stderr.write(`What it looked like: ${path}\n`),
    () => undefined,
  );
}

/** Fail with all that was found, so that it can be read. */
function report(what: string, found: readonly string[]): void {
  if (found.length > 0) throw new Error(`${what}:\n${found.join("\n")}`);
}

/** Runs in the page, so it can use nothing from outside. */
function measure(panel: Element): string[] {
  const found: string[] = [];
  const words = (element: Element): string => element.outerHTML.slice(0, 160);
  if (panel.scrollWidth > window.innerWidth) found.push(`${panel.scrollWidth} px wide in ${window.innerWidth} px`);
  const visit = (root: Document | Element | ShadowRoot): void => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot !== null) visit(element.shadowRoot);
      if (!element.matches("button, a[href], select, summary, input:not([type=hidden])")) continue;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const label = element.matches("input") ? element.closest("label") : null;
      const height = Math.max(box.height, label?.getBoundingClientRect().height ?? 0);
      const isInText = style.display === "inline" && element.closest("p, li, td, dd") !== null;
      if (box.width === 0 || box.width <= 1 || isInText || element.closest("ha-menu-button") !== null) continue;
      if (height < 43.5) found.push(`${Math.round(box.height)} px high: ${words(element)}`);
    }
  };
  visit(panel.shadowRoot ?? panel);
  return found;
}

/** What a page logs as an error, throws, or asks for in vain. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  return complaints;
}

/** The one browser of this run. */
export async function theBrowser(): Promise<Browser> {
  browser ??= chromium.connect(inject("browser"));
  return browser;
}

/** A browser of its own for somebody who is logged in, with nothing in its cache. */
export async function newContext(user: UserName, locale: string): Promise<BrowserContext> {
  const context = await (await theBrowser()).newContext({ locale, serviceWorkers: "block", timezoneId: "UTC" });
  // As the frontend keeps them after somebody chose to stay logged in.
  await context.addInitScript(
    (tokens) => localStorage.setItem("hassTokens", JSON.stringify(tokens)),
    school.users[user].tokens,
  );
  context.setDefaultTimeout(60_000);
  return context;
}

function sizeOf({ width = 1280, height }: Look): { width: number; height: number } {
  return { width, height: height ?? (width < 600 ? 740 : 800) };
}
