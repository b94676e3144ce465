/** Which rows of the roster are shown, and what they say. */
import { describe, expect, it } from "vitest";
import { counts, keepSame, loans, shownRows, spares, stateOf } from "../../../src/pages/people/rows";
import { matches } from "../../../src/text/search";
import { pendant } from "./school";

const labels = (rows: readonly { readonly label: string }[]): readonly string[] => rows.map((row) => row.label);

describe("the rows of the roster", () => {
  const rows = [
    pendant(10, { holder: "Ángela Peña", person_id: "P1", room: "Room 204" }),
    pendant(9, { troubles: ["missing"], ready: false }),
    pendant(3, { life: "in_stock", ready: null }),
    pendant(4, { ready: false, troubles: ["tamper", "low_battery"], battery_low: true, person_id: "P2", holder: "Bo" }),
    pendant(5, { ready: null }),
  ];

  it("are sorted as people sort labels, and by how urgent they are", () => {
    const by = (column: "label" | "state", down = false): readonly string[] =>
      labels(shownRows(rows, "all", "", { column, down }));
    expect(by("label")).toEqual(["Pendant 3", "Pendant 4", "Pendant 5", "Pendant 9", "Pendant 10"]);
    expect(by("label", true)[0]).toBe("Pendant 10");
    expect(by("state")).toEqual(["Pendant 9", "Pendant 4", "Pendant 5", "Pendant 3", "Pendant 10"]);
  });

  it("are found by any words of label, serial number, holder and room, without accents", () => {
    const found = (typed: string): readonly string[] =>
      labels(shownRows(rows, "all", typed, { column: "label", down: false }));
    expect(found("pena 204")).toEqual(["Pendant 10"]);
    expect(found("6004")).toEqual(["Pendant 4"]);
    expect(found("nobody")).toEqual([]);
    expect(matches("  ", "x")).toBe(true);
  });

  it("are counted by filter, and filters that keep nothing are not offered", () => {
    expect(counts(rows, "all")).toEqual([
      ["all", 5],
      ["attention", 3],
      ["missing", 1],
      ["not_heard", 1],
      ["battery", 1],
      ["unassigned", 2],
      ["spare", 1],
    ]);
    expect(counts(rows, "loan")).toContainEqual(["loan", 0]);
  });

  it("say the gravest thing first", () => {
    expect(rows.map((row) => stateOf(row).word)).toEqual(["works", "missing", "silent", "low_battery", "not_heard"]);
    expect(stateOf(pendant(1, { test_until: 5 })).word).toBe("on_test");
  });

  it("stay the same objects while nothing changes", () => {
    const now = [pendant(9, { troubles: ["missing"], ready: false }), pendant(5, { ready: true })];
    const kept = keepSame(rows, now);
    expect(kept[0]).toBe(rows[1]);
    expect(kept[1]).toBe(now[1]);
  });
});

describe("the desk", () => {
  it("offers spares that work first and asks for overdue loans first", () => {
    const rows = [
      pendant(1, { life: "in_stock", ready: null }),
      pendant(2, { life: "in_stock" }),
      pendant(3, { life: "loaned", due: "2026-11-25T16:30:00+00:00" }),
      pendant(4, { life: "loaned", due: "2026-11-25T12:00:00+00:00" }),
      pendant(5, { life: "loaned", due: "2026-11-25T18:00:00+00:00", overdue: true }),
      pendant(6, { life: "in_stock", role: "fixed_button" }),
    ];
    expect(labels(spares(rows))).toEqual(["Pendant 2", "Pendant 1"]);
    expect(labels(loans(rows))).toEqual(["Pendant 5", "Pendant 4", "Pendant 3"]);
  });
});
