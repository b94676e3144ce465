/** Choosing one of many by typing: a combobox as the ARIA practices describe it, whose first match Enter takes. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { matches } from "../text/search";
import { customElement } from "./define";
import { ConsoleElement } from "./element";
import { shared } from "./styles";

/** Something that can be chosen; `more` tells two of one name apart. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly more?: string;
}

/** What was chosen: the value of an option, or a text that is none of them. */
export interface Chosen {
  readonly value: string | undefined;
  readonly created: string | undefined;
}

const MOST = 8;

const styles = css`
  :host {
    display: block;
    position: relative;
  }
  ul {
    position: absolute;
    z-index: 3;
    inset-inline: 0;
    margin: 4px 0 0;
    padding: 4px;
    list-style: none;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    box-shadow: 0 4px 12px rgba(0, 0, 0, 0.3);
  }
  li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
    align-items: center;
    min-height: var(--touch);
    padding: 4px 12px;
    border-radius: 6px;
    cursor: pointer;
  }
  li[aria-selected="true"] {
    background: var(--calm);
    color: var(--on-strong);
  }
  li[aria-selected="true"] .quiet {
    color: inherit;
  }
  li.more {
    cursor: default;
  }
`;

/** `<duress-choice label="…" .options=…>`: fires `chosen` with a `Chosen`. */
@customElement("duress-choice")
export class ChoiceElement extends ConsoleElement {
  static override styles = [shared, styles];

  @property() label = "";
  @property({ attribute: false }) options: readonly Option[] = [];
  /** The sentence that offers to take what was typed as something new, with `{text}`; without it nothing new is taken. */
  @property() creating = "";
  @property({ attribute: false }) value: string | undefined;
  @state() private typed: string | undefined;
  @state() private open = false;
  @state() private active = 0;
  @query("input") private readonly input!: HTMLInputElement;

  override render(): TemplateResult {
    const found = this.open ? this.#found() : [];
    const active = found[this.active];
    return html`<label>
        ${this.label}
        <input
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-autocomplete="list"
          aria-expanded=${this.open}
          aria-controls="list"
          aria-activedescendant=${active === undefined ? nothing : `option-${this.active}`}
          .value=${this.typed ?? this.#labelOf(this.value)}
          @input=${this.#type}
          @keydown=${this.#key}
          @focus=${() => this.input.select()}
          @click=${() => (this.open = true)}
          @blur=${this.#leave}
        />
      </label>
      <ul id="list" role="listbox" aria-label=${this.label} ?hidden=${!this.open || found.length === 0}>
        ${found.map((option, index) => this.#option(option, index))}
        ${this.#rest() > 0 && this.open ? html`<li class="quiet more" role="presentation">${this.t("common.more_matches", { n: this.#rest() })}</li>` : nothing}
      </ul>
      <span class="hidden" role="status"
        >${this.open && this.typed !== undefined ? this.t("common.matches", { n: this.#all().length }) : nothing}</span
      >`;
  }

  override focus(): void {
    this.input.focus();
  }

  /** Forget what was chosen and typed. */
  clear(): void {
    this.value = undefined;
    this.typed = undefined;
    this.open = false;
  }

  #labelOf(value: string | undefined): string {
    return this.options.find((option) => option.value === value)?.label ?? "";
  }

  #all(): readonly Option[] {
    const typed = this.typed ?? "";
    return this.options.filter((option) => matches(typed, option.label, option.more));
  }

  #found(): readonly Option[] {
    const found = this.#all().slice(0, MOST);
    const typed = this.typed?.trim() ?? "";
    if (this.creating === "" || typed === "") return found;
    return [...found, { value: "", label: this.creating.replace("{text}", typed) }];
  }

  #rest(): number {
    return Math.max(0, this.#all().length - MOST);
  }

  #option(option: Option, index: number): TemplateResult {
    return html`<li
      id="option-${index}"
      role="option"
      aria-selected=${index === this.active}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(option)}
    >
      <span>${option.label}</span
      >${option.more === undefined ? nothing : html`<span class="quiet">${option.more}</span>`}
    </li>`;
  }

  #type(): void {
    this.typed = this.input.value;
    this.active = 0;
    this.open = true;
    if (this.value !== undefined) this.#tell(undefined, undefined);
  }

  #key(event: KeyboardEvent): void {
    const found = this.open ? this.#found() : [];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.active = this.open ? Math.max(0, Math.min(found.length - 1, this.active + step)) : 0;
      this.open = true;
      return;
    }
    const active = found[this.active];
    if (event.key === "Enter" && active !== undefined) {
      event.preventDefault();
      this.#choose(active);
    } else if (event.key === "Escape" && this.open) {
      // The dialog around it stays open.
      event.preventDefault();
      event.stopPropagation();
      this.open = false;
    }
  }

  #leave(): void {
    const [only, second] = this.#all();
    if (this.open && this.typed?.trim() && only !== undefined && second === undefined) this.#choose(only);
    this.open = false;
  }

  #choose(option: Option): void {
    const created = option.value === "" ? this.typed?.trim() : undefined;
    this.typed = created;
    this.open = false;
    this.#tell(option.value === "" ? undefined : option.value, created);
  }

  #tell(value: string | undefined, created: string | undefined): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent<Chosen>("chosen", { detail: { value, created } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-choice": ChoiceElement;
  }
}
