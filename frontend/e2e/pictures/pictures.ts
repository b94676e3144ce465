/** Pictures of every page for README and docs, with much going on in the demo school. `scripts/screenshots` runs this. */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { test } from "vitest";
import { calm, call, openIncidents, press, school, simulate, until } from "../acts";
import { open, theBrowser } from "../browser";
import { demoPlan, demoSpot, givePlans } from "../plans";

const FOLDER = process.env["CONSOLE_RESULT"] ?? resolve(import.meta.dirname, "../../../docs/images/console");
const PAGES = ["today", "incident", "map", "people", "walk", "monitoring", "upkeep", "start"] as const;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

test("pictures", { timeout: 600_000 }, async () => {
  mkdirSync(FOLDER, { recursive: true });
  const walk = await stage();
  const incident = await until(async () => (await openIncidents())[0]);
  const deeper: Partial<Record<string, string>> = { incident: incident.incident_id, walk };
  for (const name of PAGES) {
    const path = [name, deeper[name] ?? ""].join("/");
    for (const [kind, look] of Object.entries({ desk: DESK, phone: PHONE })) {
      const page = await open("office", path, look);
      await photograph(page, name, kind);
    }
  }
  await packPictures();
  const night = await open("office", `incident/${incident.incident_id}`, { ...DESK, dark: true });
  await photograph(night, "incident", "dark");
  await calm();
});

/** The responder pack on the desk and on a phone, and its first sheet of paper. */
async function packPictures(): Promise<void> {
  for (const [kind, look] of Object.entries({ desk: DESK, phone: PHONE })) {
    const page = await open("office", "map/pack", look);
    await page.locator("duress-pack article img").first().waitFor();
    await photograph(page, "map", kind, "pack");
    if (kind === "phone") continue;
    await page.emulateMedia({ media: "print" });
    await page
      .locator("#duress-paper article")
      .first()
      .screenshot({ path: resolve(FOLDER, "pack-print.png") });
  }
}

/** Let it be a day on which much is to be done: an alarm, something lost, something overdue, a walk under way, whose id it returns. */
async function stage(): Promise<string> {
  await givePlans(await theBrowser(), demoPlan, demoSpot);
  await call("set_life", { device_id: [school.devices["DEMO Pendant 03"]], life: "lost", reason: "left in the gym" });
  await simulate("DEMO Pendant 15", "tamper");
  await simulate("DEMO Pendant 05", "low_battery");
  await simulate("DEMO Repeater 2", "mains_lost");
  await call("assign", {
    device_id: school.devices["DEMO Pendant 20"],
    name: "DEMO Substitute",
    life: "loaned",
    due: new Date(Date.now() + 3000).toISOString(),
  });
  const { walk_id } = await call<{ walk_id: string }>("start_survey", {
    device_id: [school.devices["DEMO Pendant 14"]],
    kind: "check",
  });
  for (const room of ["DEMO Room 201", "DEMO Room 202"]) {
    await call("survey_room", { walk_id, room: school.areas[room] });
    await press("DEMO Pendant 14", room);
    await new Promise((done) => setTimeout(done, 6000));
  }
  await press("DEMO Pendant 07", "Room 204");
  const { incident_id } = await until(async () => (await openIncidents())[0]);
  await call("acknowledge", { incident_id }, "responder");
  await call("add_note", { incident_id, text: "The door to the yard is open" }, "responder");
  return walk_id;
}

async function photograph(page: Page, name: string, kind: string, as = name): Promise<void> {
  await page.locator(`duress-${name}-page h1`).first().waitFor();
  // What is drawn only once something more is known, such as pictures and icons.
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(500);
  await page.screenshot({ path: resolve(FOLDER, `${as}-${kind}.png`) });
}
