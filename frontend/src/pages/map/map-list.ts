/** The map as a table: the same content for the keyboard, for screen readers and for small screens. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { CoverageMessage, RoomCoverage } from "../../data/coverage";
import { isActive } from "../../data/incidents";
import { byPendant, type MapFloor, type MapListener, type MapRoom, type PlacedIncident } from "../../data/map";
import { factName, inOrder } from "../../data/pack";
import { addressOf } from "../../data/navigate";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { factShape } from "../../ui/plan/facts";
import { incidentPlace, incidentTitle } from "../../ui/plan/floor-plan";
import { type Layer, LISTENER_SHAPES } from "../../ui/plan/marks";
import { kindShape, shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";

/** `<duress-map-list .floor .incidents .layer .coverage>`. */
@customElement("duress-map-list")
export class MapListElement extends ConsoleElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--gap);
        min-width: 0;
      }
      .mark {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .alarm {
        color: var(--alarm-ink);
        font-weight: 600;
      }
      .warn {
        color: var(--warn-ink);
      }
      .good {
        color: var(--good-ink);
      }
      caption {
        text-align: start;
        font-weight: 600;
        padding: 8px 0;
      }
    `,
  ];

  @property({ attribute: false }) floor!: MapFloor;
  @property({ attribute: false }) incidents: readonly PlacedIncident[] = [];
  @property({ attribute: false }) layer: Layer | undefined;
  /** What the coverage layer is made of, if it is shown. */
  @property({ attribute: false }) coverage: CoverageMessage | undefined;

  override render(): TemplateResult {
    const { floor } = this;
    const covered = new Map(this.coverage?.rooms.map((room) => [room.room_id, room]));
    return html`<div class="scroll">
        <table>
          <caption>
            ${this.t("map.rooms")}
          </caption>
          <thead>
            <tr>
              <th scope="col">${this.t("map.room")}</th>
              <th scope="col">${this.t("map.alarm")}</th>
              ${this.layer === undefined ? nothing : html`<th scope="col">${this.t("map.standing")}</th>`}
              ${this.coverage === undefined ? nothing : this.#coverageHeads()}
              <th scope="col">${this.t("map.inside")}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              floor.rooms,
              (room) => room.room_id,
              (room) => this.#room(room, covered.get(room.room_id)),
            )}
          </tbody>
        </table>
      </div>
      ${floor.listeners.length === 0 ? nothing : this.#listeners(floor.listeners)}
      ${floor.facts.length === 0 ? nothing : this.#facts(floor)}`;
  }

  #facts(floor: MapFloor): TemplateResult {
    const { texts } = this.console;
    return html`<h2>${this.t("pack.things")}</h2>
      <ul class="plain">
        ${inOrder(floor.facts, texts.language).map(
          (one) => html`<li class="mark">${factShape(one.kind)} ${factName(texts, one)}</li>`,
        )}
      </ul>`;
  }

  #coverageHeads(): TemplateResult {
    return html`<th scope="col">${this.t("map.proven")}</th>
      <th scope="col">${this.t("map.paths")}</th>`;
  }

  #room(room: MapRoom, covered: RoomCoverage | undefined): TemplateResult {
    const mark = this.layer?.get(room.room_id);
    return html`<tr>
      <th scope="row">
        ${room.name}
        ${room.door === null ? nothing : html`<span class="quiet">${this.t("map.door", { door: room.door })}</span>`}
        ${room.is_gone ? html`<span class="warn">${this.t("map.gone")}</span>` : nothing}
        ${this.floor.plan !== null && room.x === null ? html`<span class="quiet">${this.t("map.not_on_plan")}</span>` : nothing}
      </th>
      <td>${this.#alarms(room)}</td>
      ${
        this.layer === undefined
          ? nothing
          : html`<td>
              ${mark === undefined ? "–" : html`<span class="mark ${mark.tone}">${shape(mark.shape)} ${mark.word}</span>`}
            </td>`
      }
      ${this.coverage === undefined ? nothing : this.#coverage(covered)}
      <td>${this.#inside(room)}</td>
    </tr>`;
  }

  #alarms(room: MapRoom): TemplateResult | string {
    const here = byPendant(this.incidents).filter((one) => one.place.room_id === room.room_id);
    const shares = this.incidents
      .filter(isActive)
      .flatMap((one) => one.place.others.filter((other) => other.room_id === room.room_id))
      .map((other) => other.probability);
    if (here.length === 0 && shares.length === 0) return "–";
    return html`${here.map(
      (one) =>
        html`<a
          class="mark ${isActive(one) && one.mode === "live" ? "alarm" : ""}"
          href=${addressOf("incident", one.incident_id)}
          >${shape(kindShape(one.kind))} ${incidentTitle(this.console, one)} · ${incidentPlace(this.console, one)}</a
        >`,
    )}
    ${shares.length === 0 ? nothing : this.t("map.maybe", { share: this.format.percent(Math.max(...shares)) })}`;
  }

  #coverage(room: RoomCoverage | undefined): TemplateResult {
    const proven = room?.proven_at ?? null;
    const hears = room?.listeners.map((one) =>
      one.margin === null
        ? one.listener
        : this.t("map.hears", { name: one.listener, margin: this.format.number(one.margin, 0) }),
    );
    return html`<td>${proven === null ? "–" : this.format.date(proven)}</td>
      <td>${hears === undefined || hears.length === 0 ? "–" : this.format.list(hears)}</td>`;
  }

  #inside(room: MapRoom): string {
    const heard = this.floor.listeners.filter((one) => one.room_id === room.room_id).map((one) => one.name);
    return [...room.buttons, ...heard].join(", ") || "–";
  }

  #listeners(listeners: readonly MapListener[]): TemplateResult {
    return html`<div class="scroll">
      <table>
        <caption>
          ${this.t("map.listeners")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${this.t("map.name")}</th>
            <th scope="col">${this.t("map.room")}</th>
            <th scope="col">${this.t("map.standing")}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            listeners,
            (one) => one.listener_id,
            (one) =>
              html`<tr>
                <th scope="row">${one.name}</th>
                <td>${one.room ?? "–"}</td>
                <td>
                  <span class="mark ${one.state === "missing" ? "alarm" : ""}"
                    >${shape(LISTENER_SHAPES[one.state])} ${this.t(`map.listener_${one.state}`)}</span
                  >
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-map-list": MapListElement;
  }
}
