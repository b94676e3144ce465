/** The confusion table: who was taken for whom, the worst first, on sheets that fit. */
import { render } from "lit";
import { describe, expect, it } from "vitest";
import type { Measured } from "../../../src/data/proof";
import { columnsOf, confusedRooms, confusionTable } from "../../../src/pages/walk/confusion-table";
import { consoleOf, Server } from "../../school";

type Found = Pick<Measured, "confusions" | "rooms">;

const SCORE = { presses: 10, room_share: 0.5, three_share: 1, floor_share: 1, floor: null, poor: true };
const FOUND: Found = {
  rooms: [{ ...SCORE, room: "Room 204", right: 5 }],
  confusions: [
    { room: "Gym", said: "Yard", count: 1 },
    { room: "Room 204", said: "Room 206", count: 3 },
    { room: "Room 204", said: "Yard", count: 2 },
  ],
};

function drawn(found: Found): HTMLElement {
  const { texts, format } = consoleOf(new Server());
  const element = document.createElement("div");
  const words = { t: (...said: Parameters<typeof texts.say>) => texts.say(...said), format };
  render(confusionTable(words, found as Measured), element);
  return element;
}

describe("the confusion table", () => {
  it("has the most confused room first, with how often it was right", () => {
    expect(confusedRooms(FOUND).map(({ room, right, wrong }) => [room, right, wrong])).toEqual([
      ["Room 204", 5, 5],
      ["Gym", 0, 1],
    ]);
    expect(columnsOf(confusedRooms(FOUND))).toEqual([["Room 206", "Yard"]]);
  });

  it("tells a screen reader of each number which rooms it is about", () => {
    const table = drawn(FOUND).querySelector("table");
    const scopes = [...(table?.querySelectorAll("th") ?? [])].map((head) => [head.textContent.trim(), head.scope]);
    expect(scopes).toEqual([
      ["Pressed in", "col"],
      ["Right", "col"],
      ["Placed in", "colgroup"],
      ["Room 206", "col"],
      ["Yard", "col"],
      ["Room 204", "row"],
      ["Gym", "row"],
    ]);
    expect(table?.caption?.textContent.trim()).toBe("What was taken for what");
    const cells = [...(table?.rows ?? [])].slice(2).map((row) => [...row.cells].map((one) => one.textContent.trim()));
    expect(cells).toEqual([
      ["Room 204", "5", "3", "2"],
      ["Gym", "", "", "1"],
    ]);
  });

  it("of many rooms goes on in another table, so that it fits on paper", () => {
    const confusions = [...Array(20).keys()].map((at) => ({ room: `Room ${at}`, said: `Room ${at + 1}`, count: 1 }));
    const tables = [...drawn({ rooms: [], confusions }).querySelectorAll("table")];
    expect(tables.map((table) => [table.caption?.textContent.trim(), table.rows.length])).toEqual([
      ["What was taken for what (1 of 2)", 14],
      ["What was taken for what (2 of 2)", 10],
    ]);
  });

  it("says so when nothing was confused", () => {
    expect(drawn({ rooms: [], confusions: [] }).textContent).toMatch(/What was taken for what:\s+no room/);
  });
});
