/** The rooms of a walk with what is known of each, to choose another one. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type WalkedRoom, whereOf } from "../../data/survey";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { shared } from "../../ui/styles";
import { shapeOf, shapes } from "./verdicts";

/** `<duress-room-list .rooms .here .busy>`: fires `chosen` with a room, and `left`. */
@customElement("duress-room-list")
export class RoomList extends ConsoleElement {
  static override styles = [
    shared,
    shapes,
    css`
      li > button {
        display: grid;
        grid-template-columns: auto 1fr auto;
        justify-content: stretch;
        width: 100%;
        min-height: 52px;
        text-align: start;
      }
    `,
  ];

  @property({ attribute: false }) rooms: readonly WalkedRoom[] = [];
  @property({ attribute: false }) here: string | undefined;
  @property({ attribute: false }) busy = false;
  @state() private sought = "";

  override render(): TemplateResult {
    const sought = this.sought.trim().toLocaleLowerCase();
    const found = this.rooms.filter((one) => `${one.room} ${whereOf(one)}`.toLocaleLowerCase().includes(sought));
    return html`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${this.t("walk.choose_heading")}</h2>
      <label
        >${this.t("walk.search")}
        <input type="search" .value=${this.sought} @input=${this.#seek} autocomplete="off" />
      </label>
      <ul class="plain">
        ${found.map((room) => html`<li>${this.#row(room)}</li>`)}
      </ul>
      ${found.length === 0 ? html`<p role="status">${this.t("walk.no_room_found")}</p>` : nothing}
      <button @click=${() => this.dispatchEvent(new CustomEvent("left"))}>${this.t("walk.back")}</button>
    </section>`;
  }

  #row(room: WalkedRoom): TemplateResult {
    const here = room.room_id === this.here;
    return html`<button
      ?disabled=${this.busy}
      aria-current=${here ? "location" : nothing}
      @click=${() => this.dispatchEvent(new CustomEvent("chosen", { detail: room }))}
    >
      ${shapeOf(room.verdict)}
      <span>${room.room}<br /><small class="quiet">${whereOf(room)}</small></span>
      <small>${here ? this.t("walk.you_are_here") : this.#state(room)}</small>
    </button>`;
  }

  #state(room: WalkedRoom): string {
    if (room.unheard) return this.t("walk.verdict_none");
    if (room.done) return this.t(`walk.verdict_${room.verdict ?? "none"}`);
    if (room.put_off) return this.t("walk.put_off");
    return this.t("walk.presses_of", { presses: room.presses, needed: room.needed });
  }

  #seek(event: Event): void {
    this.sought = (event.target as HTMLInputElement).value;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-room-list": RoomList;
  }
}
