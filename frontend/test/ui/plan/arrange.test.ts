/** Names on a plan do not cover each other, however many there are. */
import { describe, expect, it } from "vitest";
import { arrange, type Label } from "../../../src/ui/plan/arrange";

const SHEET = { width: 328, height: 140 };

function name(key: string, x: number, y: number, more: Partial<Label> = {}): Label {
  const sizes = [
    { width: 60, height: 18 },
    { width: 30, height: 18 },
    { width: 22, height: 18 },
  ];
  return { key, spot: { x, y }, sizes, weight: 0, mayMove: false, ...more };
}

function levels(labels: readonly Label[]): Record<string, number> {
  return Object.fromEntries([...arrange(labels, SHEET)].map(([key, { level }]) => [key, level]));
}

describe("names on a plan", () => {
  it("are whole where there is space", () => {
    expect(levels([name("a", 0.2, 0.5), name("b", 0.6, 0.5)])).toEqual({ a: 0, b: 0 });
  });

  it("get shorter only as far as needed, what matters less first", () => {
    expect(levels([name("a", 0.2, 0.5), name("b", 0.35, 0.5, { weight: 3 })])).toEqual({ a: 1, b: 0 });
    expect(levels([name("a", 0.2, 0.5), name("b", 0.28, 0.5, { weight: 3 })])).toEqual({ a: 2, b: 1 });
  });

  it("are said by one of them where even numbers would cover each other", () => {
    const found = arrange([name("a", 0.5, 0.5), name("b", 0.52, 0.5), name("c", 0.9, 0.5)], SHEET);
    expect([...found].map(([key, { at }]) => [key, at])).toEqual([
      ["a", "a"],
      ["b", "a"],
      ["c", "c"],
    ]);
  });

  it("stay on the sheet", () => {
    expect(arrange([name("a", 0, 0)], SHEET).get("a")).toMatchObject({ level: 0, dx: 30, dy: 9 });
  });

  it("let others stand beside them, or say that there is no space", () => {
    const [aside, nowhere] = [name("r", 0.5, 0.5, { mayMove: true }), name("s", 0.5, 0.5, { mayMove: true })];
    expect(arrange([name("a", 0.5, 0.5), aside], SHEET).get("r")).toMatchObject({ level: 0, dy: 20, out: false });
    const wall = [...Array(5).keys()].map((at) =>
      name(`w${at}`, (at + 0.5) / 5, 0.5, { sizes: [{ width: 65, height: 140 }] }),
    );
    expect(arrange([...wall, nowhere], SHEET).get("s")).toMatchObject({ out: true });
  });

  it("go as far away as they may, the nearest free place first", () => {
    const crowd = [...Array(30).keys()].map((at) =>
      name(`f${at}`, 0.5, 0.5, { mayMove: true, sizes: [{ width: 30, height: 16 }] }),
    );
    const out = (reach: number): number =>
      [
        ...arrange(
          crowd.map((one) => ({ ...one, reach })),
          SHEET,
        ).values(),
      ].filter((one) => one.out).length;
    expect(out(1)).toBe(21);
    expect(out(4)).toBe(0);
    const far = arrange(
      crowd.map((one) => ({ ...one, reach: 4 })),
      SHEET,
    ).get("f9");
    expect(Math.hypot(far?.dx ?? 0, far?.dy ?? 0)).toBeLessThan(60);
  });

  it("of sixty rooms on a phone do not cover each other", () => {
    const rooms = [...Array(60).keys()].map((at) => name(`r${at}`, (at % 20) / 19, 0.2 + 0.3 * Math.floor(at / 20)));
    const shown = [...arrange(rooms, SHEET)].filter(([key, { at }]) => key === at);
    const boxes = shown.map(([key, { level, dx, dy }]) => {
      const { spot, sizes } = rooms.find((room) => room.key === key) ?? name(key, 0, 0);
      return {
        x: spot.x * SHEET.width + dx,
        y: spot.y * SHEET.height + dy,
        ...(sizes[level] ?? { width: 0, height: 0 }),
      };
    });
    const covered = boxes.filter((box, index) =>
      boxes.some(
        (other, which) =>
          which !== index &&
          Math.abs(box.x - other.x) < (box.width + other.width) / 2 - 0.01 &&
          Math.abs(box.y - other.y) < 17,
      ),
    );
    expect(covered).toEqual([]);
    expect(shown.length).toBeGreaterThan(25);
  });
});
