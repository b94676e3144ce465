/** A walk test through the twelve rooms of the demo school, with a phone that is closed on the way. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { call, calm, press, school } from "./acts";
import { axe, fits, open } from "./browser";

// The same pendant again within five seconds would be the same press, so every sitting has pendants of its own.
const SITTINGS = [
  ["08", "09", "10", "11"],
  ["12", "13", "14", "15"],
  ["16", "17", "18", "19"],
].map((numbers) => numbers.map((number) => `DEMO Pendant ${number}`));

/** Choose pendants, which are searched for by their names. */
async function choose(page: Page, pendants: readonly string[]): Promise<void> {
  const picker = page.locator("duress-pendant-picker");
  for (const pendant of pendants) {
    await picker.getByRole("searchbox").fill(pendant);
    await picker.getByLabel(pendant).check();
  }
}

/** Go to the proposed rooms one after the other, press in each, and wait for the verdict. */
async function walk(page: Page, pendants: readonly string[], done: number): Promise<void> {
  for (const [at, pendant] of pendants.entries()) {
    await page.getByRole("button", { name: /^(I am here|Next: )/ }).click();
    await page.getByText("The result shows here").waitFor();
    await press(pendant, await page.locator("duress-walk-rooms h1").innerText());
    await page
      .locator("duress-walk-press")
      .getByText(/^(Pass|Weak)$/)
      .waitFor();
    await page.getByText(`${done + at + 1} of 12 rooms`).waitFor();
  }
}

test("A walk test of twelve rooms is paused, goes on after a reload and elsewhere, and is reported", async () => {
  await calm();
  const [first = [], second = [], third = []] = SITTINGS;
  const page = await open("office", "walk", { width: 360 });
  await page.getByRole("link", { name: "Begin a walk test" }).click();
  await page.getByLabel("Check walk").check();
  await page.getByLabel(/All rooms \(12\)/).check();
  await choose(page, first);
  await fits(page);
  await page.getByRole("button", { name: "Begin: 12 rooms" }).click();
  await walk(page, first, 0);
  await axe(page);
  await fits(page);

  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("heading", { name: "Paused" }).waitFor();
  await page.reload({ waitUntil: "commit" });
  await page.getByRole("button", { name: "Go on with another pendant" }).click();
  await choose(page, second);
  await page.getByRole("button", { name: "Go on with the chosen pendants" }).click();
  await walk(page, second, 4);
  await page.getByRole("button", { name: "Pause" }).click();

  // Somebody else goes on, and the phone of the first one follows.
  await page.getByRole("heading", { name: "Paused" }).waitFor();
  const walk_id = new URL(page.url()).pathname.split("/").at(-1);
  const device_id = third.map((name) => school.devices[name]);
  await call("resume_survey", { walk_id, device_id }, "technician");
  await walk(page, third, 8);
  await page.getByRole("button", { name: "Finish" }).click();
  await page.getByRole("button", { name: "End the walk" }).click();
  await page.getByRole("link", { name: "Accuracy report" }).click();
  await page.locator("duress-walk-report").getByText("In the check walk,").waitFor();
  await axe(page);

  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("duress-panel nav").isVisible()).toBe(false);
  expect(await page.locator("ha-sidebar").isVisible()).toBe(false);
  const sheet = page.locator(".duress-print");
  expect(await sheet.getByText("What was taken for what").first().isVisible()).toBe(true);
});

test("Whoever may only look sees the report and has nothing to press", async () => {
  const page = await open("viewer", "walk");
  await page.getByRole("heading", { name: "Blind spots" }).waitFor();
  await page.getByRole("link", { name: "Accuracy report" }).click();
  const report = page.locator("duress-walk-report");
  await report.getByRole("heading", { name: "Where presses are heard" }).waitFor();
  expect(await report.getByRole("button").count()).toBe(0);
});
