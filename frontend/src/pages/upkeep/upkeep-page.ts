/** The page Upkeep: what to mend and how, by place; batteries, signals, and what is muted. */
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Feed } from "../../data/feed";
import { byGravity, worstFirst } from "../../data/fixes";
import { addressOf, navigate } from "../../data/navigate";
import {
  byPlace,
  type Muted,
  type Proof,
  type Trouble,
  type TroublesMessage,
  type UpkeepMessage,
} from "../../data/upkeep";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { PageElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";
import "./batteries-part";
import { Mended } from "./mended";
import "./mute-dialog";
import "./signals-part";
import "./trouble-item";

const NAMED = 10;

/** The page Upkeep. */
@customElement("duress-upkeep-page")
export class UpkeepPage extends PageElement {
  static override styles = [
    shared,
    css`
      .lead {
        font-size: 1.2rem;
      }
      .group {
        display: grid;
        gap: 8px;
      }
    `,
  ];

  @state() private muting: Trouble | undefined;
  @state() private printing = false;
  readonly #mended = new Mended();
  readonly #troubles = new Feed<TroublesMessage>(this, "duress/troubles", () => this.#language);
  readonly #upkeep = new Feed<UpkeepMessage>(this, "duress/upkeep");
  readonly #readiness = new Feed<Proof>(this, "duress/readiness", () => this.#language);
  readonly #unmuting = new Doing(this);
  readonly #clock = new Ticking(this, 5);

  override willUpdate(): void {
    this.#mended.take(this.console.site.site, this.#troubles.message?.troubles, Date.now() / 1000);
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("common.page_upkeep")}</h1>
      <div class=${this.printing ? "group no-print" : "group"}>
        ${whenTold(this.console, this.#troubles, ({ troubles }) => this.#toMend(troubles))}
      </div>
      ${
        this.#upkeep.message === undefined
          ? nothing
          : html`<div class=${this.printing ? "group no-print" : "group"}>
                ${this.#muted(this.#upkeep.message.muted)} ${this.#singlePaths(this.#upkeep.message)}
              </div>
              <duress-batteries .upkeep=${this.#upkeep.message} @print=${this.#print}></duress-batteries>
              <duress-signals class=${this.printing ? "no-print" : ""} .stamp=${this.#upkeep.message}></duress-signals>`
      }
      <duress-mute-dialog .trouble=${this.muting} @closed=${() => (this.muting = undefined)}></duress-mute-dialog>
    </div>`;
  }

  get #language(): object {
    return { language: this.console.texts.language };
  }

  #toMend(troubles: readonly Trouble[]): TemplateResult {
    const counted = troubles.filter((one) => !one.muted);
    const groups = worstFirst(byPlace(byGravity(troubles), (one) => one.afflicted[0], this.console.site.name));
    return html`<p class="lead" role="status">${this.#lead(counted)} ${this.#proof()}</p>
      ${
        groups.length === 0
          ? nothing
          : html`<h2>${this.t("upkeep.mend")}</h2>
              <p class="quiet">${this.t("upkeep.ticks_itself")}</p>`
      }
      ${groups.map(
        ({ name, items }) =>
          html`<section class="group" aria-label=${name}>
            <h3>${name}</h3>
            <ul class="plain">
              ${repeat(
                items,
                (one) => one.trouble_id,
                (one) =>
                  html`<li><duress-trouble .trouble=${one} @mute=${() => (this.muting = one)}></duress-trouble></li>`,
              )}
            </ul>
          </section>`,
      )}
      ${this.#justMended()}`;
  }

  #lead(counted: readonly Trouble[]): string {
    if (counted.length === 0) return this.t("upkeep.nothing");
    const grave = counted.filter((one) => one.grave).length;
    const text = this.t("upkeep.to_do", { n: counted.length });
    return grave === 0 ? text : `${text} ${this.t("upkeep.graves", { n: grave })}`;
  }

  #proof(): TemplateResult | typeof nothing {
    const known = this.#readiness.message;
    if (known === undefined) return nothing;
    const { last_proven: at, pendants, pendants_ready: ready } = known;
    const path =
      at === null ? "" : this.t("upkeep.proof_path", { ago: this.format.ago(at, Math.max(at, this.#clock.now)) });
    return html`<span class="quiet">${this.t("upkeep.proof", { ready, n: pendants })} ${path}</span>`;
  }

  #justMended(): TemplateResult | typeof nothing {
    const { list } = this.#mended;
    if (list.length === 0) return nothing;
    return html`<section class="group" aria-labelledby="mended">
      <h2 id="mended">${this.t("upkeep.mended")}</h2>
      <ul class="plain">
        ${list.map(
          ({ trouble, at }) =>
            html`<li>
              <span class="chip good"><span aria-hidden="true">✓</span></span>
              ${this.format.list(trouble.afflicted.map((one) => one.label))}: ${trouble.what},
              ${this.t("upkeep.mended_at", { at: this.format.time(at) })}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #muted(muted: readonly Muted[]): TemplateResult | typeof nothing {
    if (muted.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="muted">
      <h2 id="muted">${this.t("upkeep.muted_heading")}</h2>
      ${this.#unmuting.error === undefined ? nothing : html`<p class="error" role="alert">${this.#unmuting.error}</p>`}
      <ul class="plain">
        ${muted.map(
          (one) =>
            html`<li>
              <p>
                <strong>${one.label}</strong> ${this.t("upkeep.muted_until", { at: this.format.dateTime(one.until) })}
                ${
                  one.by === null
                    ? nothing
                    : html`<span class="quiet"
                        >${this.t("upkeep.muted_by", { by: one.by, reason: one.reason ?? "" })}</span
                      >`
                }
              </p>
              ${
                this.console.may("maintain")
                  ? html`<div class="actions">
                      <button ?disabled=${this.#unmuting.busy} @click=${() => this.#unmute(one)}>
                        ${this.t("upkeep.unmute")}
                      </button>
                    </div>`
                  : nothing
              }
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #singlePaths({ single_path_rooms: rooms, single_path: devices }: UpkeepMessage): TemplateResult | typeof nothing {
    if (rooms.length + devices.length === 0) return nothing;
    const address = addressOf("map");
    const go = (event: Event): void => {
      event.preventDefault();
      navigate(address);
    };
    return html`<section class="card" aria-labelledby="single">
      <h2 id="single">${this.t("upkeep.single_heading")}</h2>
      ${rooms.length === 0 ? nothing : html`<p>${this.t("upkeep.single_rooms", { names: this.#few(rooms) })}</p>`}
      ${devices.length === 0 ? nothing : html`<p>${this.t("upkeep.single_devices", { names: this.#few(devices) })}</p>`}
      <p class="quiet">${this.t("upkeep.single_how")}</p>
      <div class="actions"><a class="button" href=${address} @click=${go}>${this.t("upkeep.to_map")}</a></div>
    </section>`;
  }

  #few(names: readonly string[]): string {
    const more = names.length - NAMED;
    return [names.slice(0, NAMED).join(", "), ...(more > 0 ? [this.t("upkeep.and_more", { n: more })] : [])].join(" ");
  }

  #unmute({ device_id }: Muted): void {
    void this.#unmuting.run(() => this.console.act("end_bypass", { device_id }));
  }

  async #print(): Promise<void> {
    this.printing = true;
    await this.updateComplete;
    window.print();
    this.printing = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-upkeep-page": UpkeepPage;
  }
}
