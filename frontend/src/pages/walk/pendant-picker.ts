/** Which pendants one walks with: found by label, by the number printed on them or, for who may know, by their holder. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { Feed } from "../../data/feed";
import type { Pendant } from "../../data/roster";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";

/** As many as one walk may have. */
const MOST = 4;

/** As many as are shown before somebody searches. */
const SHOWN = 5;

/** Lives of pendants that nobody can have in their hand. */
const GONE: readonly string[] = ["retired", "lost", "in_repair"];

type Device = Pick<Pendant, "device_id" | "label" | "serial" | "role" | "life" | "holder">;

interface Roster {
  readonly devices: readonly Device[];
}

/** `<duress-pendant-picker>`: fires `picked` with the ids of the devices. */
@customElement("duress-pendant-picker")
export class PendantPicker extends ConsoleElement {
  static override styles = [
    shared,
    css`
      fieldset {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      input[type="checkbox"] {
        flex: none;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      label.row {
        padding: 4px 12px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--paper);
        min-height: 52px;
      }
    `,
  ];

  @property({ attribute: false }) picked: readonly string[] = [];
  @state() private sought = "";

  readonly #roster = new Feed<Roster>(this, "duress/roster");

  override render(): TemplateResult {
    return whenTold(this.console, this.#roster, (roster) => {
      const pendants = roster.devices.filter((one) => one.role === "pendant" && !GONE.includes(one.life));
      const found = pendants.filter((one) => this.#isFound(one));
      const shown = found.filter((one, at) => at < SHOWN || this.#isPicked(one));
      const rest = found.length - shown.length;
      return html`<fieldset>
        <legend>${this.t("walk.pendants")}</legend>
        <p class="quiet">${this.t("walk.pendants_long")}</p>
        <label
          >${this.t("walk.search_pendant")}
          <input type="search" .value=${this.sought} @input=${this.#seek} autocomplete="off" />
        </label>
        ${shown.map((one) => this.#row(one))}
        ${found.length === 0 ? html`<p role="status">${this.t("walk.no_pendant_found")}</p>` : nothing}
        ${rest > 0 ? html`<p class="quiet">${this.t("walk.more_pendants", { n: rest })}</p>` : nothing}
      </fieldset>`;
    });
  }

  #row(device: Device): TemplateResult {
    const picked = this.#isPicked(device);
    const more = [device.holder, this.t("walk.serial", { serial: String(device.serial) })].filter(Boolean).join(" · ");
    return html`<label class="row">
      <input
        type="checkbox"
        .checked=${picked}
        ?disabled=${!picked && this.picked.length >= MOST}
        @change=${() => this.#toggle(device)}
      />
      <span>${device.label}<br /><small class="quiet">${more}</small></span>
    </label>`;
  }

  #isPicked(device: Device): boolean {
    return device.device_id !== null && this.picked.includes(device.device_id);
  }

  #isFound(device: Device): boolean {
    const text = `${device.label} ${device.serial} ${device.holder ?? ""}`.toLocaleLowerCase();
    return this.#isPicked(device) || text.includes(this.sought.trim().toLocaleLowerCase());
  }

  #toggle(device: Device): void {
    const id = device.device_id;
    if (id === null) return;
    this.picked = this.picked.includes(id) ? this.picked.filter((one) => one !== id) : [...this.picked, id];
    this.dispatchEvent(new CustomEvent("picked", { detail: this.picked }));
  }

  #seek(event: Event): void {
    this.sought = (event.target as HTMLInputElement).value;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-pendant-picker": PendantPicker;
  }
}
