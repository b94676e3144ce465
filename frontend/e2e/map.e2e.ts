/** The map in the demo school: twelve rooms placed by pointer and by keyboard, a file out and in, an alarm on its plan. */
import { buffer as read } from "node:stream/consumers";
import { crc32, deflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { ask, calm, follow, openIncidents, press, school, SOON, until } from "./acts";
import { axe, fits, open } from "./browser";
import { barePlans } from "./plans";

interface Floors {
  readonly floors: readonly {
    readonly floor_id: string;
    readonly name: string;
    readonly revision: number;
    readonly plan: object | null;
    readonly rooms: readonly { readonly room_id: string; readonly name: string; readonly x: number | null }[];
  }[];
}

const PRESSED = { hasText: "DEMO Pendant 07" };

/** A white image. */
function png(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 255)]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    begin,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

async function placed(): Promise<string[]> {
  const { floors } = await follow<Floors>("duress/map");
  return floors.flatMap((floor) => floor.rooms.filter((room) => room.x !== null).map((room) => room.name));
}

async function upload(page: Page): Promise<void> {
  const image = { name: "plan.png", mimeType: "image/png", buffer: png(1200, 700) };
  await page.locator("duress-plan-editor input[type=file]").setInputFiles(image);
  await page.locator("duress-plan-editor .sheet img[src]").waitFor();
}

test("Twelve rooms are placed by pointer and by keyboard, taken out as a file and in again", async () => {
  await calm();
  await barePlans();
  const page = await open("technician", "map");
  await page.getByRole("button", { name: "Change plan" }).click();
  await upload(page);
  const sheet = page.locator("duress-plan-editor .sheet");
  const box = await sheet.boundingBox();
  if (box === null) throw new Error("there is no plan");
  for (let room = 0; room < 7; room += 1) {
    // Within the plan, wherever that is by now: what stands above it comes and goes.
    const position = { x: box.width * (0.1 + 0.13 * room), y: box.height * (room % 2 === 0 ? 0.3 : 0.7) };
    await sheet.click({ position });
  }
  await until(async () => (await placed()).length === 7);

  await page.getByRole("button", { name: "DEMO Upper floor" }).click();
  await upload(page);
  await page.locator(".things button[aria-pressed=true]").focus();
  await page.keyboard.press("Enter");
  for (let room = 0; room < 5; room += 1) {
    for (let step = 0; step <= room; step += 1) await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
  }
  await until(async () => (await placed()).length === 12);
  await axe(page);

  const before = await follow<Floors>("duress/map");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  const buffer = await read(await (await download).createReadStream());
  for (const { floor_id, rooms, revision } of before.floors) {
    const pins = rooms.map(({ room_id }) => ({ room_id }));
    await ask("duress/map/unplace", { site: school.site, floor_id, revision, pins });
  }
  expect(await placed()).toEqual([]);
  await page
    .locator("duress-map-exchange input")
    .setInputFiles({ name: "plans.json", mimeType: "application/json", buffer });
  await page.locator("duress-dialog").getByText("5 placed").waitFor();
  await page.locator("duress-dialog button.strong").click();
  await page.getByText("The file is imported.").waitFor();
  const after = await follow<Floors>("duress/map");
  const kept = ({ floors }: Floors): unknown => floors.map(({ plan, rooms }) => ({ plan, rooms }));
  expect(kept(after)).toEqual(kept(before));
});

test("An alarm is on its floor within a second, and who chose another floor is told", async () => {
  const page = await open("responder", "map");
  await page.getByRole("button", { name: "DEMO Ground floor" }).waitFor();
  await press("DEMO Pendant 07", "Room 204");
  await until(async () => (await openIncidents())[0]);
  const known = performance.now();
  await page.locator("duress-floor-plan a.incident", PRESSED).waitFor();
  expect(performance.now() - known).toBeLessThan(SOON);
  expect(await page.locator(".floors [aria-pressed=true]").innerText()).toContain("DEMO Upper floor");
  await page.getByRole("button", { name: "DEMO Ground floor" }).click();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.locator("duress-floor-plan a.incident", PRESSED).click();
  await page.waitForURL("**/duress/incident/*");
});

test("The wall and the phone show the same alarm, in words", async () => {
  const wall = await open("viewer", "map?view=wall", { width: 1920, height: 1080 });
  await wall.locator("duress-map-wall a.incident", PRESSED).waitFor();
  await axe(wall);
  const phone = await open("responder", "map", { width: 360, dark: true });
  await phone.locator("duress-floor-plan a.incident", PRESSED).waitFor();
  await fits(phone);
  expect(await phone.getByRole("button", { name: "Change plan" }).count()).toBe(0);
  await phone.getByRole("button", { name: "List" }).click();
  const row = phone.locator("duress-map-list tr", { hasText: "DEMO Pendant 07" });
  // Where radio waves say it was: next door, now and then.
  expect(await row.innerText()).toMatch(/DEMO (Room 20|Science Lab|Library)/);
  await calm();
});
