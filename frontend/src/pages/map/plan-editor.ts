/** Placing rooms, receivers and repeaters on the plan of a floor: by pointing, by dragging, or by keyboard. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import {
  type MapFloor,
  type MapListener,
  factKey,
  type PinKey,
  shortName,
  type Spot,
  type Thing,
  thingsOf,
} from "../../data/map";
import { factName } from "../../data/pack";
import { customElement } from "../../ui/define";
import { ConsoleElement } from "../../ui/element";
import { at } from "../../ui/plan/floor-plan";
import { factShape } from "../../ui/plan/facts";
import { SignedImage } from "../../ui/plan/image";
import { sheetStyles } from "../../ui/plan/styles";
import { shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";
import { PlanChanges } from "./plan-changes";

const MIDDLE: Spot = { x: 0.5, y: 0.5 };
const STEP = 0.01;
const WIDE_STEP = 0.05;
const TREMBLE = 4;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** `<duress-plan-editor .floor .homeless>`: changes the plan of a floor, one change at a time. */
@customElement("duress-plan-editor")
export class PlanEditorElement extends ConsoleElement {
  static override styles = [
    shared,
    sheetStyles,
    css`
      :host {
        display: grid;
        gap: var(--gap);
      }
      .desk {
        display: grid;
        gap: var(--gap);
        align-items: start;
        grid-template-columns: minmax(0, 1fr);
      }
      @container (min-width: 900px) {
        .desk {
          grid-template-columns: minmax(0, 1fr) 260px;
        }
      }
      .things {
        display: grid;
        gap: 4px;
        align-content: start;
        max-height: 70dvh;
        overflow: auto;
      }
      .things button {
        justify-content: start;
        width: 100%;
        text-align: start;
      }
      .things button[aria-pressed="true"] {
        border-width: 3px;
        border-color: var(--calm);
      }
      .sheet {
        cursor: crosshair;
      }
      .pin {
        cursor: grab;
        touch-action: none;
        user-select: none;
      }
      .pin.chosen {
        border: 3px solid var(--calm);
      }
      .cross {
        position: absolute;
        z-index: 3;
        width: 44px;
        height: 44px;
        min-height: 0;
        padding: 0;
        transform: translate(-50%, -50%);
        border: 3px solid var(--calm);
        border-radius: 50%;
        background:
          linear-gradient(var(--calm), var(--calm)) center / 2px 100% no-repeat,
          linear-gradient(var(--calm), var(--calm)) center / 100% 2px no-repeat;
        pointer-events: none;
      }
      .file {
        position: relative;
      }
      .file input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: pointer;
      }
      .file:focus-within {
        outline: 3px solid var(--link);
        outline-offset: 2px;
      }
    `,
  ];

  @property({ attribute: false }) floor!: MapFloor;
  /** Receivers and repeaters in no room, which may be put on any plan. */
  @property({ attribute: false }) homeless: readonly MapListener[] = [];
  /** What was just added and is to be placed next. */
  @property({ attribute: false }) wanted: PinKey | undefined;
  @state() private chosen: PinKey | undefined;
  /** Where the cross stands, or what is dragged is; undefined while the chosen thing is where it was put. */
  @state() private spot: Spot | undefined;
  @state() private dragged = false;
  @state() private said = "";
  @query(".sheet") private readonly sheet!: HTMLElement | null;
  @query(".cross") private readonly cross!: HTMLElement | null;

