/** All plans of a school as a file: handed out, and taken after it was said what that would change. */
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { PlanFileAnswer, PlanFileChange } from "../../data/map";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import "../../ui/dialog";
import { shared } from "../../ui/styles";
import { addressOfPlans, sent } from "./plan-changes";

/** `<duress-map-exchange>`: two buttons and a dialog. */
@customElement("duress-map-exchange")
export class MapExchangeElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .file {
        position: relative;
      }
      .file input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: pointer;
      }
      .file:focus-within {
        outline: 3px solid var(--link);
        outline-offset: 2px;
      }
    `,
  ];

  @state() private file: File | undefined;
  @state() private preview: PlanFileAnswer | undefined;
  @state() private done = false;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    const { busy, error } = this.#doing;
    return html`<div class="actions">
        <button ?disabled=${busy} @click=${this.#export}>${this.t("map.export")}</button>
        <span class="button file"
          >${this.t("map.import")}<input
            type="file"
            accept=".json,application/json"
            aria-label=${this.t("map.import")}
            ?disabled=${busy}
            @change=${this.#chosen}
        /></span>
      </div>
      ${error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`}
      ${this.done ? html`<p role="status">${this.t("map.imported")}</p>` : nothing} ${this.#dialog(busy)}`;
  }

  #dialog(busy: boolean): TemplateResult {
    const changes =
      this.preview?.contacts === "changed" ||
      this.preview?.floors.some((one) => one.image !== "same" || one.placed + one.moved + one.removed + one.facts > 0);
    return html`<duress-dialog
      .console=${this.console}
      ?open=${this.preview !== undefined}
      heading=${this.t("map.import_heading")}
      @closed=${() => (this.preview = undefined)}
    >
      ${this.preview === undefined ? nothing : this.#changes(this.preview)}
      <div slot="actions" class="actions">
        ${
          changes
            ? html`<button class="strong" ?disabled=${busy} @click=${this.#import}>${this.t("map.import_now")}</button>`
            : html`<p>${this.t("map.import_nothing")}</p>`
        }
      </div>
    </duress-dialog>`;
  }

  #changes({ floors, unknown, contacts }: PlanFileAnswer): TemplateResult {
    return html`<div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.t("map.floor")}</th>
              <th scope="col">${this.t("map.image")}</th>
              <th scope="col">${this.t("map.positions")}</th>
              <th scope="col">${this.t("pack.things")}</th>
              <th scope="col">${this.t("map.left_out")}</th>
            </tr>
          </thead>
          <tbody>
            ${floors.map(
              (one) =>
                html`<tr>
                  <th scope="row">${one.floor || this.t("map.nowhere")}</th>
                  <td>${this.t(`map.image_${one.image}`)}</td>
                  <td>${this.#positions(one)}</td>
                  <td>${one.facts === 0 ? this.t("map.unchanged") : this.t("pack.differences", { n: one.facts })}</td>
                  <td>${one.left_out.join(", ") || "–"}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${contacts === "same" ? nothing : html`<p>${this.t(`pack.import_${contacts}`)}</p>`}
      ${
        unknown.length === 0
          ? nothing
          : html`<p class="notice">${this.t("map.unknown_floors", { floors: this.format.list(unknown) })}</p>`
      }`;
  }

  #positions({ placed, moved, removed }: PlanFileChange): string {
    const parts = [
      ...(placed > 0 ? [this.t("map.count_placed", { n: placed })] : []),
      ...(moved > 0 ? [this.t("map.count_moved", { n: moved })] : []),
      ...(removed > 0 ? [this.t("map.count_removed", { n: removed })] : []),
    ];
    return parts.join(", ") || this.t("map.unchanged");
  }

  #export = async (): Promise<void> => {
    this.done = false;
    await this.#doing.run(async () => {
      const plans = await sent<unknown>(this, addressOfPlans(this.console.site.site));
      const file = new Blob([JSON.stringify(plans, null, 1)], { type: "application/json" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = "duress-plans.json";
      link.click();
      // The download has taken hold of the file by then.
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  };

  #chosen = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    this.done = false;
    this.file = file;
    if (file === undefined) return;
    await this.#doing.run(async () => (this.preview = await this.#send(file, "?dry_run=1")));
  };

  #import = async (): Promise<void> => {
    const { file } = this;
    if (file === undefined) return;
    this.done = await this.#doing.run(() => this.#send(file, ""));
    this.preview = undefined;
  };

  #send(file: File, query: string): Promise<PlanFileAnswer> {
    return sent<PlanFileAnswer>(this, `${addressOfPlans(this.console.site.site)}${query}`, file);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-map-exchange": MapExchangeElement;
  }
}
