/** The page Map: the floor that matters, layers, list, wall, and only what somebody may. */
import { afterEach, describe, expect, it } from "vitest";
import "../../../src/pages/map/map-page";
import type { Right } from "../../../src/data/sites";
import { consoleOf, Server, settled, shown, textOf } from "../../school";
import { incident, map } from "./school-map";

type Page = HTMLElementTagNameMap["duress-map-page"];

const COVERAGE = {
  sentence: "Blind spots: 1 of 4 rooms.",
  days: 180,
  blind_spots: 1,
  single_path: [],
  rooms: [
    {
      room: "Room 204",
      room_id: "room_204",
      floor: "Second floor",
      blind: ["weak"],
      proven_at: 1_795_526_400,
      listeners: [{ listener: "Repeater 1", presses: 3, margin: 2 }],
    },
  ],
};

async function page(server: Server, rights: readonly Right[] = ["see"], path: readonly string[] = []): Promise<Page> {
  if (!server.answers.has("duress/map")) server.answers.set("duress/map", map());
  server.answers.set("auth/sign_path", { path: "/signed" });
  const element = await shown<Page>("duress-map-page", consoleOf(server, rights), { path });
  await settled(element);
  return element;
}

function floorShown(element: Page): string | undefined {
  return element.shadowRoot?.querySelector("duress-floor-plan")?.floor.floor_id;
}

async function press(element: Page, text: string): Promise<void> {
  const found = [...(element.shadowRoot?.querySelectorAll("button") ?? [])].find((one) => textOf(one).includes(text));
  if (!found) throw new Error(`no button ${text}`);
  found.click();
  await settled(element);
}

async function choose(element: Page, number: number, value: string): Promise<void> {
  const select = element.shadowRoot?.querySelectorAll("select")[number];
  if (!select) throw new Error("no choice");
  select.value = value;
  select.dispatchEvent(new Event("change"));
  await settled(element);
  await settled(element);
}