  readonly #image = new SignedImage(this);
  readonly #changes = new PlanChanges(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("floor") && changed.get("floor")?.floor_id !== this.floor.floor_id) {
      this.spot = undefined;
      this.chosen = this.#next(undefined);
    }
    if (changed.has("wanted") && this.wanted !== undefined) this.chosen = this.wanted;
    this.#image.show(this.console.home.connection, this.floor.plan?.url);
  }

  override render(): TemplateResult {
    const { error, busy } = this.#changes;
    return html`
      ${this.#tools(busy > 0)} ${error === undefined ? nothing : html`<p class="error" role="alert">${error}</p>`}
      <p class="hidden" role="status">${this.said}</p>
      ${this.floor.plan === null ? html`<p class="notice">${this.t("map.upload_first")}</p>` : this.#desk()}
    `;
  }

  // Tools

  #tools(busy: boolean): TemplateResult {
    const { plan, can_undo: canUndo } = this.floor;
    return html`<div class="actions">
      <span class="button file ${plan === null ? "strong" : ""}"
        >${this.t(plan === null ? "map.upload" : "map.upload_other")}<input
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label=${this.t(plan === null ? "map.upload" : "map.upload_other")}
          ?disabled=${busy}
          @change=${this.#upload}
      /></span>
      <button ?disabled=${!canUndo || busy} @click=${() => this.#act("undo", "map.undone")}>
        ${this.t("map.undo")}
      </button>
      ${
        plan === null
          ? nothing
          : html`<button ?disabled=${busy} @click=${() => this.#act("remove_plan", "map.image_gone")}>
              ${this.t("map.remove_image")}
            </button>`
      }
    </div>`;
  }

  async #act(what: "undo" | "remove_plan", done: "map.undone" | "map.image_gone"): Promise<void> {
    this.spot = undefined;
    if (await this.#changes.act(this.floor, what)) this.said = this.t(done);
  }

  #upload = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file === undefined) return;
    if (await this.#changes.upload(this.floor, file)) this.said = this.t("map.uploaded");
    // The same file may be chosen once more, after it was mended.
    input.value = "";
  };

  // The sheet and the things to put on it

  get #things(): readonly Thing[] {
    const { texts } = this.console;
    return thingsOf(this.floor, this.homeless, (fact) => factName(texts, fact)).map((thing) => ({
      ...thing,
      spot: this.#changes.spot(this.floor, thing.key, thing.spot),
    }));
  }

  #desk(): TemplateResult {
    const things = this.#things;
    const chosen = things.find((thing) => thing.key === this.chosen);
    const open = things.filter((thing) => thing.spot === undefined).length;
    return html`<p>
        ${chosen === undefined ? this.t("map.choose") : this.t("map.put_down", { name: chosen.name })}
        <span class="quiet">${open === 0 ? this.t("map.all_placed") : this.t("map.to_place", { n: open })}</span>
      </p>
      <div class="desk">
        ${this.#sheet(things, chosen)}
        <div>
          <h2 id="things">${this.t("map.things")}</h2>
          <div class="things" role="group" aria-labelledby="things">
            ${repeat(
              things,
              (thing) => thing.key,
              (thing) => this.#thing(thing),
            )}
          </div>
        </div>
      </div>
      ${
        chosen?.spot === undefined
          ? nothing
          : html`<div class="actions">
              <button @click=${() => void this.#lift(chosen)}>${this.t("map.take_off", { name: chosen.name })}</button>
            </div>`
      }`;
  }

  #thing({ key, name, spot }: Thing): TemplateResult {
    return html`<button aria-pressed=${key === this.chosen} @click=${() => this.#choose(key, true)}>
      ${shape(spot === undefined ? "ring" : "check")} ${name}
      <span class="quiet">${this.t(spot === undefined ? "map.open" : "map.placed")}</span>
    </button>`;
  }

  #sheet(things: readonly Thing[], chosen: Thing | undefined): TemplateResult {
    const { width, height } = this.floor.plan ?? { width: 1, height: 1 };
    const cross = this.spot ?? chosen?.spot ?? MIDDLE;
    const style = `aspect-ratio:${width}/${height};max-width:calc(75dvh * ${(width / height).toFixed(4)})`;
    return html`<div class="window">
      <div
        class="sheet"
        style=${style}
        @click=${this.#pointed}
        @pointerdown=${this.#grasp}
        @pointermove=${this.#drag}
        @pointerup=${this.#drop}
        @pointercancel=${this.#letGo}
      >
        <img alt="" src=${this.#image.src ?? nothing} width=${width} height=${height} draggable="false" />
        ${repeat(
          things,
          (thing) => thing.key,
          (thing) => this.#pin(thing),
        )}
        ${
          chosen === undefined
            ? nothing
            : html`<button
                class="cross"
                style=${at(cross)}
                aria-label=${this.#crossWords(chosen, cross)}
                @keydown=${this.#key}
              ></button>`
        }
      </div>
    </div>`;
  }

  #pin({ key, name, spot }: Thing): TemplateResult | typeof nothing {
    const isChosen = key === this.chosen;
    const shown = isChosen && this.dragged ? (this.spot ?? spot) : spot;
    if (shown === undefined) return nothing;
    const fact = this.floor.facts.find((one) => factKey(one.fact_id) === key);
    const kind = key.startsWith("listener:") ? "listener" : "room";
    return html`<span class="pin ${kind} ${isChosen ? "chosen" : ""}" title=${name} data-key=${key} style=${at(shown)}
      >${fact === undefined ? shortName(name) : html`${factShape(fact.kind)} ${fact.label.slice(0, 14)}`}</span
    >`;
  }

  #crossWords({ name }: Thing, { x, y }: Spot): string {
    return this.t("map.cross", { name, x: this.format.percent(x), y: this.format.percent(y) });
  }

  /** The next thing without a place, after a given one. */
  #next(after: PinKey | undefined): PinKey | undefined {
    const things = this.#things;
    const from = things.findIndex((thing) => thing.key === after) + 1;
    return [...things.slice(from), ...things.slice(0, from)].find((thing) => thing.spot === undefined)?.key;
  }

  #choose(key: PinKey, toCross = false): void {
    this.chosen = key;
    this.spot = undefined;
    if (toCross) void this.updateComplete.then(() => this.cross?.focus());
  }

  async #put(key: PinKey, spot: Spot, goOn: boolean): Promise<void> {
    const thing = this.#things.find((one) => one.key === key);
    const wasOpen = thing?.spot === undefined;
    const stored = this.#changes.place(this.floor, key, spot);
    this.spot = undefined;
    if (goOn && wasOpen) this.chosen = this.#next(key) ?? key;
    if (await stored) this.said = this.t("map.is_placed", { name: thing?.name ?? "" });
  }

  async #lift({ key, name }: Thing): Promise<void> {
    this.spot = undefined;
    if (await this.#changes.lift(this.floor, key)) this.said = this.t("map.is_taken_off", { name });
  }

  // Pointing and dragging

  #pointed = (event: MouseEvent): void => {
    const isPin = (event.target as Element).closest(".pin") !== null;
    if (this.chosen === undefined || isPin || event.detail === 0) return;
    void this.#put(this.chosen, this.#spotAt(event), true);
  };

  #grasp = (event: PointerEvent): void => {
    const pin = (event.target as Element).closest<HTMLElement>(".pin");
    const key = pin?.dataset["key"] as PinKey | undefined;
    if (pin === null || key === undefined || event.button !== 0) return;
    this.#choose(key);
    this.#from = [event.clientX, event.clientY];
    pin.setPointerCapture(event.pointerId);
  };

  #from: readonly [number, number] | undefined;

  #drag = (event: PointerEvent): void => {
    if (this.#from === undefined) return;
    const [x, y] = this.#from;
    if (!this.dragged && Math.hypot(event.clientX - x, event.clientY - y) < TREMBLE) return;
    this.dragged = true;
    this.spot = this.#spotAt(event);
  };

  #drop = (event: PointerEvent): void => {
    const was = this.dragged;
    this.#letGo();
    if (was && this.chosen !== undefined) void this.#put(this.chosen, this.#spotAt(event), false);
  };

  #letGo = (): void => {
    this.#from = undefined;
    this.dragged = false;
    this.spot = undefined;
  };

  #spotAt(event: MouseEvent): Spot {
    const box = this.sheet?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const part = (value: number): number => Math.min(1, Math.max(0, value));
    return { x: part((event.clientX - box.left) / box.width), y: part((event.clientY - box.top) / box.height) };
  }

  // The keyboard

  #key = (event: KeyboardEvent): void => {
    const chosen = this.#things.find((thing) => thing.key === this.chosen);
    if (chosen === undefined) return;
    const from = this.spot ?? chosen.spot ?? MIDDLE;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      const step = event.shiftKey ? WIDE_STEP : STEP;
      const part = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
      this.spot = { x: part(from.x + arrow[0] * step), y: part(from.y + arrow[1] * step) };
      this.said = this.#crossWords(chosen, this.spot);
    } else if (event.key === "Enter" || event.key === " ") void this.#put(chosen.key, from, true);
    else if (event.key === "Escape") this.spot = undefined;
    else return;
    event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-plan-editor": PlanEditorElement;
  }
}
