/** Things for responders on one floor: added, changed, removed. Where they are is set on the plan, like a room. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { MapFact, MapFloor, PinKey } from "../../data/map";
import { FACT_KINDS, type FactKind, factName, inOrder } from "../../data/pack";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { factShape } from "../../ui/plan/facts";
import { shared } from "../../ui/styles";
import { PlanChanges } from "./plan-changes";

const LONGEST = 60;

/** `<duress-plan-facts .floor>`: fires `added` with the key of what was added. */
@customElement("duress-plan-facts")
export class PlanFacts extends ConsoleElement {
  static override styles = [
    shared,
    css`
      :host,
      form {
        display: grid;
        gap: 12px;
      }
      form {
        align-items: end;
        grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      li > span {
        flex: 1 1 180px;
      }
    `,
  ];

  @property({ attribute: false }) floor!: MapFloor;
  @state() private changed: string | undefined;
  @state() private said = "";
  @query("form select") private readonly select!: HTMLSelectElement;
  @query("form input") private readonly input!: HTMLInputElement;
  readonly #changes = new PlanChanges(this);

  override willUpdate(): void {
    if (!this.floor.facts.some((fact) => fact.fact_id === this.changed)) this.changed = undefined;
  }

  override render(): TemplateResult {
    const { error, busy } = this.#changes;
    const { texts } = this.console;
    return html`<h2>${this.t("pack.things")}</h2>
      <p class="quiet">${this.t("pack.things_hint")}</p>
      ${this.#form(busy > 0)} ${error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`}
      <p class="hidden" role="status">${this.said}</p>
      <ul class="plain">
        ${repeat(
          inOrder(this.floor.facts, texts.language),
          (fact) => fact.fact_id,
          (fact) => this.#fact(fact, busy > 0),
        )}
      </ul>`;
  }

  #form(busy: boolean): TemplateResult {
    const isNew = this.changed === undefined;
    return html`<form @submit=${this.#save}>
      <label
        >${this.t("pack.thing_kind")}
        <select>
          ${FACT_KINDS.map((kind) => html`<option value=${kind}>${this.t(`pack.kind_${kind}`)}</option>`)}
        </select></label
      >
      <label
        >${this.t("pack.thing_label")}
        <input maxlength=${LONGEST} autocomplete="off" placeholder=${this.t("pack.thing_example")}
      /></label>
      <div class="actions">
        <button class="strong" ?disabled=${busy}>${this.t(isNew ? "pack.add_thing" : "pack.save")}</button>
        ${
          isNew
            ? nothing
            : html`<button type="button" @click=${() => (this.changed = undefined)}>${this.t("pack.leave")}</button>`
        }
      </div>
    </form>`;
  }

  #fact(fact: MapFact, busy: boolean): TemplateResult {
    const name = factName(this.console.texts, fact);
    return html`<li>
      <span>${factShape(fact.kind)} ${name}</span>
      <button aria-label=${this.t("pack.change_one", { name })} ?disabled=${busy} @click=${() => this.#change(fact)}>
        ${this.t("pack.change")}
      </button>
      <button
        aria-label=${this.t("pack.remove_one", { name })}
        ?disabled=${busy}
        @click=${() => void this.#remove(fact)}
      >
        ${this.t("pack.remove")}
      </button>
    </li>`;
  }

  #change({ fact_id, kind, label }: MapFact): void {
    this.changed = fact_id;
    this.select.value = kind;
    this.input.value = label;
    this.input.focus();
  }

  #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { changed } = this;
    const thing = { kind: this.select.value as FactKind, label: this.input.value.trim() };
    const key = await this.#changes.tell(this.floor, {
      ...thing,
      ...(changed === undefined ? {} : { fact_id: changed }),
    });
    if (key === undefined) return;
    this.said = this.t("pack.is_kept", { name: factName(this.console.texts, thing) });
    this.input.value = "";
    this.changed = undefined;
    if (changed === undefined) this.dispatchEvent(new CustomEvent<PinKey>("added", { detail: key }));
  };

  async #remove(fact: MapFact): Promise<void> {
    const name = factName(this.console.texts, fact);
    if (!(await this.#changes.forget(this.floor, fact.fact_id))) return;
    this.said = this.t("pack.is_removed", { name });
    this.input.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-plan-facts": PlanFacts;
  }
}
