/** What rooms are marked with. */
import { describe, expect, it } from "vitest";
import type { RoomCoverage } from "../../../src/data/coverage";
import { COVERAGE_ORDER, coverageLayer, coverageMark, outageLayer } from "../../../src/pages/map/layers";
import { textsFor } from "../../../src/text/localize";

const texts = textsFor("en");

function covered(id: string, ...blind: RoomCoverage["blind"]): RoomCoverage {
  const unknown = { floor: null, proven_at: null, age_days: null, failed_at: null, paths: null, margin: null };
  return { room: id, room_id: id, blind, presses: 0, listeners: [], ...unknown };
}

describe("the layers", () => {
  it("name the gravest reason of each room", () => {
    const rooms = [covered("a"), covered("b", "single_path", "old")];
    const layer = coverageLayer(texts, {
      role: "viewer",
      site: "",
      sentence: "",
      days: 180,
      blind_spots: 1,
      single_path: [],
      rooms,
    });
    expect([...layer].map(([id, mark]) => [id, mark.tone, mark.word])).toEqual([
      ["a", "good", "Proven"],
      ["b", "warn", "Single path"],
    ]);
  });

  it("tell every state by a shape of its own", () => {
    const marks = COVERAGE_ORDER.map((name) => coverageMark(texts, name));
    expect(new Set(marks.map((mark) => mark.shape)).size).toBe(marks.length);
    expect(new Set(marks.map((mark) => mark.word)).size).toBe(marks.length);
  });

  it("mark exactly the rooms that would be lost", () => {
    const outage = {
      listener: "Repeater 7",
      listener_id: "L7",
      surveyed: true,
      sentence: "",
      rooms: [{ room: "Room 204", room_id: "room_204", before: "room", after: "unheard" }] as const,
    };
    expect([...outageLayer(texts, outage)].map(([id, mark]) => [id, mark.word])).toEqual([
      ["room_204", "Not heard at all"],
    ]);
  });
});
