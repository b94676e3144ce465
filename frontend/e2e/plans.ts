/** Plans for the floors of a school, with everything in its place on them. */
import type { Browser } from "playwright-core";
import { ask, follow, school } from "./acts";
import type { Room } from "./school";

const METRES = { width: 62, depth: 26 };
const SCALE = 24;

/** A floor as consoles are told of it. */
export interface Floor {
  readonly floor_id: string;
  readonly name: string;
  readonly revision: number;
  readonly plan: object | null;
  readonly rooms: readonly { readonly room_id: string; readonly name: string; readonly x: number | null }[];
  readonly listeners: readonly {
    readonly listener_id: string;
    readonly room: string | null;
    readonly x: number | null;
  }[];
  readonly facts: readonly { readonly fact_id: string; readonly x: number | null }[];
}

/** A position, in parts of the width and the height of the plan. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where the room of a name is; `aside` is true for what else is in it. */
export type SpotOf = (room: string, aside: boolean) => Spot;

/** Give each floor with rooms, but not what is outdoors, a plan and put its rooms, receivers and repeaters on it. */
export async function givePlans(browser: Browser, draw: (floor: Floor) => string, spotOf: SpotOf): Promise<void> {
  const { floors } = await follow<{ floors: readonly Floor[] }>("duress/map");
  const page = await browser.newPage({ viewport: { width: METRES.width * SCALE, height: METRES.depth * SCALE } });
  for (const floor of floors.filter(({ floor_id, rooms }) => floor_id !== "-" && rooms.length > 0)) {
    const { floor_id, rooms, listeners } = floor;
    await page.setContent(draw(floor));
    const revision = await upload(floor, await page.screenshot());
    const pins = [
      ...rooms.map(({ room_id, name }) => ({ room_id, ...spotOf(name, false) })),
      ...listeners.map(({ listener_id, room }) => ({ listener_id, ...spotOf(room ?? "", true) })),
    ];
    await ask("duress/map/place", { site: school.site, floor_id, revision, pins });
  }
  await page.close();
}

/** Take everything off the plans of all floors, and the plans away. */
export async function barePlans(): Promise<void> {
  const { site } = school;
  const { floors } = await follow<{ floors: readonly Floor[] }>("duress/map");
  for (const { floor_id, plan, rooms, listeners, facts, revision } of floors) {
    const pins = [
      ...rooms.filter(({ x }) => x !== null).map(({ room_id }) => ({ room_id })),
      ...listeners.filter(({ x }) => x !== null).map(({ listener_id }) => ({ listener_id })),
      ...facts.filter(({ x }) => x !== null).map(({ fact_id }) => ({ fact_id })),
    ];
    let known = revision;
    if (pins.length > 0)
      known = (await ask<{ revision: number }>("duress/map/unplace", { site, floor_id, revision, pins })).revision;
    if (plan !== null) await ask("duress/map/remove_plan", { site, floor_id, revision: known });
  }
}

/** The plan of a floor of the demo school. */
export function demoPlan({ name }: Floor): string {
  const boxes = Object.values(school.rooms)
    .filter(({ floor }) => floor === name)
    .map(
      ({ x, y, width, depth }) =>
        `<rect x="${x - width / 2}" y="${METRES.depth - y - depth / 2}" width="${width}" height="${depth}" />`,
    );
  return `<body style="margin:0"><svg viewBox="0 0 ${METRES.width} ${METRES.depth}" width="100%"
    style="background:#fff" fill="#f6f6f4" stroke="#555" stroke-width=".15">
    <rect x="1" y="1" width="60" height="24.5" fill="#fff" />${boxes.join("")}</svg></body>`;
}

/** Where a room of the demo school is; what else is in it stands in its corner. */
export function demoSpot(name: string, aside: boolean): Spot {
  const room: Room | undefined = school.rooms[name];
  if (room === undefined) throw new Error(`nobody knows where ${name} is`);
  const away = aside ? 0.3 : 0;
  return {
    x: (room.x + away * room.width) / METRES.width,
    y: (METRES.depth - room.y - away * room.depth) / METRES.depth,
  };
}

async function upload({ floor_id, revision }: Floor, image: Buffer): Promise<number> {
  const answer = await fetch(`${school.url}/api/duress/plans/${school.site}/${floor_id}?revision=${revision}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${school.users.owner.tokens.access_token}`, "Content-Type": "image/png" },
    body: new Uint8Array(image),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { revision: number }).revision;
}
