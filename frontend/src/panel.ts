/** The panel: which school, which page, and what must be seen whatever the page. */
import { ContextProvider } from "@lit/context";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { customElement } from "./ui/define";
import { Console, consoleContext } from "./data/console";
import type { Home } from "./data/home";
import { addressOf, navigate, ROOT } from "./data/navigate";
import { type Site, sitesOf } from "./data/sites";
import { type Page, PAGES } from "./pages";
import "./pages/incident/incident-strip";
import "./pages/today/gap-notice";
import { type TextKey, textsFor } from "./text/localize";
import { InView } from "./ui/in-view";
import { shared } from "./ui/styles";

const styles = css`
  :host {
    display: block;
    min-height: 100%;
    background: var(--ground);
  }
  header {
    position: sticky;
    top: 0;
    z-index: 4;
    background: var(--paper);
    border-bottom: 1px solid var(--line);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 48px;
    padding: 0 12px;
  }
  .bar strong {
    font-size: 1.15rem;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bar select {
    width: auto;
    min-width: 0;
  }
  nav {
    display: flex;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: var(--touch);
    padding: 0 12px;
    color: var(--ink);
    text-decoration: none;
    white-space: nowrap;
    border-bottom: 3px solid transparent;
  }
  nav a:focus-visible {
    outline-offset: -3px;
  }
  nav a[aria-current] {
    border-color: var(--calm);
    font-weight: 600;
  }
  .skip:focus {
    position: absolute;
    z-index: 5;
    clip-path: none;
    width: auto;
    height: auto;
    padding: 12px;
    background: var(--paper);
  }
  main {
    outline: none;
  }
  .message {
    margin: 12px;
  }
  @media print {
    header {
      display: none;
    }
  }
`;

