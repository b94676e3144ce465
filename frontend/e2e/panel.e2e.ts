/** Every page of the console, as it opens in the demo school with an incident under way. */
import { expect, test } from "vitest";
import { calm, press, until, openIncidents } from "./acts";
import { axe, fits, open } from "./browser";

const LOOKS = [
  { width: 1280, dark: false },
  { width: 360, dark: true },
] as const;

test.for(LOOKS)("Every page can be read and used at $width px, dark: $dark", async (look) => {
  await calm();
  await press("DEMO Pendant 07", "Room 204");
  await until(async () => (await openIncidents())[0]);

  const page = await open("owner", "", look);
  const links = page.locator("duress-panel nav a");
  await links.first().waitFor();
  expect(await links.count()).toBeGreaterThanOrEqual(8);
  for (const link of await links.all()) {
    const name = (await link.getAttribute("href"))?.split("/").at(-1) ?? "";
    await link.click();
    await page.locator(`duress-${name}-page h1`).waitFor();
    await axe(page);
    if (look.width < 600) await fits(page);
  }
});

test("Whoever may only look sees the pages, but no name of a person", async () => {
  const names = /Rivera|Osei|Novak|Lindqvist|Haddad/;
  const office = await open("office", "people");
  await office.getByText(names).first().waitFor();
  const page = await open("viewer", "people");
  await page.getByText("DEMO Pendant 01").first().waitFor();
  expect(await page.getByText(names).count()).toBe(0);
});

test("The console speaks Spanish to whoever does", async () => {
  const page = await open("office", "today", { language: "es" });
  await page.locator("duress-panel main h1").waitFor();
  expect(await page.locator("duress-panel nav").innerText()).toMatch(/Hoy/);
});

test("On a phone the name of the page stays in view, whenever icons and letters get their size", async () => {
  const page = await open("owner", "upkeep", { width: 360 });
  await page.locator("duress-upkeep-page h1").waitFor();
  const chosen = page.locator("duress-panel nav a[aria-current]");
  const inView = (): Promise<boolean> =>
    chosen.evaluate((link) => {
      const { left, right } = link.getBoundingClientRect();
      return left > -1 && right < window.innerWidth + 1;
    });
  await expect.poll(inView, { timeout: 10_000 }).toBe(true);
  await page.evaluate(() => document.documentElement.style.setProperty("--mdc-icon-size", "80px"));
  await expect.poll(inView, { timeout: 10_000 }).toBe(true);
  await page.evaluate(() => (document.documentElement.style.fontSize = "24px"));
  await expect.poll(inView, { timeout: 10_000 }).toBe(true);
});
