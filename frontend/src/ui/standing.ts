/** What stands in place of content that is not there: waiting, refused, or the school does not run. */
import { html, type TemplateResult } from "lit";
import type { Console } from "../data/console";
import type { Feed } from "../data/feed";

/** The content once the feed has said something, else the sentence that says why there is none. */
export function whenTold<M extends object>(
  console: Console,
  feed: Feed<M>,
  content: (message: M) => TemplateResult,
): TemplateResult {
  if (feed.message !== undefined) return content(feed.message);
  const { texts } = console;
  if (feed.standing === "refused") return html`<p class="error" role="alert">${feed.refusal}</p>`;
  if (feed.standing === "stopped") return html`<p class="error" role="alert">${texts.say("common.not_running")}</p>`;
  return html`<p class="quiet" role="status">${texts.say("common.waiting")}</p>`;
}
