/** One floor: what is on it, and every incident somewhere, whatever is known of its place. */
import { afterEach, describe, expect, it } from "vitest";
import "../../../src/ui/plan/floor-plan";
import type { Layer } from "../../../src/ui/plan/marks";
import { floor, incident, pressOf, repeater, room } from "../../pages/map/school-map";
import { consoleOf, Server, settled, shown, textOf } from "../../school";

type Plan = HTMLElementTagNameMap["duress-floor-plan"];

async function plan(fields: Partial<Plan>, server = new Server()): Promise<Plan> {
  server.answers.set("auth/sign_path", { path: "/signed" });
  return shown<Plan>("duress-floor-plan", consoleOf(server), { floor: floor(), ...fields });
}

function styleOf(element: Plan, selector: string): string | undefined {
  return element.shadowRoot?.querySelector(selector)?.getAttribute("style") ?? undefined;
}

describe("a floor plan", () => {
  afterEach(() => document.body.replaceChildren());

  it("has its image signed, and rooms and repeaters where they were put", async () => {
    const server = new Server();
    const element = await plan({}, server);
    await settled(element);
    expect(server.asked[0]).toMatchObject({ type: "auth/sign_path", path: "/api/duress/plans/S1/second/abc" });
    expect(element.shadowRoot?.querySelector("img")?.getAttribute("src")).toBe("/signed");
    const pins = [...(element.shadowRoot?.querySelectorAll(".pin") ?? [])];
    expect(pins.map((pin) => [textOf(pin).trim(), pin.getAttribute("style")])).toEqual([
      ["204", "left:25.00%;top:50.00%"],
      ["206", "left:75.00%;top:10.00%"],
      ["Repeater 1", "left:25.00%;top:56.00%"],
    ]);
  });

  it("shows an alarm in its room with how sure that is, and lightly where else it may be", async () => {
    const element = await plan({ incidents: [incident()] });
    expect(styleOf(element, ".here")).toBe("left:25.00%;top:50.00%");
    const link = element.shadowRoot?.querySelector("a.incident");
    expect(link?.getAttribute("href")).toBe("/duress/incident/I1");
    expect(textOf(link ?? null)).toMatch(/Pendant 7 .*Room 204 · likely 87 % · /i);
    expect(textOf(element.shadowRoot?.querySelector(".other") ?? null)).toContain("or here, 9 %");
  });

  it("shows everybody who pressed, each in their own room", async () => {
    const latest = [pressOf("Pendant 9", "206"), pressOf("Pendant 7", "206"), pressOf("Pendant 7", "204")];
    const element = await plan({ incidents: [incident({ latest })] });
    const pins = [...(element.shadowRoot?.querySelectorAll(".alarms") ?? [])].map(textOf);
    expect(pins).toHaveLength(2);
    expect(pins[0]).toMatch(/Pendant 7 .*Room 204 · likely 87 %/);
    expect(pins[1]).toMatch(/Pendant 9 .*Room 206 · likely · /);
  });

  it("shows an alarm above the plan if its room is not on it, or nobody knows where it is", async () => {
    const unplaced = incident({ incident_id: "A" }, { room_id: "room_208", room: "Room 208", others: [] });
    const floorOnly = incident({ incident_id: "B" }, { room_id: null, room: null, word: null });
    const lost = incident({ incident_id: "C" }, { room_id: null, room: null, floor: null, floor_id: null });
    const elsewhere = incident({ incident_id: "D" }, { floor_id: "first", room_id: "room_101" });
    const element = await plan({ incidents: [unplaced, floorOnly, lost, elsewhere] });
    const adrift = [...(element.shadowRoot?.querySelectorAll(".adrift a") ?? [])].map(textOf);
    expect(adrift).toHaveLength(3);
    expect(adrift[0]).toContain("Room 208");
    expect(adrift[1]).toContain("on Second floor, room not known");
    expect(adrift[2]).toContain("somewhere at the school");
    expect(element.shadowRoot?.querySelectorAll(".here")).toHaveLength(0);
  });

  it("says of a drill and of what is over that it is", async () => {
    const element = await plan({
      incidents: [incident({ mode: "drill" }), incident({ incident_id: "I2", state: "resolved" }, { word: "near" })],
    });
    const [drill, over] = [...(element.shadowRoot?.querySelectorAll("a.incident") ?? [])];
    expect([drill?.className, over?.className]).toEqual(["incident calm", "incident over"]);
    expect(textOf(drill ?? null).toLowerCase()).toContain("drill");
    expect(textOf(over ?? null)).toContain("near Room 204");
  });

  it("says a layer in words and shapes", async () => {
    const layer: Layer = new Map([["room_204", { tone: "alarm", shape: "cross", word: "Never proven" }]]);
    const element = await plan({ layer });
    const pin = element.shadowRoot?.querySelector(".pin.alarm");
    expect(textOf(pin ?? null)).toContain("Never proven");
    expect(pin?.querySelector("svg")).not.toBeNull();
  });

  it("is a grid of rooms without an image, with the same in it", async () => {
    const layer: Layer = new Map([["room_206", { tone: "warn", shape: "line", word: "Single path" }]]);
    const element = await plan({ floor: floor({ plan: null }), incidents: [incident()], layer });
    const cells = [...(element.shadowRoot?.querySelectorAll(".cell") ?? [])].map(textOf);
    expect(cells).toHaveLength(3);
    expect(cells[0]).toMatch(/Room 204.*Pendant 7.*Repeater 1/);
    expect(cells[1]).toMatch(/Room 206.*Single path.*or here, 9 %/);
  });

  it("asks for another signature once, then says that the image cannot be shown", async () => {
    const server = new Server();
    const element = await plan({}, server);
    await settled(element);
    for (const expected of [2, 2]) {
      element.shadowRoot?.querySelector("img")?.dispatchEvent(new Event("error"));
      await settled(element);
      expect(server.asked).toHaveLength(expected);
    }
    expect(textOf(element)).toContain("cannot be shown");
  });

  it("says rooms that are close together by numbers, and what these mean", async () => {
    const rooms = [room(204, { x: 0.5, y: 0.5 }), room(205, { x: 0.51, y: 0.5 }), room(209, { x: 0.9, y: 0.9 })];
    const layer: Layer = new Map([["room_205", { tone: "warn", shape: "diamond", word: "Weak" }]]);
    const element = await plan({
      floor: floor({ rooms, listeners: [repeater(1, { x: 0.5, y: 0.5 })] }),
      layer,
      width: 328,
    });
    const pins = [...(element.shadowRoot?.querySelectorAll(".pin.room") ?? [])].map((pin) => textOf(pin).trim());
    expect(pins).toEqual(["1", "209"]);
    expect(textOf(element.shadowRoot?.querySelector(".key") ?? null)).toMatch(/1 Room 204 and Room 205: Weak/);
    expect(styleOf(element, ".pin.listener")).toContain("margin:");
  });

  it("has alarms that are close together in a list, with letters where they are", async () => {
    const latest = [pressOf("Pendant 9", "206"), pressOf("Pendant 7", "204")];
    const rooms = [room(204, { x: 0.4, y: 0.6 }), room(206, { x: 0.45, y: 0.6 })];
    const element = await plan({ floor: floor({ rooms }), incidents: [incident({ latest })], width: 1000 });
    expect([...(element.shadowRoot?.querySelectorAll(".here") ?? [])].map(textOf)).toEqual(["A", "B"]);
    const listed = [...(element.shadowRoot?.querySelectorAll(".lettered li") ?? [])].map(textOf);
    expect(listed).toHaveLength(2);
    expect(listed[1]).toMatch(/^ ?B .*Room 206/);
    expect(element.shadowRoot?.querySelector(".alarms")).toBeNull();
  });

  it("keeps the only alarm beside its room where it fits, and above the plan where it would be cut off", async () => {
    const element = await plan({ incidents: [incident()], width: 1000 });
    expect(element.shadowRoot?.querySelectorAll(".alarms a")).toHaveLength(1);
    element.width = 200;
    await element.updateComplete;
    expect(element.shadowRoot?.querySelectorAll(".alarms a")).toHaveLength(0);
    expect(element.shadowRoot?.querySelectorAll(".lettered a")).toHaveLength(1);
  });
});
