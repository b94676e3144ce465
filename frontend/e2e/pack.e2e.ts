/** The responder pack of the demo school: read, verified, changed, and one sheet of paper for each floor. */
import { expect, test } from "vitest";
import { ask, calm, follow, school, until } from "./acts";
import { axe, fits, open, theBrowser } from "./browser";
import { demoPlan, demoSpot, givePlans } from "./plans";

interface Pack {
  readonly contacts_revision: number;
  readonly contacts: readonly object[];
  readonly floors: readonly { readonly floor_id: string; readonly name: string; readonly verified: object | null }[];
}

const UPPER = "duress-pack section:has-text('DEMO Upper floor')";

test("A newcomer finds the pack, makes it right and says so", async () => {
  await calm();
  const page = await open("office", "map");
  await page.getByRole("link", { name: "Responder pack" }).click();
  const upper = page.locator(UPPER);
  const words = (): Promise<string> => upper.locator("article").innerText();
  await upper.getByText("Gas shut-off: Science Lab").waitFor();
  expect(await words()).toContain("NOT VERIFIED");
  expect(await words()).toContain("DEMO Science teacher");

  await page.getByRole("button", { name: "Change contacts" }).click();
  const dialog = page.locator("duress-pack-contacts");
  await dialog.getByRole("button", { name: "Add a contact" }).click();
  await page.keyboard.type("DEMO Nurse");
  await page.keyboard.press("Tab");
  await page.keyboard.type("555-0130");
  await axe(page, "duress-pack-contacts");
  await dialog.getByRole("button", { name: "Save" }).click();
  await upper.getByRole("link", { name: "555-0130" }).waitFor();

  await upper.getByRole("button", { name: /This page is right/ }).click();
  await upper.getByText(/Verified on .* by DEMO Office/).waitFor();
  const { contacts_revision, contacts } = await follow<Pack>("duress/pack");
  const fewer = { floor_id: null, revision: contacts_revision, contacts: contacts.slice(0, -1) };
  await ask("duress/pack/contacts", { site: school.site, ...fewer });
  await upper.getByText("CHANGED SINCE").waitFor();
});

