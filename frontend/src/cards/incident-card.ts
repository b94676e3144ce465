/** The card of open alarms. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "../ui/define";
import "./open-alarms";
import { SchoolCard } from "./school-card";

/** `custom:duress-incident-card`. */
@customElement("duress-incident-card")
export class IncidentCard extends SchoolCard {
  override getCardSize(): number {
    return this.profile === "office" ? 1 : 5;
  }

  protected override content(): TemplateResult {
    const isDiscreet = this.profile === "office";
    return html`${isDiscreet ? nothing : html`<h2>${this.say("cards.alarms")}</h2>`}
      <duress-open-alarms ?discreet=${isDiscreet}></duress-open-alarms>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duress-incident-card": IncidentCard;
  }
}
