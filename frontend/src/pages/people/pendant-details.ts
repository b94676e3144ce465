/** Everything of one pendant: is it working, whose is it, when was it tested, who had it when, and what to do with it. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Feed } from "../../data/feed";
import { type Life, type PendantDetails as Details, type PendantMessage, type RosterMessage } from "../../data/roster";
import type { TextKey } from "../../text/localize";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { whenTold } from "../../ui/standing";
import { shared } from "../../ui/styles";
import "./hand-over";
import type { HandOver } from "./hand-over";
import { lifeText, stateChip } from "./pendant-row";
import { isWatched } from "./rows";
import { say, when } from "./said";
import "./stretches";

const REASONS: ReadonlySet<Life> = new Set(["away", "lost", "in_repair", "retired"]);

const styles = css`
  :host {
    display: grid;
    gap: var(--gap);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(110px, 30%) 1fr;
    gap: 8px 12px;
    margin: 0;
  }
  dt {
    color: var(--quiet);
  }
  dd {
    margin: 0;
  }
  .big {
    font-size: 1.15rem;
  }
`;

/** `<duress-pendant-details .roster=… device="…">`. */
@customElement("duress-pendant-details")
export class PendantDetails extends ConsoleElement {
  static override styles = [shared, styles];

  @property({ attribute: false }) roster!: RosterMessage;
  @property() device = "";
  @state() private handing = false;
  @state() private life: Life | undefined;
  @query("#reason") private readonly reason!: HTMLInputElement | null;
  @query("duress-hand-over") private readonly form!: HandOver | null;
  readonly #feed = new Feed<PendantMessage>(this, "duress/pendant", () => ({ device_id: this.device }));
  readonly #doing = new Doing(this);

  override render(): TemplateResult {
    return whenTold(this.console, this.#feed, ({ device, history }) =>
      device === null
        ? html`<p class="notice">${this.t("people.removed")}</p>`
        : html`${this.#facts(device)} ${this.#acts(device)}
          ${
            history === null
              ? nothing
              : html`<duress-stretches .history=${history} device=${this.device}></duress-stretches>`
          }`,
    );
  }