test("Things are added by the keyboard and put on the plan", async () => {
  await givePlans(await theBrowser(), demoPlan, demoSpot);
  const page = await open("technician", "map");
  await page.getByRole("button", { name: "Change plan" }).click();
  const things = page.locator("duress-plan-facts");
  await things.getByRole("combobox").selectOption({ label: "Water shut-off" });
  await things.getByRole("textbox").fill("Boys' room");
  await page.keyboard.press("Enter");
  await things.getByRole("button", { name: "Change Water shut-off: Boys' room" }).waitFor();
  const chosen = page.locator("duress-plan-editor .things [aria-pressed=true]", { hasText: "Boys' room to be placed" });
  await chosen.click();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await page.locator("duress-plan-editor .pin", { hasText: "Boys' room" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator("duress-plan-editor .pin", { hasText: "Boys' room" }).waitFor({ state: "detached" });
});

test("It prints one sheet for each floor, black on white, and nothing else", async () => {
  const page = await open("office", "map/pack", { dark: true });
  const { floors } = await follow<Pack>("duress/pack");
  const sheets = page.locator("#duress-paper duress-pack-sheet");
  await until(async () => (await sheets.count()) === floors.length);
  await until(() =>
    page.evaluate(() =>
      [...document.querySelectorAll("#duress-paper duress-pack-sheet")].every((sheet) => {
        const image = sheet.shadowRoot?.querySelector("img");
        return image === null || image === undefined || (image.complete && image.naturalWidth > 0);
      }),
    ),
  );
  for (const format of ["Letter", "A4"] as const) {
    const pdf = await page.pdf({ format, landscape: true, printBackground: false });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
    expect(pages.length, format).toBe(floors.length);
  }
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("home-assistant").isVisible()).toBe(false);
  const ground = sheets.first().locator("article");
  expect(await ground.evaluate((sheet) => getComputedStyle(sheet).color)).toBe("rgb(0, 0, 0)");
  expect(await ground.innerText()).toMatch(/Printed .*\n.*Page 1 of \d/);
});

test("A crowded floor goes on on a second sheet, and nothing on a plan covers anything else", async () => {
  const page = await open("office", "map/pack", { width: 360 });
  await page.locator("duress-pack article img").first().waitFor();
  expect(await page.evaluate(crowd)).toBe(true);
  const lists = page.locator("#duress-paper duress-pack-sheet").first();
  await lists.getByText("Page 1 of 2, sheet 2 of 2").waitFor({ state: "attached" });
  for (const format of ["Letter", "A4"] as const) {
    const pdf = await page.pdf({ format, landscape: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(4);
  }
  for (const sheet of await page.locator("duress-pack-sheet").all())
    expect(await sheet.evaluate(coveredPins)).toEqual([]);
  await page.emulateMedia({ media: "print" });
  const lines = await lists.evaluate((sheet) =>
    [...(sheet.shadowRoot?.querySelectorAll<HTMLElement>("article") ?? [])].map((article) =>
      article.innerText.split("\n"),
    ),
  );
  expect(lines[1]).toContain("Rooms (continued)");
  const rooms = lines.flat().filter((line) => /^Room \d+$/.test(line));
  expect([rooms.length, new Set(rooms).size]).toEqual([140, 140]);
  expect(await lists.evaluate((sheet) => parseFloat((sheet as HTMLElement).style.getPropertyValue("--type")))).toBe(10);
});

test("A phone reads it; a viewer sees no contact and no button", async () => {
  const phone = await open("responder", "map/pack", { width: 360, dark: true, language: "es" });
  await phone.locator(UPPER).getByText("DEMO Science teacher").waitFor();
  await fits(phone);
  await axe(phone);
  const viewer = await open("viewer", "map/pack");
  await viewer.locator(UPPER).getByText("Contacts are shown to the office").waitFor();
  expect((await viewer.locator("duress-pack article").allInnerTexts()).join()).not.toContain("555-");
  expect(await viewer.locator("duress-pack").getByRole("button").allInnerTexts()).toEqual(["Print or save as PDF"]);
});

/** Runs in the page: as if the first floor were 140 rooms without a plan, and all of the second one in one corner. */
function crowd(): boolean {
  type Sheet = Element & { readonly floor: object & { readonly plan: object | null }; requestUpdate(): void };
  const deep = (root: ParentNode): Sheet[] =>
    [...root.querySelectorAll("*")].flatMap((one) => [
      ...(one.localName === "duress-pack-sheet" ? [one as Sheet] : []),
      ...(one.shadowRoot === null ? [] : deep(one.shadowRoot)),
    ]);
  const sheets = deep(document);
  for (const [index, sheet] of sheets.entries()) {
    const { floor } = sheet;
    const plan = index % 2 === 0 ? null : floor.plan;
    const spot = (at: number): object =>
      plan === null ? { x: null, y: null } : { x: 0.3 + (at % 10) / 60, y: 0.3 + Math.floor(at / 10) / 30 };
    const rooms = [...Array(plan === null ? 140 : 40).keys()].map((at) => ({
      ...{ room_id: `x${at}`, name: `Room ${100 + at}`, kind: "room", door: null, is_gone: false, buttons: [] },
      ...spot(at),
    }));
    const facts = [...Array(50).keys()].map((at) => ({
      ...{ fact_id: `f${at}`, kind: "camera", label: `Place ${at}` },
      ...spot(at),
    }));
    // The server goes on telling how the floor is; this is what the sheet sees.
    Object.defineProperty(sheet, "floor", { value: { ...floor, plan, rooms, facts } });
    sheet.requestUpdate();
  }
  return sheets.length === 4;
}

/** Runs in the page: what on a plan covers something else. */
function coveredPins(sheet: Element): string[] {
  const pins = [...(sheet.shadowRoot?.querySelectorAll(".sheet .room, .sheet .fact") ?? [])];
  const boxes = pins.map((pin) => ({ words: pin.textContent.trim(), box: pin.getBoundingClientRect() }));
  return boxes.flatMap(({ words, box }, index) =>
    boxes
      .slice(index + 1)
      .filter(
        ({ box: other }) =>
          Math.min(box.right, other.right) - Math.max(box.left, other.left) > 2 &&
          Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 2,
      )
      .map((other) => `${words} and ${other.words}`),
  );
}
