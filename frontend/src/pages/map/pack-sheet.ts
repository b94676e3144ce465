/** One page of the responder pack: a floor, what must be found on it, whom to call, and whether somebody looked. */
import { html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { type MapFact, shortName, spotOf } from "../../data/map";
import { type Contact, factName, inOrder, marksOf, type PackFloor, type PackMessage } from "../../data/pack";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { factShape } from "../../ui/plan/facts";
import { at } from "../../ui/plan/floor-plan";
import { SignedImage } from "../../ui/plan/image";
import { shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";
import { sheetLook } from "./pack-styles";

/** Sizes of the type on paper, in points: the largest with which all fits. */
const SIZES = [11, 10, 9, 8, 7, 6, 5, 4] as const;
const MANY = 40;
/** A plan so much wider than high is larger with all the rest below it, as long as that can be read. */
const WIDE = 1.7;
const READABLE = 8;

/** `<duress-pack-sheet .floor .pack .number .of>`; with `paper` it has the size of a sheet. */
@customElement("duress-pack-sheet")
export class PackSheet extends ConsoleElement {
  static override styles = [shared, sheetLook];

  @property({ attribute: false }) floor!: PackFloor;
  @property({ attribute: false }) pack!: PackMessage;
  @property({ attribute: false }) number = 1;
  @property({ attribute: false }) of = 1;
  @property({ type: Boolean, reflect: true }) paper = false;
  @query(".side") private readonly side!: HTMLElement | null;
  @query(".body") private readonly body!: HTMLElement | null;
  @query(".main") private readonly main!: HTMLElement | null;

  readonly #image = new SignedImage(this);

  override render(): TemplateResult {
    const { floor } = this;
    this.#image.show(this.console.home.connection, floor.plan?.url);
    const facts = inOrder(floor.facts, this.console.texts.language);
    return html`<article aria-labelledby="floor">
      ${this.#head()}
      <div class="body ${facts.length > MANY ? "many" : ""}">
        <div class="main">${floor.plan === null ? this.#rooms() : this.#plan(facts)}</div>
        <div class="side">${this.#contacts()} ${this.#legend(facts)} ${this.#missing()}</div>
      </div>
      <footer>
        ${this.paper ? html`<span>${this.t("pack.printed", { at: this.format.dateTime(Date.now() / 1000) })}</span>` : nothing}
        <span>${this.t("pack.page", { n: this.number, of: this.of })}</span>
      </footer>
    </article>`;
  }

  /** On paper, what does not fit is made smaller: nothing is left out. */
  override updated(): void {
    if (!this.paper) return;
    const overflows = (part: HTMLElement | null): boolean =>
      part !== null && (part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1);
    const { width, height } = this.floor.plan ?? { width: 1, height: 1 };
    const below = width / height > WIDE ? SIZES.filter((size) => size >= READABLE) : [];
    for (const [size, wide] of [
      ...below.map((size) => [size, true] as const),
      ...SIZES.map((size) => [size, false] as const),
    ]) {
      this.style.setProperty("--type", `${size}pt`);
      this.body?.classList.toggle("wide", wide);
      if (!overflows(this.side) && !overflows(this.main)) break;
    }
  }

  // What the page is of

  #head(): TemplateResult {
    const { floor } = this;
    const name = floor.name || this.t("map.nowhere");
    return html`<header>
      <div>
        <h2 id="floor">${floor.building === null ? name : `${floor.building}: ${name}`}</h2>
        <p>
          ${this.pack.site} · ${this.t("pack.heading")}
          ${this.console.site.demo ? html`<strong>${this.t("common.demo")}</strong>` : nothing}
        </p>
      </div>
      ${this.#verified()}
    </header>`;
  }

  #verified(): TemplateResult {
    const { verified } = this.floor;
    if (verified === null) return html`<p class="verified not">${shape("cross")} ${this.t("pack.not_verified")}</p>`;
    const { at: when, by, changed } = verified;
    const day = this.format.date(when);
    const said = by === null ? this.t("pack.verified", { day }) : this.t("pack.verified_by", { day, by });
    if (changed)
      return html`<p class="verified not">${shape("diamond")} ${said} <strong>${this.t("pack.changed")}</strong></p>`;
    return html`<p class="verified">${shape("check")} ${said}</p>`;
  }

  // Where everything is

  #plan(facts: readonly MapFact[]): TemplateResult {
    const { plan, rooms, name } = this.floor;
    const { width, height } = plan ?? { width: 1, height: 1 };
    const ratio = (width / height).toFixed(4);
    const marks = marksOf(facts);
    if (this.#image.error !== undefined)
      return html`<p>${this.t("map.no_image", { why: this.#image.error })}</p>
        ${this.#rooms()}`;
    return html`<div
      class="sheet"
      role="img"
      aria-label=${this.t("map.plan_of", { floor: name || this.t("map.nowhere") })}
      style="--ratio:${ratio};aspect-ratio:${width}/${height}"
    >
      <img alt="" src=${this.#image.src ?? nothing} ?hidden=${this.#image.src === undefined} @error=${this.#failed} />
      ${rooms.map((room) => {
        const spot = spotOf(room);
        const number = /\d/.test(room.name) ? shortName(room.name) : room.name;
        const label = room.door === null ? number : this.t("map.door", { door: room.door });
        return spot === undefined ? nothing : html`<span class="room" style=${at(spot)}>${label}</span>`;
      })}
      ${facts.map((fact, index) => {
        const spot = spotOf(fact);
        return spot === undefined
          ? nothing
          : html`<span class="fact" style=${at(spot)}>${factShape(fact.kind)}${marks[index]}</span>`;
      })}
    </div>`;
  }

  #failed = (): void => {
    this.#image.failed(this.console.home.connection, this.t("map.image_not_loaded"));
  };

  /** The rooms by name, where there is no image of them. */
  #rooms(): TemplateResult {
    const { rooms } = this.floor;
    return html`<h3>${this.t("map.rooms")}</h3>
      ${
        rooms.length === 0
          ? html`<p>${this.t("pack.no_rooms")}</p>`
          : html`<ul class="rooms">
              ${rooms.map((room) => html`<li>${this.#roomName(room)}</li>`)}
            </ul>`
      }`;
  }

  #roomName({ name, door }: PackFloor["rooms"][number]): string {
    return door === null || name === door ? name : `${name} (${this.t("map.door", { door })})`;
  }

  #legend(facts: readonly MapFact[]): TemplateResult | typeof nothing {
    if (facts.length === 0) return nothing;
    const hasPlan = this.floor.plan !== null;
    const marks = marksOf(facts);
    return html`<h3>${this.t("pack.things")}</h3>
      <ol class="legend">
        ${facts.map(
          (fact, index) =>
            html`<li>
              <span class="mark">${factShape(fact.kind)}${hasPlan ? marks[index] : nothing}</span>
              <span
                >${factName(this.console.texts, fact)}
                ${hasPlan && fact.x === null ? html`<em>(${this.t("map.not_on_plan")})</em>` : nothing}</span
              >
            </li>`,
        )}
      </ol>`;
  }

  /** Rooms that the image does not show. */
  #missing(): TemplateResult | typeof nothing {
    const missing = this.floor.plan === null ? [] : this.floor.rooms.filter((room) => room.x === null);
    if (missing.length === 0) return nothing;
    return html`<h3>${this.t("pack.rooms_off")}</h3>
      <p>${this.format.list(missing.map((room) => this.#roomName(room)))}</p>`;
  }

  // Whom to call

  #contacts(): TemplateResult {
    const { contacts } = this.floor;
    if (contacts === null || this.pack.contacts === null)
      return html`<h3>${this.t("pack.contacts")}</h3>
        <p>${this.t("pack.contacts_hidden")}</p>`;
    return html`<h3>${this.t("pack.contacts")}</h3>
      ${
        contacts.length + this.pack.contacts.length === 0
          ? html`<p>${this.t("pack.no_contacts")}</p>`
          : html`<ul class="contacts">
              ${[...contacts, ...this.pack.contacts].map((one) => this.#contact(one))}
            </ul>`
      }`;
  }

  #contact({ name, purpose, phone }: Contact): TemplateResult {
    return html`<li>
      <strong>${name}</strong>
      ${phone === "" ? nothing : html`<a href="tel:${phone.replace(/[^+\d*#,]/g, "")}">${phone}</a>`}
      ${purpose === "" ? nothing : html`<span>${purpose}</span>`}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-pack-sheet": PackSheet;
  }
}
