/** The card that says in one sentence how far the school is protected. */
import { css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { Feed } from "../data/feed";
import { customElement } from "../ui/define";
import { ConsoleElement } from "../ui/element";
import { whenTold } from "../ui/standing";
import { shared } from "../ui/styles";
import { Ticking } from "../ui/ticking";
import { SchoolCard } from "./school-card";

/** What the card shows of the topic `duress/readiness`. */
interface Readiness {
  readonly protection: "ready" | "attention" | "not_protected";
  readonly sentence: string;
  readonly last_proven: number | null;
  readonly located: readonly { readonly device: string; readonly until: number }[];
}

// Three outlines that differ without their colour: a circle, a triangle, an octagon.
const SHAPES: Readonly<Record<Readiness["protection"], SVGTemplateResult>> = {
  ready: svg`<circle cx="12" cy="12" r="11"></circle><path d="M6 12.5l4 4 8-9"></path>`,
  attention: svg`<path class="fill" d="M12 1l11 21H1z"></path><path d="M12 8.5v7M12 18v1.5"></path>`,
  not_protected: svg`<path class="fill" d="M7.5 1h9L23 7.5v9L16.500 23h-9L1 16.500v-9z"></path><path d="M8 8l8 8M16 8l-8 8"></path>`,
};

/** `<duress-readiness-mark>`: a shape, a word, the sentence, and when monitoring was last proven. */
@customElement("duress-readiness-mark")
export class ReadinessMark extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .mark {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 12px;
        align-items: center;
      }
      svg {
        width: 2.5em;
        height: 2.5em;
        fill: none;
        stroke: var(--on-strong);
        stroke-width: 2.5;
      }
      circle,
      .fill {
        fill: var(--strong);
        stroke: none;
      }
      strong {
        font-size: 1.3em;
        font-weight: 500;
        color: var(--strong-ink);
      }
      .ready {
        --strong: var(--good);
        --strong-ink: var(--good-ink);
      }
      .attention {
        --strong: var(--warn);
        --strong-ink: var(--warn-ink);
      }
      .not_protected {
        --strong: var(--alarm);
        --strong-ink: var(--alarm-ink);
      }
    `,
  ];

  readonly #feed = new Feed<Readiness>(this, "duress/readiness", () => ({ language: this.console.texts.language }));
  readonly #clock = new Ticking(this, 10);

  override render(): TemplateResult {
    return whenTold(this.console, this.#feed, (readiness) => this.#draw(readiness));
  }

  #draw({ protection, sentence, last_proven: proven, located }: Readiness): TemplateResult {
    return html`<div role="status" class="mark ${protection}">
        <svg viewBox="0 0 24 24" aria-hidden="true">${SHAPES[protection]}</svg>
        <strong>${this.word("cards", `standing_${protection}`)}</strong>
      </div>
      <p>${sentence}</p>
      <p class="quiet">
        ${
          proven === null
            ? this.t("cards.never_proven")
            : this.t("cards.proven", {
                ago: this.format.ago(proven, this.#clock.now),
                at: this.format.dateTime(proven),
              })
        }
      </p>
      ${
        located.length === 0
          ? nothing
          : html`<p class="notice">
              ${this.t("cards.located", { devices: this.format.list(located.map((one) => one.device)) })}
            </p>`
      }`;
  }
}

/** `custom:duress-readiness-card`. */
@customElement("duress-readiness-card")
export class ReadinessCard extends SchoolCard {
  override getCardSize(): number {
    return 3;
  }

  protected override content(): TemplateResult {
    return html`<duress-readiness-mark></duress-readiness-mark>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-readiness-mark": ReadinessMark;
    "duress-readiness-card": ReadinessCard;
  }
}
