/** The responder pack: a page for each floor, to be read, verified and printed. */
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Feed } from "../../data/feed";
import { addressOf } from "../../data/navigate";
import type { PackFloor, PackMessage, VerifyAnswer } from "../../data/pack";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import "./pack-contacts";
import { Paper } from "./pack-paper";
import "./pack-sheet";

/** `<duress-pack>` */
@customElement("duress-pack")
export class Pack extends ConsoleElement {
  static override styles = [
    shared,
    css`
      section {
        display: grid;
        gap: 8px;
      }
      header {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  @state() private said = "";
  @state() private refused: { readonly floor: string; readonly why: string } | undefined;
  readonly #pack = new Feed<PackMessage>(this, "duress/pack");
  readonly #doing = new Doing(this);

  constructor() {
    super();
    new Paper(this, () =>
      this.#pack.message === undefined ? nothing : html`${this.#sheets(this.#pack.message, true)}`,
    );
  }

  override render(): TemplateResult {
    return whenTold(
      this.console,
      this.#pack,
      (pack) =>
        html`<div class="page">
          ${this.#header(pack)}
          <p class="hidden" role="status">${this.said}</p>
          ${
            pack.floors.length === 0
              ? html`<p class="notice">${this.t("pack.no_pages")}</p>`
              : repeat(
                  pack.floors,
                  (floor) => floor.floor_id,
                  (floor, index) => this.#page(pack, floor, index),
                )
          }
        </div>`,
    );
  }

  #header(pack: PackMessage): TemplateResult {
    const address = addressOf("map");
    return html`<header>
      <h1>${this.t("pack.heading")}</h1>
      <p class="quiet">${this.t("pack.what")}</p>
      <div class="actions">
        <button class="strong" ?disabled=${pack.floors.length === 0} @click=${() => window.print()}>
          ${this.t("pack.print")}
        </button>
        ${
          this.console.may("change_people")
            ? html`<duress-pack-contacts .pack=${pack}></duress-pack-contacts>`
            : nothing
        }
        <a class="button" href=${address} @click=${(event: MouseEvent) => follow(event, address)}
          >${this.t("pack.to_map")}</a
        >
      </div>
    </header>`;
  }

  #page(pack: PackMessage, floor: PackFloor, index: number): TemplateResult {
    const why = this.refused?.floor === floor.floor_id ? this.refused.why : undefined;
    return html`<section>
      ${this.#sheet(pack, floor, index, false)}
      ${why === undefined ? nothing : html`<p class="error" role="alert">${why}</p>`}
      ${
        floor.version === null || floor.verified?.changed === false
          ? nothing
          : html`<div class="actions">
              <button ?disabled=${this.#doing.busy} @click=${() => void this.#verify(floor)}>
                ${this.t("pack.verify", { floor: floor.name || this.t("map.nowhere") })}
              </button>
            </div>`
      }
    </section>`;
  }

  #sheets(pack: PackMessage, paper: boolean): TemplateResult[] {
    return pack.floors.map((floor, index) => this.#sheet(pack, floor, index, paper));
  }

  #sheet(pack: PackMessage, floor: PackFloor, index: number, paper: boolean): TemplateResult {
    return html`<duress-pack-sheet
      .console=${this.console}
      .floor=${floor}
      .pack=${pack}
      .number=${index + 1}
      .of=${pack.floors.length}
      ?paper=${paper}
    ></duress-pack-sheet>`;
  }

  async #verify({ floor_id, name, version }: PackFloor): Promise<void> {
    this.refused = undefined;
    const done = await this.#doing.run(() =>
      this.console.ask<VerifyAnswer>("duress/pack/verify", { floor_id, version }),
    );
    const why = this.#doing.error;
    if (done) this.said = this.t("pack.is_verified", { floor: name || this.t("map.nowhere") });
    else if (why !== undefined) this.refused = { floor: floor_id, why };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-pack": Pack;
  }
}
