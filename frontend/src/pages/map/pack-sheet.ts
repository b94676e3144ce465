/** One page of the responder pack: a floor, what must be found on it, whom to call, and whether somebody looked. */
import { html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { MapFact, MapRoom } from "../../data/map";
import { type Contact, factName, inOrder, marksOf, type PackFloor, type PackMessage } from "../../data/pack";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { factShape } from "../../ui/plan/facts";
import { SignedImage } from "../../ui/plan/image";
import { shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";
import { cut, isTooFull, lay, type Rest, uncut } from "./pack-flow";
import { arrangePins, drawPins, leastWidth, NO_PINS, type Pins, roomOnPlan } from "./pack-pins";
import { sheetLook } from "./pack-styles";

/** A plan so much wider than high is larger with all the rest below it. */
const WIDE = 1.7;
/** So many things have half of a sheet without a plan. */
const MANY = 40;
/** Whatever is wrong with a page, it does not take more sheets than this. */
const MOST = 20;

/** One list of a page: its heading and its lines, or what to say instead. */
interface Group {
  readonly look: "contacts" | "key" | "legend" | "rooms";
  readonly heading: string;
  readonly lines: readonly TemplateResult[];
  readonly note?: string | undefined;
}

/** `<duress-pack-sheet .floor .pack .number .of>`; with `paper` it has the size of a sheet, or of several. */
@customElement("duress-pack-sheet")
export class PackSheet extends ConsoleElement {
  static override styles = [shared, sheetLook];

  @property({ attribute: false }) floor!: PackFloor;
  @property({ attribute: false }) pack!: PackMessage;
  @property({ attribute: false }) number = 1;
  @property({ attribute: false }) of = 1;
  @property({ type: Boolean, reflect: true }) paper = false;
  /** The width of the plan in pixels; 0 as long as nobody knows it. */
  @state() private width = 0;
  /** Where each further sheet of paper begins. */
  @state() private rests: readonly Rest[] = [];
  @query(".side") private readonly side!: HTMLElement | null;
  @query(".body") private readonly body!: HTMLElement | null;
  @query(".main") private readonly main!: HTMLElement | null;

  readonly #image = new SignedImage(this);
  readonly #sizes =
    typeof ResizeObserver === "undefined"
      ? undefined
      : new ResizeObserver(([sheet]) => (this.width = Math.round(sheet?.contentRect.width ?? 0)));
  #watched: Element | null = null;
  #flowed = "";
  #arranged: { readonly of: string; readonly pins: Pins } | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
    this.#watched = null;
  }

  override render(): TemplateResult {
    const { floor, rests } = this;
    this.#image.show(this.console.home.connection, floor.plan?.url);
    const facts = inOrder(floor.facts, this.console.texts.language);
    const pins = this.#pins(facts);
    const beside = this.#beside(facts, pins);
    const isMany = floor.plan === null && facts.length > MANY;
    const sheets = this.paper ? rests.length + 1 : 1;
    return html`<article aria-labelledby="floor">
        ${this.#head(1)}
        <div class="body ${isMany ? "many" : ""}">
          <div class="main">${floor.plan === null ? this.#group(this.#rooms) : this.#plan(facts, pins)}</div>
          <div class="side">${beside.map((group) => this.#group(group))}</div>
        </div>
        ${this.#foot(1, sheets)}
      </article>
      ${this.paper ? rests.map((rest, index) => this.#more(beside, rest, index + 2, sheets)) : nothing}`;
  }

  override updated(): void {
    const sheet = this.renderRoot.querySelector(".sheet");
    if (sheet !== this.#watched) {
      this.#sizes?.disconnect();
      this.#watched = sheet;
      if (sheet !== null) this.#sizes?.observe(sheet);
    }
    if (!this.paper) return;
    // The server says again and again what is as it was; letters get another width when their font comes.
    const fonts = "fonts" in document ? [...document.fonts].filter((font) => font.status === "loaded").length : 0;
    const key = JSON.stringify([this.#content, this.pack.contacts, this.rests, this.width, this.#isListed, fonts]);
    if (key === this.#flowed) return;
    this.#flowed = key;
    this.#flow();
  }

  /** What is on this page. */
  get #content(): readonly unknown[] {
    const { rooms, facts, contacts, plan, verified, name } = this.floor;
    return [rooms, facts, contacts, plan, verified, name, this.console.texts.language];
  }

  /** On paper, what does not fit is made smaller, and what still does not goes on on another sheet: nothing is left out. */
  #flow(): void {
    const { body, side, main } = this;
    const { plan } = this.floor;
    // What is at the edge of a plan may reach over it.
    const list = this.#isListed ? main : null;
    for (const box of [side, list]) uncut(box);
    lay(
      ({ size, wide }) => {
        this.style.setProperty("--type", `${size}pt`);
        body?.classList.toggle("wide", wide);
        return isTooFull(side) || isTooFull(list);
      },
      plan !== null && plan.width / plan.height > WIDE,
    );
    const all = { side: side?.querySelectorAll("li").length ?? 0, main: list?.querySelectorAll("li").length ?? 0 };
    const rests: Rest[] = [];
    let rest = { side: cut(side), main: cut(list) };
    const boxes = [...this.renderRoot.querySelectorAll<HTMLElement>(".more")];
    while (rests.length < MOST && rest.side + rest.main < all.side + all.main) {
      const known = this.rests[rests.length];
      const box = boxes[rests.length];
      rests.push(rest);
      // What a sheet that is drawn from elsewhere holds is known once it is drawn from here.
      if (box === undefined || known?.side !== rest.side || known.main !== rest.main) break;
      uncut(box);
      const fits = Math.max(1, cut(box));
      const beside = Math.min(fits, all.side - rest.side);
      rest = { side: rest.side + beside, main: rest.main + fits - beside };
    }
    const isSame = rests.every((one, at) => one.side === this.rests[at]?.side && one.main === this.rests[at].main);
    if (!isSame || rests.length !== this.rests.length) this.rests = rests;
  }

  // What the page is of

  #head(sheet: number): TemplateResult {
    const { floor } = this;
    const name = floor.name || this.t("map.nowhere");
    const whole = floor.building === null ? name : `${floor.building}: ${name}`;
    return html`<header>
      <div>
        <h2 id=${sheet === 1 ? "floor" : nothing}>
          ${sheet === 1 ? whole : this.t("pack.continued", { what: whole })}
        </h2>
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

  #foot(sheet: number, sheets: number): TemplateResult {
    const page = this.t("pack.page", { n: this.number, of: this.of });
    return html`<footer>
      ${this.paper ? html`<span>${this.t("pack.printed", { at: this.format.dateTime(Date.now() / 1000) })}</span>` : nothing}
      <span>${sheets === 1 ? page : `${page}, ${this.t("pack.sheet", { n: sheet, of: sheets })}`}</span>
    </footer>`;
  }

  /** A further sheet of paper: what is left of each list, under its heading. */
  #more(beside: readonly Group[], { side, main }: Rest, sheet: number, sheets: number): TemplateResult {
    let before = side;
    const left = beside.map((group) => {
      const from = Math.min(before, group.lines.length);
      before -= from;
      return this.#group({ ...group, note: undefined }, from);
    });
    const rooms = this.#isListed ? this.#group({ ...this.#rooms, note: undefined }, main) : nothing;
    return html`<article>
      ${this.#head(sheet)}
      <div class="more">${left} ${rooms}</div>
      ${this.#foot(sheet, sheets)}
    </article>`;
  }

  #group({ look, heading, lines, note }: Group, from = 0): TemplateResult | typeof nothing {
    if (from >= lines.length && note === undefined) return nothing;
    return html`<section>
      <h3>${from === 0 ? heading : this.t("pack.continued", { what: heading })}</h3>
      ${
        note === undefined
          ? html`<ul class=${look}>
              ${lines.slice(from)}
            </ul>`
          : html`<p>${note}</p>`
      }
    </section>`;
  }

  // Where everything is

  #name = (room: MapRoom): string => roomOnPlan(room, (door) => this.t("map.door", { door }));

  #pins(facts: readonly MapFact[]): Pins {
    const { floor, width, paper } = this;
    const { plan } = floor;
    if (plan === null || this.#isListed) return NO_PINS;
    const of = JSON.stringify([this.#content, width]);
    if (this.#arranged?.of !== of) {
      const sheet = { width, height: (width * plan.height) / plan.width, paper };
      this.#arranged = { of, pins: arrangePins(floor, facts, this.#name, sheet) };
    }
    return this.#arranged.pins;
  }

  #plan(facts: readonly MapFact[], pins: Pins): TemplateResult | typeof nothing {
    const { plan, rooms, name } = this.floor;
    const { width, height } = plan ?? { width: 1, height: 1 };
    const ratio = (width / height).toFixed(4);
    if (this.#image.error !== undefined)
      return html`<p>${this.t("map.no_image", { why: this.#image.error })}</p>
        ${this.#group(this.#rooms)}`;
    const label = this.t("map.plan_of", { floor: name || this.t("map.nowhere") });
    const least = this.paper ? 0 : leastWidth(rooms.length + facts.length);
    const sheet = html`<div
      class="sheet"
      role="img"
      aria-label=${label}
      style="--ratio:${ratio};aspect-ratio:${width}/${height};min-width:${least}px"
    >
      <img alt="" src=${this.#image.src ?? nothing} ?hidden=${this.#image.src === undefined} @error=${this.#failed} />
      ${drawPins(pins, rooms, facts, this.#name)}
    </div>`;
    return least === 0 ? sheet : html`<div class="window" role="group" tabindex="0" aria-label=${label}>${sheet}</div>`;
  }

  #failed = (): void => {
    this.#image.failed(this.console.home.connection, this.t("map.image_not_loaded"));
  };

  /** Whether rooms are a list because there is no image of them. */
  get #isListed(): boolean {
    return this.floor.plan === null || this.#image.error !== undefined;
  }

  /** The rooms by name, where there is no image of them. */
  get #rooms(): Group {
    const lines = this.floor.rooms.map((room) => html`<li>${this.#roomName(room)}</li>`);
    const note = lines.length === 0 ? this.t("pack.no_rooms") : undefined;
    return { look: "rooms", heading: this.t("map.rooms"), lines, note };
  }

  #roomName({ name, door }: MapRoom): string {
    return door === null || name === door ? name : `${name} (${this.t("map.door", { door })})`;
  }

  // What stands beside the plan

  #beside(facts: readonly MapFact[], pins: Pins): readonly Group[] {
    return [this.#contacts(), this.#legend(facts, pins), this.#key(pins), this.#missing()];
  }

  #legend(facts: readonly MapFact[], { written }: Pins): Group {
    const hasPlan = this.floor.plan !== null;
    const marks = marksOf(facts);
    const lines = facts.map((fact, index) => {
      const why =
        fact.x === null ? "map.not_on_plan" : written.get(fact.fact_id)?.out === true ? "pack.no_space" : null;
      return html`<li>
        <span class="mark">${factShape(fact.kind)}${hasPlan ? marks[index] : nothing}</span>
        <span
          >${factName(this.console.texts, fact)}
          ${hasPlan && why !== null ? html`<em>(${this.t(why)})</em>` : nothing}</span
        >
      </li>`;
    });
    return { look: "legend", heading: this.t("pack.things"), lines };
  }

  /** What numbers stand for where the names of rooms would cover each other. */
  #key({ entries }: Pins): Group {
    const lines = entries.map(
      ({ number, rooms }) =>
        html`<li>
          <span class="number">${number}</span>
          <span>${this.format.list(rooms.map((room) => this.#roomName(room)))}</span>
        </li>`,
    );
    return { look: "key", heading: this.t("pack.numbers"), lines };
  }

  /** Rooms that the image does not show. */
  #missing(): Group {
    const missing = this.floor.plan === null ? [] : this.floor.rooms.filter((room) => room.x === null);
    const lines = missing.map((room) => html`<li>${this.#roomName(room)}</li>`);
    return { look: "rooms", heading: this.t("pack.rooms_off"), lines };
  }

  #contacts(): Group {
    const { contacts } = this.floor;
    const group = { look: "contacts", heading: this.t("pack.contacts") } as const;
    if (contacts === null || this.pack.contacts === null)
      return { ...group, lines: [], note: this.t("pack.contacts_hidden") };
    const all = [...contacts, ...this.pack.contacts];
    const note = all.length === 0 ? this.t("pack.no_contacts") : undefined;
    return { ...group, lines: all.map((one) => this.#contact(one)), note };
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
