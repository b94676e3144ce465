/** People and pendants in the browser: lending by keyboard, a file with errors, pressing to add, and what a viewer sees. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { ask, call, calm, follow, school, simulate, SOON, until } from "./acts";
import { axe, fits, open } from "./browser";

interface Roster {
  readonly devices: readonly { readonly label: string; readonly subentry_id: string; readonly life: string }[];
  readonly people: readonly { readonly name: string }[];
}

const roster = async (): Promise<Roster> => follow<Roster>("duress/roster");

/** Where the next key goes, named as somebody hears it. */
const focused = async (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.textContent.trim() ?? "";
  });

test("A pendant is found and tested, and another lent in ten seconds by keyboard", async () => {
  await calm();
  const spare = school.devices["DEMO Pendant 20"];
  await call("return_device", { device_id: spare });
  const page = await open("office", "people");
  const list = page.locator("duress-pendant-list");
  await list.getByRole("link", { name: /DEMO Pendant 01/ }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("haddad");
  await list.getByText("1 of 24 shown").waitFor();
  await page.keyboard.press("Enter");
  const details = page.locator("duress-pendant-details");
  await details.getByText("DEMO Noor Haddad").first().waitFor();
  await axe(page);

  await details.getByRole("button", { name: "Test now" }).click();
  await page.getByText("DEMO Pendant 12 is on test for two minutes.").waitFor();
  await details.getByRole("button", { name: "End the test" }).click();
  await page.getByText("The test is over: presses are alarms again.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByLabel(/Search by pendant/).fill("");
  const filter = list.getByRole("button", { name: /^Without a holder/ });
  const [without] = /\d+$/.exec((await filter.innerText()).trim()) ?? [];
  await filter.click();
  await list.getByText(`${without} of 24 shown`).waitFor();

  await page.getByRole("link", { name: "Loaners" }).click();
  const name = page.getByRole("combobox", { name: /Who gets it/ });
  await name.waitFor();

  const began = Date.now();
  await page.keyboard.type("novak");
  await page.keyboard.press("Enter");
  await until(async () => ((await focused(page)) === "Lend it" ? true : undefined));
  await page.keyboard.press("Enter");
  await page.getByText("DEMO Pendant 20 is with DEMO Sam Novak, due back").waitFor();
  expect(Date.now() - began).toBeLessThan(10 * SOON);

  // Their own stayed at home, so nobody expects it; when the loan is back, it is here again.
  const lives = async (): Promise<readonly string[]> => {
    const { devices } = await roster();
    return devices.filter(({ label }) => /Pendant (07|20)/.test(label)).map(({ life }) => life);
  };
  await until(async () => ((await lives()).join() === "away,loaned" ? true : undefined));
  await axe(page);
  const back = page.getByRole("button", { name: /Take back; DEMO Pendant 07 is here again/ });
  await back.focus();
  await page.keyboard.press("Enter");
  await page.getByText("DEMO Pendant 20 was taken back.").waitFor();
  await until(async () => ((await lives()).join() === "assigned,in_stock" ? true : undefined));
  await call("set_life", { device_id: spare, life: "assigned" });
});

test("A file with errors is explained, taken in when confirmed, and undone", async () => {
  const before = await roster();
  const good = Array.from(
    { length: 10 },
    (_, row) => `DEMO Import ${row},${7_000_000 + row},DEMO Imported Person ${row}`,
  );
  const bad = ["DEMO Import 98,not a number,", `DEMO Import 99,7000001,`];
  const page = await open("office", "people/import");
  await page.getByLabel("Or paste its lines here").fill(["label,serial,name", ...good, ...bad].join("\n"));
  await page.getByRole("button", { name: "Show what it would do" }).click();
  await page.getByText("10 rows to add").waitFor();
  await page.getByText("2 rows left out").waitFor();
  expect(await page.getByText(/^Row 1[23]: /).count()).toBe(2);
  expect((await roster()).devices).toHaveLength(before.devices.length);
  await axe(page);

  await page.getByRole("button", { name: "Take in 10 rows" }).click();
  await page.getByText("10 rows were taken in.").waitFor();
  await until(async () => ((await roster()).devices.length === before.devices.length + 10 ? true : undefined));
  await page.getByRole("button", { name: "Undo the import" }).click();
  await page.getByText("The import was undone.").waitFor();
  const after = await roster();
  expect(after.devices.map(({ label }) => label)).toEqual(before.devices.map(({ label }) => label));
  expect(after.people).toEqual(before.people);
});

test("Whoever may only look sees neither names nor anything to act with", async () => {
  const page = await open("viewer", "people", { width: 360, dark: true });
  const list = page.locator("duress-pendant-list");
  await list.getByRole("link", { name: /DEMO Pendant 07/ }).waitFor();
  const everything = await page.locator("duress-people-page").innerText();
  for (const name of Object.values(school.people)) expect(everything).not.toContain(name.replace("DEMO ", ""));
  expect(await list.locator("input[type=checkbox]").count()).toBe(0);
  expect(await page.locator("duress-people-page .button").count()).toBe(0);
  await fits(page);
  await list.getByRole("link", { name: /DEMO Pendant 07/ }).click();
  const details = page.locator("duress-pendant-details");
  await details.getByText("Does it work?").waitFor();
  expect(await details.getByRole("button").count()).toBe(0);
});

test("A pendant that is not installed is added by pressing it", async () => {
  const page = await open("owner", "people/add");
  await page.getByText("Listening").waitFor();
  await simulate("DEMO receiver", "unknown_press");
  const label = page.getByLabel(/What is written on it/);
  await label.waitFor();
  await page.getByText("Heard: EN1223S 6360000").waitFor();
  await label.fill("DEMO Pendant 99");
  await page.keyboard.press("Enter");
  await page.getByText("Added: 1").waitFor();
  await page.getByText("Listening").waitFor();
  const added = await until(async () => (await roster()).devices.find((row) => row.label === "DEMO Pendant 99"));
  await page.getByRole("button", { name: "That was all" }).click();
  await ask("config_entries/subentries/delete", { entry_id: school.site, subentry_id: added.subentry_id });
});
