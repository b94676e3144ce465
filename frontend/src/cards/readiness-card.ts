/** The card that says in one sentence how far the school is protected. */
import { css, html, nothing, type TemplateResult } from "lit";
import { Feed } from "../data/feed";
import type { Protection, ReadinessMessage } from "../data/readiness";
import { customElement } from "../ui/define";
import { ConsoleElement } from "../ui/element";
import { shape, type Shape } from "../ui/shapes";
import { whenTold } from "../ui/standing";
import { shared } from "../ui/styles";
import { Ticking } from "../ui/ticking";
import { SchoolCard } from "./school-card";

const SHAPES: Readonly<Record<Protection, Shape>> = { ready: "check", attention: "triangle", not_protected: "cross" };

/** `<duress-readiness-mark>`: a shape, a word, the sentence, and when monitoring was last proven. */
@customElement("duress-readiness-mark")
export class ReadinessMark extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .mark {
        display: flex;
        align-items: center;
        gap: 12px;
        font-size: 1.3em;
        font-weight: 500;
        color: var(--strong);
      }
      .ready {
        --strong: var(--good-ink);
      }
      .attention {
        --strong: var(--warn-ink);
      }
      .not_protected {
        --strong: var(--alarm-ink);
      }
    `,
  ];

  readonly #feed = new Feed<ReadinessMessage>(this, "duress/readiness", () => ({
    language: this.console.texts.language,
  }));
  readonly #clock = new Ticking(this, 10);

  override render(): TemplateResult {
    return whenTold(this.console, this.#feed, (readiness) => this.#draw(readiness));
  }

  #draw({ protection, sentence, last_proven: proven, located }: ReadinessMessage): TemplateResult {
    return html`<p role="status" class="mark ${protection}">
        ${shape(SHAPES[protection])} ${this.t(`today.verdict_${protection}`)}
      </p>
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
