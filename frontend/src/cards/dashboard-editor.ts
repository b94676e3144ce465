/** The editor of the dashboard: for whose eyes it is, and which school it shows. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type TextKey, textsFor } from "../text/localize";
import { customElement } from "../ui/define";
import { shared } from "../ui/styles";
import type { DashboardSettings } from "./dashboard";
import { type HomeWithRegistries, schoolsIn } from "./registry";
import { type Profile, PROFILES, USUAL } from "./settings";

/** `<duress-dashboard-editor>`: Home Assistant sets `hass` and the settings, and is told of each change. */
@customElement("duress-dashboard-editor")
export class DashboardEditor extends LitElement {
  static override styles = [
    shared,
    css`
      fieldset {
        display: grid;
        gap: 8px;
        margin: 0 0 16px;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 500;
      }
    `,
  ];

  @property({ attribute: false }) hass!: HomeWithRegistries;
  @state() private settings: DashboardSettings | undefined;

  /** Home Assistant hands over the settings. */
  setConfig(settings: DashboardSettings): void {
    this.settings = settings;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.settings === undefined || (this.hass as HomeWithRegistries | undefined) === undefined) return nothing;
    const chosen = this.settings.profile ?? USUAL;
    return html`<fieldset>
        <legend>${this.#t("cards.field_profile")}</legend>
        ${PROFILES.map((profile) => this.#choice(profile, profile === chosen))}
      </fieldset>
      ${this.#schools()}`;
  }

  #choice(profile: Profile, isChosen: boolean): TemplateResult {
    return html`<label class="row">
      <input
        type="radio"
        name="profile"
        value=${profile}
        .checked=${isChosen}
        @change=${() => this.#change({ profile })}
      />
      ${this.#t(`cards.profile_${profile}`)}
    </label>`;
  }

  #schools(): TemplateResult | typeof nothing {
    const schools = schoolsIn(this.hass);
    if (schools.length < 2) return nothing;
    const chosen = this.settings?.site;
    return html`<label
      >${this.#t("cards.field_site")}
      <select @change=${this.#school}>
        <option value="" ?selected=${chosen === undefined}>${this.#t("cards.all_schools")}</option>
        ${schools.map(({ site, name }) => html`<option value=${site} ?selected=${site === chosen}>${name}</option>`)}
      </select>
    </label>`;
  }

  #t(key: TextKey): string {
    return textsFor(this.hass.language).say(key);
  }

  #school(event: Event): void {
    const site = (event.target as HTMLSelectElement).value;
    const others = { type: "custom:duress", ...this.settings };
    delete others.site;
    this.#tell(site === "" ? others : { ...others, site });
  }

  #change(change: Partial<DashboardSettings>): void {
    this.#tell({ type: "custom:duress", ...this.settings, ...change });
  }

  #tell(settings: DashboardSettings): void {
    this.settings = settings;
    this.dispatchEvent(
      new CustomEvent("config-changed", { detail: { config: settings }, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-dashboard-editor": DashboardEditor;
  }
}
