/** How things for responders are drawn: a shape for each kind, which a copier keeps. What it is stands beside it. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { type MapFact, type Spot, spotOf } from "../../data/map";
import { type FactKind, factName, inOrder, marksOf } from "../../data/pack";
import type { Texts } from "../../text/localize";

const PATHS: Readonly<Record<FactKind, string>> = {
  door: "M3 1h10v14H3zm2 2v10h6V3zm3.4 4h1.6v2H8.4z",
  key_box: "M5 4a4 4 0 1 0 3.7 5.5H10V11h2V9.5h3v-3H8.7A4 4 0 0 0 5 4zm0 2.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z",
  fire_panel:
    "M8 1.2c.8 0 1.3.6 1.3 1.3a4.2 4.2 0 0 1 2.9 4V10l1.6 2v1H2.2v-1l1.6-2V6.5a4.2 4.2 0 0 1 2.9-4c0-.7.5-1.3 1.3-1.3zM6.5 13.7h3a1.5 1.5 0 0 1-3 0z",
  gas: "M8 .8c1 3 4.6 4.6 4.6 8.6a4.6 4.6 0 0 1-9.2 0c0-2 1.4-3 2-4.6 1 .8 1.3 1.7 1.3 2.6C8 6 8.4 3.4 8 .8zm0 8.2c-.5 1.3-1.6 1.7-1.6 3a1.7 1.7 0 0 0 3.3 0C9.7 10.7 8.4 10.3 8 9z",
  water: "M8 1c2 3.5 4.5 5.8 4.5 9a4.5 4.5 0 0 1-9 0C3.5 6.8 6 4.5 8 1z",
  electricity: "M9.5 1 3 9.2h4L6 15l7-8.4H8.7z",
  aed: "M8 14.2 2.3 8.4A3.7 3.7 0 0 1 8 3.9a3.7 3.7 0 0 1 5.7 4.5z",
  first_aid: "M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6z",
  camera: "M1 4h9v8H1zm10 3 4-2.5v7L11 9z",
  assembly: "M3 1h1.6v1H14l-2.5 3.2L14 8.5H4.6V15H3z",
  other: "M8 1 15 8l-7 7-7-7z",
};

/** Draw the shape of a kind in the colour of the text around it. */
export function factShape(kind: FactKind): TemplateResult {
  return html`<svg class="shape" viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true" focusable="false">
    ${svg`<path fill="currentColor" fill-rule="evenodd" d=${PATHS[kind]}></path>`}
  </svg>`;
}

/** The things of a floor on its sheet, each with the mark that it has in the legend. */
export function factPins(
  texts: Texts,
  facts: readonly MapFact[],
  at: (spot: Spot) => string,
): readonly (TemplateResult | typeof nothing)[] {
  const shown = inOrder(facts, texts.language);
  const marks = marksOf(shown);
  return shown.map((fact, index) => {
    const spot = spotOf(fact);
    if (spot === undefined) return nothing;
    return html`<span class="pin fact" title=${factName(texts, fact)} style=${at(spot)}
      >${factShape(fact.kind)}${marks[index]}</span
    >`;
  });
}

/** What the marks mean. */
export function factLegend(texts: Texts, facts: readonly MapFact[]): TemplateResult {
  const shown = inOrder(facts, texts.language);
  const marks = marksOf(shown);
  return html`<ul class="plain legend" aria-label=${texts.say("pack.things")}>
    ${shown.map(
      (fact, index) => html`<li>${factShape(fact.kind)} <strong>${marks[index]}</strong> ${factName(texts, fact)}</li>`,
    )}
  </ul>`;
}
