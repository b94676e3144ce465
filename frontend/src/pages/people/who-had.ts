/** The question who had a pendant at a moment, answered from its history; also for a printed serial number. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Life } from "../../data/roster";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";

/** What `duress.who_had` answers, as far as it is used. */
interface Had {
  readonly label: string | null;
  readonly at: string;
  readonly life: Life;
  readonly name: string | null;
  readonly forgotten: boolean;
}

const styles = css`
  form {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: end;
  }
  label {
    flex: 1 1 160px;
  }
`;

/** `<duress-who-had device="…">`; without a device it asks for the serial number. */
@customElement("duress-who-had")
export class WhoHad extends ConsoleElement {
  static override styles = [shared, styles];

  @property() device = "";
  @state() private answer: Had | undefined;
  @query("#serial") private readonly serial!: HTMLInputElement | null;
  @query("#at") private readonly at!: HTMLInputElement;
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    return html`<form @submit=${this.#ask}>
        ${
          this.device === ""
            ? html`<label
                >${this.t("people.serial")}
                <input id="serial" inputmode="numeric" pattern="[0-9]+" required autocomplete="off" />
              </label>`
            : nothing
        }
        <label
          >${this.t("people.had_at")}
          <input id="at" type="datetime-local" required />
        </label>
        <button ?disabled=${this.#doing.busy}>${this.t("people.who_had")}</button>
      </form>
      <p role="status">${this.answer === undefined ? nothing : this.#sentence(this.answer)}</p>
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}`;
  }

  #sentence(had: Had): string {
    const device = had.label ?? this.serial?.value ?? "";
    const at = this.format.dateTime(Date.parse(had.at) / 1000);
    const life = this.word("people", `life_${had.life}`);
    if (had.forgotten) return this.t("people.had_forgotten", { device, at });
    if (had.name === null) return this.t("people.had_nobody", { device, at, life });
    return this.t("people.had", { device, at, name: had.name, life });
  }

  #ask(event: Event): void {
    event.preventDefault();
    const which = this.device === "" ? { serial: Number(this.serial?.value) } : { device_id: this.device };
    const data = { site: this.console.site.site, at: new Date(this.at.value).toISOString(), ...which };
    this.answer = undefined;
    void this.#doing.run(async () => (this.answer = await this.console.act<Had>("who_had", data)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-who-had": WhoHad;
  }
}
