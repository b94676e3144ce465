/** Where things and incidents are. */
import { describe, expect, it } from "vitest";
import { byPendant, floorOf, listenerSpot, newest, shortName, thingsOf } from "../../src/data/map";
import { floor, incident, pressOf, repeater } from "../pages/map/school-map";

describe("the map", () => {
  it("shortens names to what people say", () => {
    expect(["DEMO Room 204", "Gym", "Music and drama rooms"].map(shortName)).toEqual(["204", "Gym", "Music and dra…"]);
  });

  it("shows a repeater beside its room until it has a place of its own", () => {
    const [beside] = floor().listeners;
    if (beside === undefined) throw new Error("no repeater");
    expect(listenerSpot(beside, floor())).toEqual({ x: 0.25, y: 0.56 });
    expect(listenerSpot({ ...beside, x: 0.1, y: 0.1 }, floor())).toEqual({ x: 0.1, y: 0.1 });
    expect(listenerSpot(repeater(2), floor())).toBeUndefined();
  });

  it("lists rooms first, and what is in no room last", () => {
    expect(thingsOf(floor(), [repeater(9)], ({ label }) => label).map((thing) => thing.key)).toEqual([
      "room:room_204",
      "room:room_206",
      "room:room_208",
      "listener:L1",
      "listener:L9",
    ]);
  });

  it("looks at the newest real alarm first, then at drills and at what is over", () => {
    const drill = incident({ incident_id: "D", mode: "drill", latest: [pressOf("Pendant 7", "204", 9e9)] });
    const old = incident({ incident_id: "A", latest: [], raised_at: 1 });
    const fresh = incident({ incident_id: "B", latest: [pressOf("Pendant 7", "204", 2)], raised_at: 0 });
    const over = incident({ incident_id: "C", state: "resolved" });
    expect(newest([fresh, old, drill, over])?.incident_id).toBe("B");
    expect(newest([over, drill])?.incident_id).toBe("D");
    expect(newest([])).toBeUndefined();
  });

  it("looks at whoever pressed last in an incident", () => {
    const latest = [pressOf("Pendant 7", "204", 10), pressOf("Pendant 9", "206", 12)];
    expect(newest(byPendant([incident({ latest, raised_at: 10 })]))?.latest.at(-1)?.transmitter).toBe("Pendant 9");
  });

  it("knows outdoor zones from places nobody knows", () => {
    expect(floorOf(incident())).toBe("second");
    expect(floorOf(incident({}, { floor_id: null }))).toBe("-");
    expect(floorOf(incident({}, { floor_id: null, room_id: null, room: null }))).toBeUndefined();
  });
});
