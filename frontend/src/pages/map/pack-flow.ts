/** Paper is of one size: the largest type with which a page fits on one sheet, else as many sheets as it takes. */

/** Sizes of the type on one sheet, in points, the largest first; nothing smaller is read in a hurry. */
const SIZES = [11, 10, 9, 8] as const;
/** The size of the type where a page takes several sheets. */
const FLOWING = 10;

/** What is left for the next sheet: from which line on, beside the plan and in the list of rooms. */
export interface Rest {
  readonly side: number;
  readonly main: number;
}

/** How the first sheet of a page is laid out; `wide` has all the rest below the plan. */
interface Layout {
  readonly size: number;
  readonly wide: boolean;
}

/** Lay out the first sheet: the first layout with which all fits, else one from which the rest goes on. */
export function lay(overflows: (layout: Layout) => boolean, mayBeWide: boolean): void {
  const layouts = (mayBeWide ? [true, false] : [false]).flatMap((wide) => SIZES.map((size) => ({ size, wide })));
  if (layouts.some((one) => !overflows(one))) return;
  overflows({ size: FLOWING, wide: mayBeWide });
}

/** Whether something reaches over the edge of a box. */
export function isTooFull(box: HTMLElement | null): boolean {
  return box !== null && (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1);
}

/** Show every line of a box again. */
export function uncut(box: HTMLElement | null): void {
  if (box !== null) show(box, Infinity);
}

/** Hide the lines at the end of a box that do not fit, and headings without a line; answers how many are left. */
export function cut(box: HTMLElement | null): number {
  if (box === null) return 0;
  const all = box.querySelectorAll("li").length;
  if (!isTooFull(box)) return all;
  let [fits, tooMany] = [0, all];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    show(box, middle);
    if (isTooFull(box)) tooMany = middle;
    else fits = middle;
  }
  show(box, fits);
  return fits;
}

function show(box: HTMLElement, count: number): void {
  for (const [index, line] of box.querySelectorAll<HTMLElement>("li").entries()) line.hidden = index >= count;
  for (const group of box.querySelectorAll<HTMLElement>("section"))
    group.hidden = group.querySelector("li") !== null && group.querySelector("li:not([hidden])") === null;
}
