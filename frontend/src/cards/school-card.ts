/** What all cards share: their settings, the school they are about, and what stands there when there is nothing to show. */
import { ContextProvider } from "@lit/context";
import type { Connection } from "home-assistant-js-websocket";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { Console, consoleContext } from "../data/console";
import type { Home } from "../data/home";
import { type Site, sitesOf } from "../data/sites";
import { type TextKey, textsFor } from "../text/localize";
import { shared } from "../ui/styles";
import { cardForm, type Form } from "./form";
import { type HomeWithRegistries, schoolsIn } from "./registry";
import { type CardSettings, checked, type Profile, USUAL } from "./settings";

/** How big a card is in a view of sections: twelve columns are one section. */
export interface GridOptions {
  readonly columns: number;
  readonly rows: number | "auto";
  readonly min_columns: number;
}

const styles = css`
  :host {
    display: block;
    height: 100%;
  }
  :host([hidden]) {
    display: none;
  }
  :host([profile="wall"]) {
    font-size: 1.25em;
  }
  ha-card {
    display: grid;
    align-content: start;
    gap: 12px;
    height: 100%;
    padding: 16px;
    color: var(--ink);
  }
  ha-card > .chip {
    justify-self: start;
  }
`;

// The cards of one school on one page are told over the same subscriptions.
const consoles = new WeakMap<Connection, Map<string, Console>>();

function consoleFor(home: () => Home, site: Site): Console {
  const { connection } = home();
  const known = consoles.get(connection) ?? new Map<string, Console>();
  consoles.set(connection, known);
  const made = new Console(home, site, known.get(site.site));
  known.set(site.site, made);
  return made;
}

/** A card about one school. On a public display it asks the server nothing and shows nothing, whatever happens. */
export abstract class SchoolCard extends LitElement {
  static override styles = [shared, styles];

  /** The form of Home Assistant's card editor. */
  static getConfigForm(): Form {
    return cardForm();
  }

  /** What a card has before anybody chose anything. */
  static getStubConfig(home: HomeWithRegistries): Partial<CardSettings> {
    const [school, ...others] = schoolsIn(home);
    return school !== undefined && others.length > 0 ? { site: school.site } : {};
  }

  @property({ attribute: false }) hass!: Home;
  /** Whether somebody edits the dashboard at the moment. */
  @property({ type: Boolean }) preview = false;
  @property({ reflect: true }) profile: Profile = USUAL;
  @state() protected settings: CardSettings | undefined;
  @state() private sites: readonly Site[] | undefined;
  @state() private problem: string | undefined;
  @state() private console: Console | undefined;

  readonly #provider = new ContextProvider(this, { context: consoleContext });
  #leave: (() => void) | undefined;

  /** The part that shows something of the school, once there is a console. */
  protected abstract content(settings: CardSettings): TemplateResult;

  /** Home Assistant hands over the settings, also while somebody edits them. Throws what is wrong with them. */
  setConfig(settings: unknown): void {
    this.settings = checked(settings);
    this.profile = this.settings.profile ?? USUAL;
    this.#follow();
  }

  getCardSize(): number {
    return 4;
  }

  getGridOptions(): GridOptions {
    return { columns: 12, rows: "auto", min_columns: 6 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  // Home Assistant hands over a new `hass` with every state of the house; a card shows none of them.
  override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.size > 1 || !changed.has("hass")) return true;
    const before = changed.get("hass");
    const now = this.hass;
    return (
      before === undefined ||
      before.connection !== now.connection ||
      before.connected !== now.connected ||
      before.language !== now.language ||
      before.locale !== now.locale
    );
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.hidden = this.#isPublic && !this.preview;
    if (this.#isPublic) return;
    if (changed.has("hass") && changed.get("hass")?.connection !== this.hass.connection) this.#follow();
    const site = this.#chosen;
    const before = changed.get("hass");
    const isSame =
      this.console?.site === site &&
      before?.language === (before && this.hass.language) &&
      before?.locale === (before && this.hass.locale);
    if (isSame) return;
    this.console = site && consoleFor(() => this.hass, site);
    if (this.console !== undefined) this.#provider.setValue(this.console);
  }

  override render(): TemplateResult | typeof nothing {
    if (this.settings === undefined) return nothing;
    if (this.#isPublic)
      return this.preview ? html`<ha-card><p class="quiet">${this.say("cards.lobby_hint")}</p></ha-card>` : nothing;
    return html`<ha-card>
      ${this.hass.connected ? nothing : html`<p class="error" role="alert">${this.say("cards.disconnected")}</p>`}
      ${this.console?.site.demo === true ? html`<span class="chip warn">${this.say("common.demo")}</span>` : nothing}
      ${this.console === undefined ? this.#absent() : this.content(this.settings)}
    </ha-card>`;
  }

  /** Say a sentence in the user's language. */
  protected say(key: TextKey): string {
    return textsFor(this.hass.language).say(key);
  }

  get #isPublic(): boolean {
    return this.profile === "lobby";
  }

  get #chosen(): Site | undefined {
    const wanted = this.settings?.site;
    return wanted === undefined ? this.sites?.[0] : this.sites?.find((site) => site.site === wanted);
  }

  #absent(): TemplateResult {
    if (this.problem !== undefined) return html`<p class="error" role="alert">${this.problem}</p>`;
    if (this.sites === undefined) return html`<p class="quiet" role="status">${this.say("common.waiting")}</p>`;
    const key = this.sites.length === 0 ? "common.no_school" : "cards.other_school";
    return html`<p class="notice" role="status">${this.say(key)}</p>`;
  }

  #follow(): void {
    this.#stop();
    // A card is made before it is handed Home Assistant, and handed it before it is on the page.
    if (!this.isConnected || (this.hass as Home | undefined) === undefined || this.#isPublic) return;
    const topic = sitesOf(this.hass.connection);
    const told = (): void => {
      if (topic.message !== undefined) this.sites = topic.message.sites;
      this.problem = topic.standing === "stopped" ? this.say("common.not_running") : topic.refusal;
      if (this.problem !== undefined) this.sites = undefined;
    };
    this.#leave = topic.follow(told);
    told();
  }

  #stop(): void {
    this.#leave?.();
    this.#leave = undefined;
  }
}
