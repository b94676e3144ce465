/** Whether the school is protected, in one word, one shape and one sentence; and what proves it. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Protection, ReadinessMessage, Way } from "../../data/readiness";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shape, type Shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";

const SHAPES: Readonly<Record<Protection, Shape>> = { ready: "check", attention: "triangle", not_protected: "cross" };

/** `<duress-readiness-headline>` */
@customElement("duress-readiness-headline")
export class ReadinessHeadline extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .card {
        padding: 0;
        gap: 0;
        overflow: hidden;
      }
      h2 {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 12px var(--gap);
        font-size: clamp(1.6rem, 5vw, 2.4rem);
        line-height: 1.2;
        color: var(--on-strong);
        background: var(--strength);
      }
      .ready {
        --strength: var(--good);
      }
      .attention {
        --strength: var(--warn);
      }
      .not_protected {
        --strength: var(--alarm);
      }
      .inside {
        display: grid;
        gap: 8px;
        padding: var(--gap);
      }
      .sentence {
        font-size: 1.25rem;
      }
      .since {
        margin-inline-start: auto;
        font-size: 1rem;
        text-align: end;
      }
      .way {
        display: flex;
        align-items: baseline;
        gap: 8px;
      }
      .way svg {
        flex: none;
      }
      .unproven {
        color: var(--alarm-ink);
        font-weight: 500;
      }
    `,
  ];

  @property({ attribute: false }) readiness!: ReadinessMessage;
  readonly #clock = new Ticking(this);

  override render(): TemplateResult {
    const { protection, sentence, since, ways } = this.readiness;
    return html`<section class="card ${protection}" aria-labelledby="verdict">
      <h2 id="verdict">
        ${shape(SHAPES[protection])} <span>${this.t(`today.verdict_${protection}`)}</span>
        ${since === null ? nothing : html`<span class="since">${this.#since(since)}</span>`}
      </h2>
      <div class="inside">
        <p class="sentence" role="status">${sentence}</p>
        ${
          ways.length === 0
            ? nothing
            : html`<ul class="plain" aria-label=${this.t("today.ways")}>
                ${this.#ordered(ways).map((way) => html`<li class="way">${this.#way(way)}</li>`)}
              </ul>`
        }
      </div>
    </section>`;
  }

  /** What does not work comes first; the rest stays in its place, however often each is proven. */
  #ordered(ways: readonly Way[]): Way[] {
    return [...ways].sort(
      (one, other) => Number(one.proven) - Number(other.proven) || one.endpoint.localeCompare(other.endpoint),
    );
  }

  #since(since: number): string {
    const now = this.#clock.now;
    const at = now - since < 43_200 ? this.format.time(since) : this.format.dateTime(since);
    return this.t("today.since", { at });
  }

  #way(way: Way): TemplateResult {
    const name = way.endpoint;
    if (way.proven) {
      const ago = this.format.ago(way.last_proven ?? this.#clock.now, this.#clock.now);
      return html`${shape("check")} <span>${this.t("today.way_proven", { name, ago })}</span>`;
    }
    const last =
      way.last_proven === null
        ? this.t("today.way_never", { name })
        : this.t("today.way_unproven", { name, at: this.format.dateTime(way.last_proven) });
    const relief = way.relieved ? html` ${this.t("today.way_relieved")}` : nothing;
    return html`<span class="unproven">${shape("cross")}</span> <span class="unproven">${last}${relief}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-readiness-headline": ReadinessHeadline;
  }
}