describe("the page Map", () => {
  afterEach(() => {
    document.body.replaceChildren();
    history.replaceState(null, "", "/duress");
  });

  it("goes to the floor of a new alarm", async () => {
    const server = new Server();
    const element = await page(server);
    expect(floorShown(element)).toBe("first");
    server.tell("duress/incidents", { incidents: [incident()] });
    await settled(element);
    expect(floorShown(element)).toBe("second");
    expect(textOf(element)).toContain("heard strongest by Repeater 1");
    expect(server.asked).toContainEqual({ type: "duress/incidents", site: "S1", language: "en" });
  });

  it("stays on a floor that somebody chose, and says where the alarm is", async () => {
    const server = new Server();
    const element = await page(server);
    await press(element, "First floor");
    server.tell("duress/incidents", { incidents: [incident()] });
    await settled(element);
    expect(floorShown(element)).toBe("first");
    expect(textOf(element.shadowRoot?.querySelector(".elsewhere") ?? null)).toMatch(
      /Alarm on Second floor:.*Pendant 7/,
    );
    await press(element, "Show");
    expect([floorShown(element), element.shadowRoot?.querySelector(".elsewhere")]).toEqual(["second", null]);
  });

  it("opens with the floor in its address", async () => {
    expect(floorShown(await page(new Server(), ["see"], ["second"]))).toBe("second");
  });

  it("lets only those change plans who may, and tells them of alarms meanwhile", async () => {
    expect(textOf(await page(new Server()))).not.toContain("Change plan");
    const server = new Server();
    const element = await page(server, ["see", "install"], ["second"]);
    await press(element, "Change plan");
    expect(element.shadowRoot?.querySelector("duress-plan-editor")?.homeless).toHaveLength(1);
    server.tell("duress/incidents", { incidents: [incident()] });
    await settled(element);
    await press(element, "Show");
    expect(floorShown(element)).toBe("second");
  });

  it("shows how well rooms are heard, blind spots by name, also as a list", async () => {
    const server = new Server();
    server.answers.set("duress/coverage", COVERAGE);
    const element = await page(server, ["see"], ["second"]);
    expect(server.followers("duress/coverage")).toBe(0);
    await choose(element, 0, "coverage");
    expect(server.asked.at(-1)).toMatchObject({ type: "duress/coverage", language: "en" });
    expect(textOf(element)).toMatch(/Blind spots: 1 of 4 rooms\..*Weak: 1 \(Room 204\)/);
    expect(element.shadowRoot?.querySelector("duress-floor-plan")?.layer?.get("room_204")?.word).toBe("Weak");
    server.tell("duress/coverage", { ...COVERAGE, sentence: "Blind spots: 0 of 4 rooms.", rooms: [] });
    await settled(element);
    expect(textOf(element)).toContain("Blind spots: 0 of 4 rooms.");
    server.tell("duress/coverage", COVERAGE);
    await press(element, "List");
    const list = element.shadowRoot?.querySelector("duress-map-list") ?? null;
    expect(textOf(list)).toMatch(/Room 204.*Weak.*Repeater 1 \(2 dB\)/);
  });

  it("shows exactly the rooms that would be lost with a repeater", async () => {
    const server = new Server();
    server.answers.set("duress/coverage", COVERAGE);
    const element = await page(server, ["see"], ["second"]);
    await choose(element, 0, "outage");
    expect(textOf(element)).toContain("Choose a receiver or repeater");
    const rooms = [{ room: "Room 206", room_id: "room_206", before: "room", after: "floor" }];
    server.answers.set("duress/coverage", { ...COVERAGE, without: { sentence: "Less well: Room 206.", rooms } });
    await choose(element, 1, "L1");
    expect(server.asked.at(-1)).toMatchObject({ without: "L1" });
    expect(textOf(element)).toContain("Less well: Room 206.");
    const layer = element.shadowRoot?.querySelector("duress-floor-plan")?.layer;
    expect([...(layer ?? [])].map(([id, mark]) => [id, mark.word])).toEqual([["room_206", "Only the floor is known"]]);
  });

  it("says why coverage is not known", async () => {
    const server = new Server();
    server.refusals.set("duress/coverage", "The ledger cannot be read.");
    const element = await page(server);
    await choose(element, 0, "coverage");
    expect(textOf(element)).toContain("The ledger cannot be read.");
  });

  it("is a wall display that shows the floors with alarms, and leaves with Escape", async () => {
    history.replaceState(null, "", "/duress/map?view=wall");
    const server = new Server();
    const element = await page(server);
    const wall = element.shadowRoot?.querySelector("duress-map-wall");
    if (!wall) throw new Error("no wall");
    const floors = (): string[] =>
      [...(wall.shadowRoot?.querySelectorAll("duress-floor-plan") ?? [])].map((one) => one.floor.floor_id);
    expect(textOf(wall)).toContain("No open alarm");
    // Nobody touches a wall: it must not look calm because it is deaf.
    const counts = { receivers: 1, receivers_connected: 0, pendants: 2, pendants_ready: 0, paths: 1, paths_proven: 1 };
    server.tell("duress/readiness", counts);
    await settled(wall);
    expect(textOf(wall)).toContain("No receiver is connected: no press is heard.");
    expect(floors()).toEqual(["first", "second"]);
    server.tell("duress/incidents", { incidents: [incident()] });
    await settled(element);
    await settled(wall);
    expect([textOf(wall).includes("1 alarm"), floors()]).toEqual([true, ["second"]]);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    await settled(element);
    expect(element.shadowRoot?.querySelector("duress-map-wall")).toBeNull();
  });

  it("says what to do without floors", async () => {
    const server = new Server();
    server.answers.set("duress/map", map({ floors: [] }));
    expect(textOf(await page(server))).toContain("There is no floor yet");
  });
});
