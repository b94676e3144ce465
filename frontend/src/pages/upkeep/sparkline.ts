/** A small line of how a margin went, with the margin below which a link is weak. */
import { svg, type SVGTemplateResult } from "lit";

const WIDTH = 160;
const HEIGHT = 40;
const PAD = 3;

/** What is drawn: the values from old to new, null for a gap. */
export interface Line {
  readonly values: readonly (number | null)[];
  readonly enough: number;
  readonly label: string;
}

/** Points as SVG writes them, in pieces, because nothing is drawn over a gap. */
export function pieces({ values, enough }: Line): string[] {
  const known = values.filter((value) => value !== null);
  const top = Math.max(enough * 2, ...known);
  const step = values.length > 1 ? (WIDTH - 2 * PAD) / (values.length - 1) : 0;
  const found: string[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) found.push([]);
    else found.at(-1)?.push(`${round(PAD + index * step)},${heightOf(value, top)}`);
  });
  return found.filter((piece) => piece.length > 0).map((piece) => piece.join(" "));
}

/** The line as a picture with words for who does not see it. */
export function sparkline(line: Line): SVGTemplateResult {
  const known = line.values.filter((value) => value !== null);
  const top = Math.max(line.enough * 2, ...known);
  const weak = heightOf(line.enough, top);
  return svg`<svg role="img" aria-label=${line.label} viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT}>
    <line class="enough" x1="0" x2=${WIDTH} y1=${weak} y2=${weak}></line>
    ${pieces(line).map((points) =>
      points.includes(" ")
        ? svg`<polyline class="line" points=${points}></polyline>`
        : svg`<circle class="dot" cx=${points.split(",")[0] ?? ""} cy=${points.split(",")[1] ?? ""} r="2.5"></circle>`,
    )}
  </svg>`;
}

function heightOf(value: number, top: number): number {
  return round(HEIGHT - PAD - (Math.max(0, value) / top) * (HEIGHT - 2 * PAD));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