/** `<duress-panel>`: Home Assistant sets `hass`, `narrow` and `route`. */
@customElement("duress-panel")
export class PanelElement extends LitElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) hass!: Home;
  @property({ type: Boolean, reflect: true }) narrow = false;
  @property({ attribute: false }) route: { readonly path: string } = { path: "" };
  @property({ attribute: false }) panel: { readonly config?: { readonly module?: string } } = {};
  @state() private sites: readonly Site[] | undefined;
  @state() private refusal: string | undefined;
  @query("main") private readonly main!: HTMLElement | null;

  readonly #provider = new ContextProvider(this, { context: consoleContext });
  #console: Console | undefined;
  #leave: (() => void) | undefined;
  #shownPage: string | undefined;

  constructor() {
    super();
    // The navigation is wider than a phone.
    new InView(this, () => {
      const part = this.renderRoot.querySelector<HTMLElement>("nav a[aria-current]");
      const row = part?.parentElement;
      return part && row ? { row, part } : undefined;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
  }

  // Home Assistant hands over a new `hass` with every state of the house; the panel shows none of them.
  override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.size > 1 || !changed.has("hass")) return true;
    const before = changed.get("hass");
    const now = this.hass;
    return (
      before === undefined ||
      before.connected !== now.connected ||
      before.language !== now.language ||
      before.locale !== now.locale
    );
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const site = this.#chosen;
    const before = changed.get("hass");
    const known = this.#console;
    if (site === undefined) return;
    const same = known?.site === site && known.texts.language === textsFor(this.hass.language).language;
    const back = before !== undefined && !before.connected && this.hass.connected;
    if (same && !back && before?.locale === (before && this.hass.locale)) return;
    this.#console = new Console(() => this.hass, site, known);
    this.#provider.setValue(this.#console);
  }

  override render(): TemplateResult {
    const page = this.#page;
    return html`
      <a class="hidden skip" href="#content" @click=${this.#skip}>${this.#t("common.skip")}</a>
      <header>
        <div class="bar">
          <ha-menu-button .hass=${this.hass} .narrow=${this.narrow}></ha-menu-button>
          ${this.#school()}
        </div>
        ${this.#navigation(page)}
        ${this.#chosen === undefined ? nothing : html`<duress-incident-strip .page=${page.name}></duress-incident-strip>`}
      </header>
      ${
        this.hass.connected
          ? nothing
          : html`<p class="error message" role="alert">${this.#t("common.disconnected")}</p>`
      }
      ${
        this.#chosen?.running === false
          ? html`<p class="error message" role="alert">${this.#t("common.not_running")}</p>`
          : nothing
      }
      ${this.#isOld ? this.#update() : nothing}
      <main id="content" tabindex="-1">${this.#content(page)}</main>
    `;
  }

  override updated(): void {
    const page = this.#page.name;
    // Whoever reads with their ears is told of a new page by being put at its beginning.
    if (this.#shownPage !== undefined && this.#shownPage !== page) this.main?.focus();
    this.#shownPage = page;
  }

  get #chosen(): Site | undefined {
    const wanted = new URLSearchParams(location.search).get("site");
    return this.sites?.find((site) => site.site === wanted) ?? this.sites?.[0];
  }

  /** Whether Home Assistant has another version by now than the one this page was opened with. */
  get #isOld(): boolean {
    const module = this.panel.config?.module;
    return module !== undefined && !import.meta.url.endsWith(module);
  }

  get #parts(): readonly string[] {
    return this.route.path.split("/").filter(Boolean).map(decodeURIComponent);
  }

  get #page(): Page {
    return PAGES.find((page) => page.name === this.#parts[0]) ?? PAGES[0];
  }

  #t(key: TextKey): string {
    return textsFor(this.hass.language).say(key);
  }

  #school(): TemplateResult {
    const chosen = this.#chosen;
    const demo = chosen?.demo
      ? html`<span class="chip warn" title=${this.#t("common.demo_long")}>${this.#t("common.demo")}</span>`
      : nothing;
    if (this.sites === undefined || this.sites.length < 2)
      return html`<strong>${chosen?.name ?? "Duress"}</strong> ${demo}`;
    return html`<select aria-label=${this.#t("common.school")} @change=${this.#choose}>
        ${this.sites.map((site) => html`<option value=${site.site} ?selected=${site === chosen}>${site.name}</option>`)}
      </select>
      ${demo}`;
  }

  #update(): TemplateResult {
    return html`<p class="notice message" role="status">
      ${this.#t("common.new_version")} <button @click=${() => location.reload()}>${this.#t("common.reload")}</button>
    </p>`;
  }

  #navigation(shown: Page): TemplateResult {
    return html`<nav aria-label=${this.#t("common.pages")}>
      ${PAGES.filter((page) => this.#chosen?.rights.includes(page.right)).map(
        (page) =>
          html`<a
            href=${addressOf(page.name)}
            aria-current=${page === shown ? "page" : nothing}
            @click=${(event: MouseEvent) => this.#go(event, addressOf(page.name))}
            ><ha-icon icon=${page.icon} aria-hidden="true"></ha-icon> ${this.#t(`common.page_${page.name}`)}</a
          >`,
      )}
    </nav>`;
  }

  #content(page: Page): TemplateResult {
    if (this.refusal !== undefined) return html`<p class="error message" role="alert">${this.refusal}</p>`;
    if (this.sites === undefined) return html`<p class="quiet message" role="status">${this.#t("common.waiting")}</p>`;
    if (this.#chosen === undefined) return html`<p class="notice message">${this.#t("common.no_school")}</p>`;
    // The page of alarms says it where the alarm is read.
    const gaps = page.name === "incident" ? nothing : html`<duress-gap-notice .page=${page.name}></duress-gap-notice>`;
    return html`${gaps}${page.draw(this.#parts.slice(1))}`;
  }

  #follow(): void {
    const topic = sitesOf(this.hass.connection);
    const told = (): void => {
      this.refusal = topic.refusal;
      if (topic.standing === "stopped") this.sites = this.sites?.map((site) => ({ ...site, running: false }));
      else if (topic.message !== undefined) this.sites = topic.message.sites;
    };
    this.#leave = topic.follow(told);
    told();
  }

  #go(event: MouseEvent, address: string): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigate(address);
  }

  #choose(event: Event): void {
    const site = (event.target as HTMLSelectElement).value;
    navigate(`${ROOT}/${this.#page.name}?site=${encodeURIComponent(site)}`);
    this.requestUpdate();
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.main?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-panel": PanelElement;
  }
}