  #facts(device: Details): TemplateResult {
    const { format } = this;
    const row = (name: string, content: unknown): TemplateResult =>
      html`<dt>${name}</dt>
        <dd>${content}</dd>`;
    const tested = device.tested_at;
    return html`<dl>
      ${row(this.t("people.column_state"), stateChip(this.console, device))}
      ${device.holder === undefined ? nothing : row(this.t("people.column_holder"), html`<strong class="big">${device.holder ?? this.t("people.nobody")}</strong>`)}
      ${row(this.t("people.column_life"), lifeText(this.console, device))}
      ${row(this.t("people.column_tested"), tested === null ? this.t("people.never_tested") : `${format.dateTime(tested)} (${format.ago(tested)})`)}
      ${row(
        this.t("people.heard"),
        device.heard_at === null
          ? this.t("people.never_heard")
          : this.t("people.heard_every", {
              at: when(format, device.heard_at),
              every: format.duration(device.check_in),
            }),
      )}
      ${row(this.t("people.signal"), this.#signal(device))} ${row(this.t("people.battery"), this.#battery(device))}
      ${row(this.t("people.column_room"), device.room ?? "–")}
      ${row(this.t("people.asks_for"), this.word("people", `kind_${device.kind}`))}
      ${row(this.t("people.hardware"), `${device.model} · ${device.serial}`)}
    </dl>`;
  }

  #signal(device: Details): string {
    if (device.margin === null) return "–";
    const trend = this.console.texts.find(`people.trend_${device.trend}`);
    const text = this.t("people.margin", { margin: this.format.number(device.margin, 0), ways: device.ways });
    return trend === undefined ? text : `${text}, ${trend}`;
  }

  #battery(device: Details): string {
    const day = (text: string): string => this.format.date(Date.parse(`${text}T12:00:00`) / 1000);
    const parts = [device.battery_low ? this.t("people.state_low_battery") : undefined, device.cell ?? undefined];
    if (device.battery_installed !== null)
      parts.push(this.t("people.battery_since", { day: day(device.battery_installed) }));
    if (device.battery_due !== null) parts.push(this.t("people.battery_due", { day: day(device.battery_due) }));
    return parts.filter((part) => part !== undefined).join(" · ") || "–";
  }

  #acts(device: Details): TemplateResult {
    const lives = this.console.may("change_lives");
    const isPendant = device.role === "pendant";
    const act = (name: string, run: () => void, strong = false): TemplateResult =>
      html`<button class=${strong ? "strong" : ""} ?disabled=${this.#doing.busy} @click=${run}>${name}</button>`;
    const held = device.life !== "in_stock";
    return html`${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}
      <div class="actions">
        ${lives && isPendant ? act(this.t(device.person_id === null ? "people.give" : "people.give_other"), () => this.#hand(), device.person_id === null) : nothing}
        ${lives && isPendant && held ? act(this.t("people.take_back"), () => this.#do("return_device", "people.taken_back")) : nothing}
        ${lives && !isWatched(device) && held && device.life !== "retired" ? act(this.t("people.in_use_again"), () => this.#setLife("assigned")) : nothing}
        ${this.console.may("run_tests") ? this.#test(device, act) : nothing}
        ${this.console.may("maintain") ? act(this.t("people.bulk_battery"), () => this.#do("battery_changed", "people.bulk_battery_done")) : nothing}
        ${lives ? this.#lives(device) : nothing}
        ${this.console.site.demo && this.console.may("run_tests") && this.console.may("simulate") ? act(this.t("people.demo_press"), () => this.#do("simulate", "people.demo_pressed", { device_id: this.device, act: "press" })) : nothing}
      </div>
      ${this.handing ? html`<duress-hand-over class="card" .roster=${this.roster} .pendant=${device} @done=${() => (this.handing = false)}></duress-hand-over>` : nothing}
      ${this.life === undefined ? nothing : this.#why(device)}`;
  }

  #test(device: Details, act: (name: string, run: () => void) => TemplateResult): TemplateResult | typeof nothing {
    const site = { site: this.console.site.site };
    const { test_id } = device;
    if (test_id !== null)
      return act(this.t("people.end_test"), () =>
        this.#do("end_test", "people.test_ended", { ...site, rehearsal_id: test_id }),
      );
    if (device.test_until !== null) return nothing;
    const data = { ...site, device_id: [this.device] };
    return act(this.t("people.test_now"), () => this.#do("start_test", "people.test_started", data));
  }

  #lives(device: Details): TemplateResult {
    const lives: readonly Life[] = ["away", "lost", "in_repair", "retired"];
    return html`<select
      aria-label=${this.t("people.say_otherwise")}
      style="width: auto"
      @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value as Life | "")}
    >
      <option value="" ?selected=${this.life === undefined}>${this.t("people.say_otherwise")}</option>
      ${lives
        .filter((life) => life !== device.life)
        .map(
          (life) =>
            html`<option value=${life} ?selected=${life === this.life}>${this.word("people", `life_${life}`)}</option>`,
        )}
    </select>`;
  }

  #why(device: Details): TemplateResult {
    const life = this.life ?? "lost";
    return html`<form class="card" @submit=${(event: Event) => this.#submit(event, life)}>
      <p>${this.word("people", `life_${life}_means`)}</p>
      <label
        >${this.t("people.reason")}
        <input id="reason" required maxlength="200" autocomplete="off" aria-describedby="reason-help" />
        <span id="reason-help" class="quiet">${this.t("people.reason_help")}</span>
      </label>
      <div class="actions">
        <button class="strong" ?disabled=${this.#doing.busy}>
          ${this.t("people.say_life", { device: device.label, life: this.word("people", `life_${life}`) })}
        </button>
      </div>
    </form>`;
  }

  #hand(): void {
    this.life = undefined;
    this.handing = !this.handing;
    if (this.handing) void this.updateComplete.then(() => this.form?.updateComplete).then(() => this.form?.focus());
  }

  #choose(life: Life | ""): void {
    this.handing = false;
    this.life = life === "" ? undefined : life;
    void this.updateComplete.then(() => this.reason?.focus());
  }

  #submit(event: Event, life: Life): void {
    event.preventDefault();
    this.#setLife(life);
  }

  #setLife(life: Life): void {
    const reason = REASONS.has(life) ? (this.reason?.value.trim() ?? "") : "";
    const run = (): Promise<unknown> => this.console.act("set_life", { device_id: [this.device], life, reason });
    void this.#doing.run(run).then((done) => {
      if (!done) return;
      this.life = undefined;
      say(this, this.t("people.life_said", { device: this.#label, life: this.word("people", `life_${life}`) }));
    });
  }

  get #label(): string {
    return this.#feed.message?.device?.label ?? "";
  }

  #do(action: string, said: TextKey, data: object = { device_id: [this.device] }): void {
    void this.#doing
      .run(() => this.console.act(action, data))
      .then((done) => {
        if (done) say(this, this.t(said, { device: this.#label, n: 1 }));
      });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-pendant-details": PendantDetails;
  }
}
