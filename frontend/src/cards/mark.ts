/** The discreet mark of an office: a shape and a word that say that there is something, and nothing of what and where. */
import { css, html, type TemplateResult } from "lit";
import type { Texts } from "../text/localize";
import { shape } from "../ui/shapes";

/** How the mark looks; it is as high whether something is open or not, so that nothing moves. */
export const markStyles = css`
  .mark {
    display: flex;
    align-items: center;
    justify-content: start;
    gap: 8px;
    width: 100%;
    min-height: var(--touch);
    padding: 0;
    border-color: transparent;
    background: transparent;
    font-weight: 400;
  }
`;

/** The mark for a number of open alarms; a button as long as there are some. */
export function mark(texts: Texts, open: number, isOpened: boolean, toggle: () => void): TemplateResult {
  if (open === 0)
    return html`<p class="mark">${shape("ring")} <span role="status">${texts.say("cards.mark_none")}</span></p>`;
  return html`<button class="mark" aria-expanded=${isOpened} @click=${toggle}>
    ${shape("diamond")} <span role="status">${texts.say("cards.mark", { n: open })}</span>
    <u>${texts.say(isOpened ? "cards.hide" : "cards.show")}</u>
  </button>`;
}
