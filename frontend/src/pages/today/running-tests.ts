/** What is not meant seriously at this moment: tests, drills and walks, until when, and how to end them. */
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { Feed } from "../../data/feed";
import type { Session } from "../../data/readiness";
import type { Pendant, RosterMessage } from "../../data/roster";
import { addressOf } from "../../data/navigate";
import { customElement } from "../../ui/define";
import { Doing } from "../../ui/doing";
import { ConsoleElement } from "../../ui/element";
import { follow } from "../../ui/link";
import { shape } from "../../ui/shapes";
import { shared } from "../../ui/styles";
import { Ticking } from "../../ui/ticking";

/** `<duress-running-tests>`: nothing while everything is meant seriously. */
@customElement("duress-running-tests")
export class RunningTests extends ConsoleElement {
  static override styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px var(--gap);
      }
      .notice > svg {
        flex: none;
      }
      .words {
        flex: 1 1 280px;
      }
    `,
  ];

  @property({ attribute: false }) sessions: readonly Session[] = [];
  readonly #doing = new Doing(this);
  readonly #clock = new Ticking(this);
  /** Whom the demo school can press for. */
  readonly #roster = new Feed<RosterMessage>(this, "duress/roster", () => (this.#presses ? {} : undefined));

  override render(): TemplateResult {
    return html`${this.sessions.map((one) => this.#notice(one))}
    ${this.#doing.error === undefined ? nothing : html`<p class="error" role="alert">${this.#doing.error}</p>`}`;
  }

  #notice(session: Session): TemplateResult {
    const values = { until: this.format.time(session.until), n: session.transmitters };
    const more = [
      session.until > this.#clock.now
        ? this.t("today.left", { left: this.format.clock(session.until - this.#clock.now) })
        : "",
      session.by === "" ? "" : this.t("today.by", { who: session.by }),
      session.reason,
    ].filter((part) => part !== "");
    return html`<div class="notice" role="group" aria-label=${this.t(`today.session_${session.kind}`, values)}>
      ${shape("hourglass")}
      <div class="words">
        <p><strong>${this.t(`today.session_${session.kind}`, values)}</strong></p>
        <p class="quiet">${more.join(" · ")}</p>
      </div>
      ${this.#pressing(session)} ${this.#end(session)}
    </div>`;
  }

  /** Whether nobody can press really, because there are no pendants. */
  get #presses(): boolean {
    return (
      this.console.site.demo &&
      this.console.may("run_tests") &&
      this.console.may("simulate") &&
      this.sessions.length > 0
    );
  }

  #pressing({ rehearsal_id }: Session): TemplateResult | typeof nothing {
    const devices = this.#roster.message?.devices.filter((one) => one.test_id === rehearsal_id) ?? [];
    if (!this.#presses || devices.length === 0) return nothing;
    return html`<button ?disabled=${this.#doing.busy} @click=${() => this.#press(devices)}>
      ${this.t("today.demo_press", { n: devices.length })}
    </button>`;
  }

  async #press(devices: readonly Pendant[]): Promise<void> {
    await this.#doing.run(async () => {
      for (const { device_id } of devices) await this.console.act("simulate", { device_id, act: "press" });
    });
  }

  #end(session: Session): TemplateResult | typeof nothing {
    if (session.kind === "survey") {
      const address = addressOf("walk");
      return html`<a class="button" href=${address} @click=${(event: MouseEvent) => follow(event, address)}
        >${this.t("today.to_walk")}</a
      >`;
    }
    if (!this.console.may("run_tests")) return nothing;
    return html`<button ?disabled=${this.#doing.busy} @click=${() => this.#finish(session)}>
      ${this.t(`today.end_${session.kind}`)}
    </button>`;
  }

  async #finish({ rehearsal_id }: Session): Promise<void> {
    await this.#doing.run(() => this.console.act("end_test", { site: this.console.site.site, rehearsal_id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-running-tests": RunningTests;
  }
}
