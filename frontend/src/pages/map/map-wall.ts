/** The map on a wall: every open incident in large letters, and the floors it is about. It is read, not used. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { isActive } from "../../data/incidents";
import { byPendant, floorOf, type MapFloor, type PlacedIncident } from "../../data/map";
import { addressOf, navigate } from "../../data/navigate";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { shared } from "../../ui/styles";
import "../../ui/plan/floor-plan";
import "../today/gap-notice";

const MOST_FLOORS = 4;

/** `<duress-map-wall .floors .incidents>`: lies over everything else of the page. */
@customElement("duress-map-wall")
export class MapWallElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      .wall {
        position: fixed;
        inset: 0;
        z-index: 20;
        display: grid;
        align-content: start;
        gap: var(--gap);
        padding: var(--gap);
        background: var(--ground);
        overflow: auto;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
      }
      h1 {
        font-size: 2rem;
        flex: 1;
      }
      .state {
        font-size: 1.6rem;
      }
      .wall > .error,
      duress-gap-notice {
        font-size: 1.4rem;
      }
      .floors {
        display: grid;
        gap: var(--gap);
        align-content: start;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr));
      }
      h2 {
        font-size: 1.6rem;
        margin-bottom: 8px;
      }
      section {
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) floors: readonly MapFloor[] = [];
  @property({ attribute: false }) incidents: readonly PlacedIncident[] = [];
  @state() private lost = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#key);
    this.#connection?.removeEventListener("disconnected", this.#away);
    this.#connection?.removeEventListener("ready", this.#back);
    this.#connection = undefined;
  }

  override willUpdate(): void {
    const { connection } = this.console.home;
    if (this.#connection === connection) return;
    this.#connection = connection;
    this.lost = !this.console.home.connected;
    connection.addEventListener("disconnected", this.#away);
    connection.addEventListener("ready", this.#back);
  }

  override render(): TemplateResult {
    const active = this.incidents.filter(isActive);
    return html`<div class="wall">
      <header>
        <h1>${this.console.site.name}</h1>
        ${this.console.site.demo ? html`<span class="chip warn">${this.t("common.demo")}</span>` : nothing}
        <p class="state" role="status">
          ${active.length === 0 ? this.t("map.no_alarm") : this.t("map.alarms", { n: active.length })}
        </p>
        <a class="button" href=${addressOf("map")} @click=${(event: MouseEvent) => follow(event, addressOf("map"))}
          >${this.t("map.leave_wall")}</a
        >
      </header>
      ${this.lost ? html`<p class="error" role="alert">${this.t("common.disconnected")}</p>` : nothing}
      <duress-gap-notice flush page="wall" ?alarm=${active.length > 0}></duress-gap-notice>
      <div class="floors">
        ${repeat(
          this.#shown,
          (floor) => floor.floor_id,
          (floor) =>
            html`<section>
              <h2>${floor.name || this.t("map.nowhere")}</h2>
              <duress-floor-plan wall .floor=${floor} .incidents=${this.incidents}></duress-floor-plan>
            </section>`,
        )}
      </div>
    </div>`;
  }

  /** The floors with an alarm; without one, all of a small school. */
  get #shown(): readonly MapFloor[] {
    const hit = new Set(byPendant(this.incidents).map(floorOf));
    const floors = this.floors.filter((floor) => hit.has(floor.floor_id));
    if (floors.length > 0) return floors;
    return this.floors.filter((floor) => floor.rooms.length > 0).slice(0, MOST_FLOORS);
  }

  #connection: ConsoleElement["console"]["home"]["connection"] | undefined;

  #away = (): void => {
    this.lost = true;
  };

  #back = (): void => {
    this.lost = false;
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") navigate(addressOf("map"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-map-wall": MapWallElement;
  }
}
