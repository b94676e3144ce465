/** Plans of the demo school's two floors, drawn from where its rooms are, with everything in its place. */
import type { Browser } from "playwright-core";
import { ask, follow, school } from "../acts";
import type { Room } from "../school";

const METRES = { width: 62, depth: 26 };
const SCALE = 24;

interface Thing {
  readonly x: number | null;
}

interface Floors {
  readonly floors: readonly {
    readonly floor_id: string;
    readonly name: string;
    readonly revision: number;
    readonly rooms: readonly (Thing & { readonly room_id: string; readonly name: string })[];
    readonly listeners: readonly (Thing & { readonly listener_id: string; readonly room: string | null })[];
  }[];
}

/** Give each floor a plan and put every room, receiver and repeater on it. */
export async function drawPlans(browser: Browser): Promise<void> {
  const { floors } = await follow<Floors>("duress/map");
  const page = await browser.newPage({ viewport: { width: METRES.width * SCALE, height: METRES.depth * SCALE } });
  for (const { floor_id, name, revision, rooms, listeners } of floors) {
    const here = Object.values(school.rooms).filter((room) => room.floor === name);
    if (here.length === 0) continue;
    await page.setContent(drawing(here));
    const given = await upload(floor_id, revision, await page.screenshot());
    const pins = [
      ...rooms.map(({ room_id, name }) => ({ room_id, ...spot(name, 0) })),
      ...listeners.map(({ listener_id, room }) => ({ listener_id, ...spot(room ?? "", 0.3) })),
    ];
    await ask("duress/map/place", { site: school.site, floor_id, revision: given, pins });
  }
  await page.close();
}

function drawing(rooms: readonly Room[]): string {
  const boxes = rooms.map(
    ({ x, y, width, depth }) =>
      `<rect x="${x - width / 2}" y="${METRES.depth - y - depth / 2}" width="${width}" height="${depth}" />`,
  );
  return `<body style="margin:0"><svg viewBox="0 0 ${METRES.width} ${METRES.depth}" width="100%"
    style="background:#fff" fill="#f6f6f4" stroke="#555" stroke-width=".15">
    <rect x="1" y="1" width="60" height="24.5" fill="#fff" />${boxes.join("")}</svg></body>`;
}

/** Where something in a room is on the plan; `aside` moves it towards a corner, in parts of the room. */
function spot(name: string, aside: number): { x: number; y: number } {
  const room = school.rooms[name];
  if (room === undefined) throw new Error(`nobody knows where ${name} is`);
  return {
    x: (room.x + aside * room.width) / METRES.width,
    y: (METRES.depth - room.y - aside * room.depth) / METRES.depth,
  };
}

async function upload(floor: string, revision: number, image: Buffer): Promise<number> {
  const answer = await fetch(`${school.url}/api/duress/plans/${school.site}/${floor}?revision=${revision}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${school.users.owner.tokens.access_token}`, "Content-Type": "image/png" },
    body: new Uint8Array(image),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { revision: number }).revision;
}
