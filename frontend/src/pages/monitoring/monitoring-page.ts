/** The page Monitoring: whether an alarm gets out of the school, and what exactly was sent. */
import { html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Delivery, Only, Wanted } from "../../data/deliveries";
import type { Endpoint, EndpointsMessage } from "../../data/endpoints";
import { Feed } from "../../data/feed";
import { customElement } from "../../ui/define";
import "../../ui/dialog";
import { Doing } from "../../ui/doing";
import { PageElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import "./deliveries-list";
import type { DeliveriesElement } from "./deliveries-list";
import "./endpoint-card";

interface Replay {
  readonly endpoint: Endpoint;
  readonly count: number;
  readonly delivery_id?: number;
}

/** The page Monitoring. */
@customElement("duress-monitoring-page")
export class MonitoringPage extends PageElement {
  @state() private wanted: Wanted = { only: "all" };
  @state() private replay: Replay | undefined;
  @state() private replayed: number | undefined;
  @query("duress-deliveries") private readonly deliveries!: DeliveriesElement;
  readonly #feed = new Feed<EndpointsMessage>(this, "duress/endpoints", () => this.#language);
  readonly #replaying = new Doing(this);

  override render(): TemplateResult {
    return html`<div class="page">
      <h1>${this.t("common.page_monitoring")}</h1>
      ${whenTold(this.console, this.#feed, (message) => this.#content(message.endpoints))}
    </div>`;
  }

  #content(endpoints: readonly Endpoint[]): TemplateResult {
    if (endpoints.length === 0) return html`<p class="notice">${this.t("monitoring.none")}</p>`;
    return html`<p>${this.#lead(endpoints)}</p>
      <p role="status" ?hidden=${this.replayed === undefined}>
        ${this.replayed === undefined ? nothing : this.t("monitoring.replayed", { n: this.replayed })}
      </p>
      <section aria-labelledby="endpoints">
        <h2 id="endpoints" class="hidden">${this.t("monitoring.endpoints")}</h2>
        <div class="columns">
          ${repeat(
            endpoints,
            (one) => one.endpoint_id,
            (one) =>
              html`<duress-endpoint-card
                .endpoint=${one}
                .primary=${endpoints.find((other) => other.endpoint_id === one.stands_in_for)?.name}
                @show=${(event: CustomEvent<Only>) => this.#show(one, event.detail)}
                @replay=${(event: CustomEvent<number>) => this.#ask({ endpoint: one, count: event.detail })}
              ></duress-endpoint-card>`,
          )}
        </div>
      </section>
      <duress-deliveries
        .endpoints=${endpoints}
        .wanted=${this.wanted}
        @wanted=${(event: CustomEvent<Wanted>) => (this.wanted = event.detail)}
        @replay=${(event: CustomEvent<Delivery>) => this.#askForOne(endpoints, event.detail)}
      ></duress-deliveries>
      ${this.#dialog()}`;
  }

  get #language(): object {
    return { language: this.console.texts.language };
  }

  #lead(endpoints: readonly Endpoint[]): string {
    const proven = endpoints.filter((one) => one.state === "proven").length;
    if (proven === 0) return this.t("monitoring.lead_nobody");
    if (proven === endpoints.length) return this.t("monitoring.lead_all", { n: proven });
    return this.t("monitoring.lead_some", { n: endpoints.length, proven });
  }

  #dialog(): TemplateResult {
    const { replay } = this;
    const text =
      replay === undefined
        ? nothing
        : html`<p>${this.t("monitoring.replay_text", { n: replay.count, name: replay.endpoint.name })}</p>`;
    return html`<duress-dialog
      ?open=${replay !== undefined}
      heading=${this.t("monitoring.replay_heading")}
      @closed=${() => (this.replay = undefined)}
    >
      ${text}
      ${
        this.#replaying.error === undefined ? nothing : html`<p class="error" role="alert">${this.#replaying.error}</p>`
      }
      <div class="actions" slot="actions">
        <button class="strong" ?disabled=${this.#replaying.busy} @click=${this.#send}>
          ${this.t(replay?.delivery_id === undefined ? "monitoring.replay_all" : "monitoring.replay_one")}
        </button>
        <button @click=${() => (this.replay = undefined)}>${this.t("monitoring.keep")}</button>
      </div>
    </duress-dialog>`;
  }

  #show(endpoint: Endpoint, only: Only): void {
    this.wanted = { endpoint_id: endpoint.endpoint_id, only };
    void this.deliveries.show();
  }

  #ask(replay: Replay): void {
    this.replayed = undefined;
    this.replay = replay;
  }

  #askForOne(endpoints: readonly Endpoint[], delivery: Delivery): void {
    const endpoint = endpoints.find((one) => one.endpoint_id === delivery.endpoint_id);
    if (endpoint !== undefined) this.#ask({ endpoint, count: 1, delivery_id: delivery.delivery_id });
  }

  #send(): void {
    const { replay } = this;
    if (replay === undefined) return;
    const { endpoint, delivery_id } = replay;
    const data = { endpoints: [endpoint.device_id], ...(delivery_id === undefined ? {} : { delivery_id }) };
    void this.#replaying.run(async () => {
      const answer = await this.console.act<{ replayed: { messages: number }[] }>("replay_deliveries", data);
      this.replayed = answer.replayed[0]?.messages ?? 0;
      this.replay = undefined;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-monitoring-page": MonitoringPage;
  }
}
