/** The page People and pendants: who has what, does it work, and everything one does about it. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { Feed } from "../../data/feed";
import { addressOf, navigate } from "../../data/navigate";
import type { RosterMessage } from "../../data/roster";
import { customElement } from "../../ui/define";
import "../../ui/choice";
import "../../ui/dialog";
import { PageElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import "./add-pendants";
import "./gaps-list";
import { gapCount, gapsOf } from "./gaps-list";
import "./import-roster";
import "./loaner-desk";
import "./pendant-details";
import "./pendant-list";
import { follow } from "./pendant-row";
import "./people-list";
import { loans } from "./rows";
import "./who-had";
import "./year-end";

const styles = css`
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    border-bottom: 1px solid var(--line);
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: var(--touch);
    padding: 0 12px;
    color: var(--ink);
    text-decoration: none;
    border-bottom: 3px solid transparent;
  }
  nav a[aria-current] {
    border-color: var(--calm);
    font-weight: 600;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    justify-content: space-between;
  }
  @media (max-width: 700px) {
    nav a {
      padding: 0 6px;
    }
    .tools {
      flex-wrap: nowrap;
      overflow-x: auto;
      max-width: 100%;
    }
    .tools .button {
      flex: none;
    }
  }
  .said:empty {
    display: none;
  }
  .said {
    padding: 12px;
    border-inline-start: 4px solid var(--good);
    background: color-mix(in srgb, var(--good) 12%, var(--paper));
  }
`;

type Tab = "pendants" | "loaners" | "gaps" | "people";
type Opened = "pendant" | "add" | "import" | "who-had" | "year-end";

const OPENED: readonly Opened[] = ["pendant", "add", "import", "who-had", "year-end"];

/** The page People. Its address may go on with a tab, with `pendant` and a device, or with a dialog. */
@customElement("duress-people-page")
export class PeoplePage extends PageElement {
  static override styles = [shared, styles];

  @state() private said = "";
  /** The tab below a dialog that the address is about. */
  #tab: Tab = "pendants";
  readonly #feed = new Feed<RosterMessage>(this, "duress/roster");

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("path")) return;
    const [part] = this.path;
    if (part === undefined || part === "loaners" || part === "gaps" || part === "people")
      this.#tab = part ?? "pendants";
  }

  override render(): TemplateResult {
    return html`<div class="page" @said=${(event: CustomEvent<string>) => (this.said = event.detail)}>
      <div class="top">
        <h1>${this.t("people.title")}</h1>
        ${this.#feed.message === undefined ? nothing : this.#tools(this.#feed.message)}
      </div>
      ${this.#status(!OPENED.some((name) => name === this.path[0]))}
      ${whenTold(this.console, this.#feed, (roster) => html`${this.#tabs(roster)} ${this.#content(roster)} ${this.#dialog(roster)}`)}
    </div>`;
  }

  #tools(roster: RosterMessage): TemplateResult {
    const may = this.console.may("change_people");
    const admin = this.console.home.user?.is_admin === true;
    const tool = (name: Opened, text: string): TemplateResult =>
      html`<a class="button" href=${addressOf("people", name)} @click=${follow}>${text}</a>`;
    return html`<div class="actions tools">
      ${this.console.may("install") && admin ? tool("add", this.t("people.add")) : nothing}
      ${may ? tool("import", this.t("people.import")) : nothing}
      ${roster.names ? tool("who-had", this.t("people.who_had")) : nothing}
      ${may ? tool("year-end", this.t("people.year_end")) : nothing}
    </div>`;
  }

  #tabs(roster: RosterMessage): TemplateResult {
    const tab = (name: Tab, count: number | undefined): TemplateResult => {
      const address = name === "pendants" ? addressOf("people") : addressOf("people", name);
      return html`<a href=${address} aria-current=${name === this.#tab ? "page" : nothing} @click=${follow}
        >${this.t(`people.tab_${name}`)}
        ${count === undefined || count === 0 ? nothing : html`<strong>${this.format.number(count)}</strong>`}</a
      >`;
    };
    return html`<nav aria-label=${this.t("people.tabs")}>
      ${tab("pendants", roster.devices.length)} ${tab("loaners", loans(roster.devices).length)}
      ${roster.names ? html`${tab("gaps", gapCount(gapsOf(roster)))} ${tab("people", roster.people?.length)}` : nothing}
    </nav>`;
  }

  #content(roster: RosterMessage): TemplateResult {
    if (this.#tab === "loaners") return html`<duress-loaner-desk .roster=${roster}></duress-loaner-desk>`;
    if (this.#tab === "gaps" && roster.names) return html`<duress-gaps-list .roster=${roster}></duress-gaps-list>`;
    if (this.#tab === "people" && roster.names)
      return html`<duress-people-list .roster=${roster}></duress-people-list>`;
    return html`<duress-pendant-list .roster=${roster}></duress-pendant-list>`;
  }

  #dialog(roster: RosterMessage): TemplateResult {
    const opened = OPENED.find((name) => name === this.path[0]);
    const device = this.path[1] ?? "";
    const label = roster.devices.find((row) => row.device_id === device)?.label ?? this.t("people.column_label");
    const heading = opened === undefined ? "" : opened === "pendant" ? label : this.#headings[opened];
    return html`<duress-dialog ?open=${opened !== undefined} heading=${heading} @closed=${this.#close}>
      ${this.#status(opened !== undefined)}
      ${opened === "pendant" ? html`<duress-pendant-details .roster=${roster} device=${device}></duress-pendant-details>` : nothing}
      ${opened === "add" ? html`<duress-add-pendants @done=${this.#close}></duress-add-pendants>` : nothing}
      ${opened === "import" ? html`<duress-import-roster .roster=${roster} @done=${this.#close}></duress-import-roster>` : nothing}
      ${opened === "who-had" ? html`<duress-who-had></duress-who-had>` : nothing}
      ${opened === "year-end" ? html`<duress-year-end .roster=${roster} @done=${this.#close}></duress-year-end>` : nothing}
    </duress-dialog>`;
  }

  /** What was done, said in front of whoever did it: what is behind a dialog is neither seen nor heard. */
  #status(here: boolean): TemplateResult {
    return html`<p class="said" role="status">${here ? this.said : ""}</p>`;
  }

  get #headings(): Readonly<Record<Exclude<Opened, "pendant">, string>> {
    return {
      add: this.t("people.add"),
      import: this.t("people.import"),
      "who-had": this.t("people.who_had"),
      "year-end": this.t("people.year_end"),
    };
  }

  readonly #close = (): void => {
    // The dialog also closes when somebody goes back, and then the address is right already.
    if (!OPENED.some((name) => name === this.path[0])) return;
    navigate(this.#tab === "pendants" ? addressOf("people") : addressOf("people", this.#tab), true);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-people-page": PeoplePage;
  }
}
