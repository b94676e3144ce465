/** Small drawn shapes, so that no state is told by its colour alone. They need no font. */
import { svg, type TemplateResult } from "lit";
import { html } from "lit";

const PATHS = {
  circle: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z",
  ring: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm0 2.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
  triangle: "M8 1.5 15 14H1z",
  square: "M2.5 2.5h11v11h-11z",
  diamond: "M8 1 15 8l-7 7-7-7z",
  plus: "M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6z",
  cross: "m3.5 1.4 4.5 4.5 4.5-4.5 2.1 2.1L10.1 8l4.5 4.5-2.1 2.1L8 10.1l-4.5 4.5-2.1-2.1L5.9 8 1.4 3.5z",
  check: "m6.2 13.6-5-5 2-2 3 3 6.6-6.9 2 2z",
  hourglass: "M3 1.5h10v2.2L9.5 8l3.5 4.3v2.2H3v-2.2L6.5 8 3 3.7z",
  line: "M1.5 6.5h13v3h-13z",
} as const;

/** The name of a shape. */
export type Shape = keyof typeof PATHS;

/** Draw a shape in the colour of the text around it; what it means is said beside it. */
export function shape(name: Shape): TemplateResult {
  return html`<svg class="shape" viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true" focusable="false">
    ${svg`<path fill="currentColor" d=${PATHS[name]}></path>`}
  </svg>`;
}

const KINDS: Readonly<Record<string, Shape>> = {
  duress: "triangle",
  medical: "plus",
  assist: "circle",
  lockdown: "square",
};

/** The shape of what an incident is about. */
export function kindShape(kind: string): Shape {
  return KINDS[kind] ?? "diamond";
}
