/** Who was told of an alarm, how far each message got, what desks answered, and exactly what was sent. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { DeliveriesPage, Delivery as Sent } from "../../data/deliveries";
import type { Delivery, Incident } from "../../data/incidents";
import { Doing } from "../../ui/doing";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { byEndpoint, hopOf, type Told, toldOf } from "./telling";
import { named } from "./words";

interface SentPage extends Pick<DeliveriesPage, "redacted"> {
  readonly deliveries: readonly Pick<Sent, "delivery_id" | "endpoint" | "kind" | "at" | "content_type" | "body">[];
}

const styles = css`
  summary {
    padding-block: 12px;
    cursor: pointer;
    color: var(--link);
  }
  pre {
    margin: 0;
    padding: 8px;
    max-height: 40dvh;
    overflow: auto;
    border: 1px solid var(--line);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;

/** `<duress-incident-deliveries>`: nothing for a role that may not read the history. */
@customElement("duress-incident-deliveries")
export class IncidentDeliveries extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) incident!: Incident;
  /** Undefined until the ledger answers; null for a role that may not know. */
  @property({ attribute: false }) deliveries: readonly Delivery[] | null | undefined;
  @state() private sent: SentPage | undefined;
  readonly #doing = new Doing(this);

  override render(): TemplateResult | typeof nothing {
    if (!this.console.may("read_history")) return nothing;
    return html`<section class="card" aria-labelledby="endpoints">
      <h2 id="endpoints">${this.t("incident.endpoints")}</h2>
      ${this.#content()}
      ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      ${this.#dialog()}
    </section>`;
  }

  #content(): TemplateResult {
    const { deliveries } = this;
    if (!deliveries) return html`<p class="quiet">${this.t("incident.endpoints_waiting")}</p>`;
    if (deliveries.length === 0) return html`<p class="quiet">${this.t("incident.endpoints_none")}</p>`;
    return html`<ul class="plain">
        ${byEndpoint(this.console, deliveries).map((told) => html`<li>${this.#endpoint(told)}</li>`)}
      </ul>
      <div class="actions">
        <button aria-disabled=${this.#doing.busy} @click=${this.#show}>${this.t("incident.show_sent")}</button>
      </div>`;
  }

  #endpoint(told: Told): TemplateResult {
    return html`<p>
        <strong>${told.endpoint}</strong
        >${told.backup ? html` <span class="chip">${this.t("incident.backup")}</span>` : nothing}:
        ${toldOf(this.console, told, this.incident.answers)}
      </p>
      <details>
        <summary>${this.t("incident.messages", { n: told.deliveries.length })}</summary>
        <ul class="plain">
          ${told.deliveries.map(
            (one) =>
              html`<li>
                <span class="quiet">${this.format.seconds(one.at)}</span>
                ${this.#kind(one.kind)}: ${hopOf(this.console, one)}
              </li>`,
          )}
        </ul>
      </details>`;
  }

  #kind(kind: string): string {
    return named(this.console, `incident.message_${kind}`);
  }

  #dialog(): TemplateResult {
    const { sent } = this;
    return html`<duress-dialog
      heading=${this.t("incident.sent_heading")}
      .open=${sent !== undefined}
      @closed=${() => (this.sent = undefined)}
    >
      ${sent?.redacted ? html`<p class="notice">${this.t("incident.sent_redacted")}</p>` : nothing}
      ${sent?.deliveries.map(
        (one) =>
          html`<div>
            <h3>${this.format.seconds(one.at)} ${one.endpoint ?? ""}: ${this.#kind(one.kind)}</h3>
            <p class="quiet">${one.content_type}</p>
            <pre tabindex="0">${one.body ?? this.t("incident.sent_unreadable")}</pre>
          </div>`,
      )}
    </duress-dialog>`;
  }

  async #show(): Promise<void> {
    const { incident_id } = this.incident;
    await this.#doing.run(async () => {
      this.sent = await this.console.ask<SentPage>("duress/deliveries", { incident_id });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-deliveries": IncidentDeliveries;
  }
}
