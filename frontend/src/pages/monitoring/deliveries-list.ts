/** What endpoints were sent, newest first: filtered, in pages, and asked again whenever an endpoint says something new. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Deliveries, type Only, type Wanted } from "../../data/deliveries";
import type { Endpoint } from "../../data/endpoints";
import { sentenceOf } from "../../data/topic";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import "./delivery-row";

const ONLY: readonly Only[] = ["all", "waiting", "dead_letters"];

/** `<duress-deliveries .endpoints .wanted>`: fires `wanted` with another filter; rows fire `replay`. */
@customElement("duress-deliveries")
export class DeliveriesElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
        gap: 8px;
      }
      h2 {
        /* Below the navigation, which stays at the top. */
        scroll-margin-top: 120px;
        outline: none;
      }
      ul.plain {
        gap: 0;
      }
    `,
  ];

  /** All endpoints as the server told them last; a new list means that something may have been sent. */
  @property({ attribute: false }) endpoints: readonly Endpoint[] = [];
  @property({ attribute: false }) wanted: Wanted = { only: "all" };
  @state() private shown: Deliveries | undefined;
  @state() private error: string | undefined;
  @query("h2") private readonly heading!: HTMLElement;
  readonly #older = new Doing(this);
  #asking = false;
  #again = false;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!this.console.may("read_history")) return;
    if (changed.has("wanted") || changed.has("console")) this.shown = undefined;
    if (changed.has("wanted") || changed.has("console") || changed.has("endpoints")) void this.#renew();
  }

  /** Bring the list to whoever asked for it. */
  async show(): Promise<void> {
    await this.updateComplete;
    this.heading.focus();
  }

  override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="heading">
      <h2 id="heading" tabindex="-1">${this.t("monitoring.deliveries")}</h2>
      ${
        this.console.may("read_history")
          ? html`${this.#filters()}
            ${this.error === undefined ? nothing : html`<p class="error" role="alert">${this.error}</p>`}
            ${this.shown === undefined ? this.#waiting() : this.#list(this.shown)}`
          : html`<p>${this.t("monitoring.no_history")}</p>`
      }
    </section>`;
  }

  #waiting(): TemplateResult | typeof nothing {
    return this.error === undefined ? html`<p class="quiet" role="status">${this.t("common.waiting")}</p>` : nothing;
  }

  #filters(): TemplateResult {
    const { endpoint_id, only } = this.wanted;
    return html`<div class="filters">
      <label
        >${this.t("monitoring.endpoint")}
        <select @change=${(event: Event) => this.#filter({ only, ...endpointOf(event) })}>
          <option value="" ?selected=${endpoint_id === undefined}>${this.t("monitoring.all_endpoints")}</option>
          ${this.endpoints.map(
            (one) =>
              html`<option value=${one.endpoint_id} ?selected=${one.endpoint_id === endpoint_id}>${one.name}</option>`,
          )}
        </select>
      </label>
      <label
        >${this.t("monitoring.which")}
        <select @change=${(event: Event) => this.#filter({ ...this.wanted, only: onlyOf(event) })}>
          ${ONLY.map(
            (one) => html`<option value=${one} ?selected=${one === only}>${this.t(`monitoring.only_${one}`)}</option>`,
          )}
        </select>
      </label>
    </div>`;
  }

  #list({ rows, before, redacted }: Deliveries): TemplateResult {
    if (rows.length === 0) return html`<p>${this.t(`monitoring.nothing_${this.wanted.only}`)}</p>`;
    return html`<ul class="plain">
        ${repeat(
          rows,
          (row) => row.delivery_id,
          (row) =>
            html`<li>
              <duress-delivery-row .delivery=${row} ?redacted=${redacted} @replay=${this.#replay}></duress-delivery-row>
            </li>`,
        )}
      </ul>
      ${this.#older.error === undefined ? nothing : html`<p class="error" role="alert">${this.#older.error}</p>`}
      ${
        before === null
          ? nothing
          : html`<div class="actions">
              <button @click=${this.#more}>${this.t("monitoring.older")}</button>
            </div>`
      }`;
  }

  /** Ask for the newest page, once more if something changed meanwhile. */
  async #renew(): Promise<void> {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#again) {
      this.#again = false;
      const { wanted, console } = this;
      try {
        const shown = await (this.shown ?? new Deliveries()).renew(console, wanted);
        if (wanted === this.wanted && console === this.console) this.shown = shown;
        this.error = undefined;
      } catch (error) {
        this.error = sentenceOf(error);
      }
    }
    this.#asking = false;
  }

  #more(): void {
    const { shown, wanted } = this;
    if (shown === undefined) return;
    void this.#older.run(async () => {
      const longer = await shown.more(this.console, wanted);
      if (wanted === this.wanted) this.shown = longer;
    });
  }

  #filter(wanted: Wanted): void {
    this.dispatchEvent(new CustomEvent("wanted", { detail: wanted }));
  }

  #replay(event: CustomEvent): void {
    this.dispatchEvent(new CustomEvent("replay", { detail: event.detail as unknown }));
  }
}

function endpointOf(event: Event): { endpoint_id?: string } {
  const { value } = event.target as HTMLSelectElement;
  return value === "" ? {} : { endpoint_id: value };
}

function onlyOf(event: Event): Only {
  return (event.target as HTMLSelectElement).value as Only;
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-deliveries": DeliveriesElement;
  }
}
