/** How verdicts look: a word and a shape each, so that nobody has to tell colours apart. */
import { css, html, nothing, svg, type TemplateResult } from "lit";
import type { Verdict } from "../../data/survey";

/** Shapes of verdicts: a circle with a tick, a triangle, an octagon with a cross; a ring where nobody pressed. */
export function shapeOf(verdict: Verdict | null): TemplateResult {
  return html`<svg class="shape ${verdict ?? "open"}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${drawn(verdict)}
  </svg>`;
}

function drawn(verdict: Verdict | null): TemplateResult | typeof nothing {
  switch (verdict) {
    case "pass":
      return svg`<circle cx="12" cy="12" r="11"></circle><path class="mark" d="M6.5 12.5l3.8 3.8 7.2-8"></path>`;
    case "weak":
      return svg`<path d="M12 1.5 23.5 22H.5z"></path><path class="mark" d="M12 9v6m0 3v.6"></path>`;
    case "none":
      return svg`<path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"></path>
        <path class="mark" d="M8 8l8 8m0-8l-8 8"></path>`;
    case null:
      return svg`<circle class="ring" cx="12" cy="12" r="9.5"></circle>`;
  }
}

/** How they are drawn; `--shape` is how large. */
export const shapes = css`
  .shape {
    flex: none;
    width: var(--shape, 20px);
    height: var(--shape, 20px);
    fill: var(--quiet);
  }
  .shape.pass {
    fill: var(--good);
  }
  .shape.weak {
    fill: var(--warn);
  }
  .shape.none {
    fill: var(--alarm);
  }
  .shape .mark {
    fill: none;
    stroke: #fff;
    stroke-width: 2.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .shape .ring {
    fill: none;
    stroke: var(--quiet);
    stroke-width: 2;
  }
  .verdict {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
`;
