/** Names on a plan that do not cover each other: what does not fit is said shorter, then as a number with a key. */
import type { Spot } from "../../data/map";

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Something written on a plan. */
export interface Label {
  readonly key: string;
  readonly spot: Spot;
  /** How large it is at each level, from the longest way to say it to the shortest. */
  readonly sizes: readonly Size[];
  /** Who stays longer when two are in each other's way: the larger one. */
  readonly weight: number;
  /** Whether it may stand a little beside its spot, and be left out at last. */
  readonly mayMove: boolean;
  /** How many times its own size it may stand away from its spot; once if nothing is said. */
  readonly reach?: number;
}

/** How a label is written: its level, and how many pixels it stands beside its spot. */
export interface Written {
  readonly level: number;
  readonly dx: number;
  readonly dy: number;
  /** The key of the label that stands for it too, at the last level; its own if none does. */
  readonly at: string;
  /** Nothing of it fits anywhere. */
  readonly out: boolean;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const BESIDE: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
];

/** Arrange the labels of a sheet so that none covers another. */
export function arrange(labels: readonly Label[], sheet: Size): ReadonlyMap<string, Written> {
  const fixed = labels.filter((one) => !one.mayMove);
  const levels = shorten(fixed, sheet);
  const found = join(fixed, levels, sheet);
  const taken = fixed
    .filter(({ key }) => found.get(key)?.at === key)
    .map((one) => boxOf(one, levelOf(levels, one), sheet));
  const moving = labels.filter((one) => one.mayMove).sort((one, other) => other.weight - one.weight);
  for (const one of moving) {
    const place = beside(one, sheet, taken);
    if (place === undefined) found.set(one.key, { level: one.sizes.length - 1, dx: 0, dy: 0, at: one.key, out: true });
    else {
      found.set(one.key, place.written);
      taken.push(place.box);
    }
  }
  return found;
}

/** Whether two boxes have a pixel in common. */
export function meet(one: Box, other: Box): boolean {
  return (
    Math.abs(one.x - other.x) * 2 < one.width + other.width && Math.abs(one.y - other.y) * 2 < one.height + other.height
  );
}

function levelOf(levels: ReadonlyMap<string, number>, label: Label): number {
  return levels.get(label.key) ?? 0;
}

/** Of each two that meet, say one shorter, until none meet or all that do are as short as can be. */
function shorten(labels: readonly Label[], sheet: Size): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const boxes = labels.map((one) => boxOf(one, 0, sheet));
  for (let again = true; again;) {
    again = false;
    for (const [index, one] of labels.entries())
      for (let next = index + 1; next < labels.length; next += 1) {
        const other = labels[next];
        const [box, facing] = [boxes[index], boxes[next]];
        if (other === undefined || box === undefined || facing === undefined || !meet(box, facing)) continue;
        const [longer, shorter] = other.weight > one.weight ? [next, index] : [index, next];
        const loser = [shorter, longer].find((which) => canShorten(labels[which], levels));
        const label = loser === undefined ? undefined : labels[loser];
        if (loser === undefined || label === undefined) continue;
        const level = levelOf(levels, label) + 1;
        levels.set(label.key, level);
        boxes[loser] = boxOf(label, level, sheet);
        again = true;
      }
  }
  return levels;
}

function canShorten(label: Label | undefined, levels: ReadonlyMap<string, number>): boolean {
  return label !== undefined && levelOf(levels, label) < label.sizes.length - 1;
}

/** What still meets at its shortest is said by the first of them. */
function join(labels: readonly Label[], levels: ReadonlyMap<string, number>, sheet: Size): Map<string, Written> {
  const found = new Map<string, Written>();
  const shown: { readonly key: string; readonly box: Box }[] = [];
  for (const one of [...labels].sort((left, right) => right.weight - left.weight)) {
    const level = levelOf(levels, one);
    const box = boxOf(one, level, sheet);
    const host = level < one.sizes.length - 1 ? undefined : shown.find((other) => meet(box, other.box));
    if (host === undefined) shown.push({ key: one.key, box });
    const [dx, dy] = [box.x - one.spot.x * sheet.width, box.y - one.spot.y * sheet.height];
    found.set(one.key, { level, dx, dy, at: host?.key ?? one.key, out: false });
  }
  return found;
}

/** The longest way to say something for which there is room at its spot or right beside it. */
function beside(
  label: Label,
  sheet: Size,
  taken: readonly Box[],
): { readonly written: Written; readonly box: Box } | undefined {
  for (const level of label.sizes.keys())
    for (const step of stepsOf(label.sizes[level] ?? NO_SIZE, label.reach ?? 1)) {
      const box = boxOf(label, level, sheet, step);
      if (taken.some((other) => meet(box, other))) continue;
      const [dx, dy] = [box.x - label.spot.x * sheet.width, box.y - label.spot.y * sheet.height];
      return { written: { level, dx, dy, at: label.key, out: false }, box };
    }
  return undefined;
}

/** Where to try, in pixels beside the spot: what is right beside it first, then by distance. */
function stepsOf({ width, height }: Size, reach: number): readonly { readonly dx: number; readonly dy: number }[] {
  const step = ([right, down]: readonly [number, number]): { dx: number; dy: number } => ({
    dx: right * (width + 8),
    dy: down * (height + 2),
  });
  const near = BESIDE.map(step);
  if (reach < 2) return near;
  const all = [...Array(2 * reach + 1).keys()].map((at) => at - reach);
  const far = all.flatMap((right) => all.map((down) => step([right, down])));
  return [...near, ...far.sort((one, other) => Math.hypot(one.dx, one.dy) - Math.hypot(other.dx, other.dy))];
}

const NO_SIZE: Size = { width: 0, height: 0 };

/** Where a label is, never beyond the edges of the sheet. */
function boxOf(label: Label, level: number, sheet: Size, step = { dx: 0, dy: 0 }): Box {
  const { width, height } = label.sizes[level] ?? NO_SIZE;
  return {
    x: within(label.spot.x * sheet.width + step.dx, width, sheet.width),
    y: within(label.spot.y * sheet.height + step.dy, height, sheet.height),
    width,
    height,
  };
}

function within(middle: number, length: number, whole: number): number {
  return Math.min(Math.max(middle, length / 2), Math.max(whole - length / 2, length / 2));
}
