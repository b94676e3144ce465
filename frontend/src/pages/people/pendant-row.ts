/** One row of the roster: a table row on a wide screen, a card on a narrow one, with the same content. */
import { html, nothing, type TemplateResult } from "lit";
import type { Console } from "../../data/console";
import { addressOf, navigate } from "../../data/navigate";
import { type Pendant, secondsOf } from "../../data/roster";
import { when } from "./said";
import { isWatched, stateOf, type State } from "./rows";

const SHAPES: Readonly<Record<State["tone"], string>> = { alarm: "▲", warn: "◆", good: "●", none: "○" };
const CHIPS: Readonly<Record<State["tone"], string>> = { alarm: "alarm", warn: "warn", good: "", none: "" };

/** What a row needs besides the pendant. */
export interface RowContext {
  readonly console: Console;
  readonly names: boolean;
  readonly select: ((row: Pendant, chosen: boolean) => void) | undefined;
}

/** How a pendant is, as a chip with a shape and a word, and what else there is to say. */
export function stateChip(console: Console, row: Pendant): TemplateResult {
  const { texts } = console;
  const { word, tone } = stateOf(row);
  const others = row.troubles.length > 1 ? row.troubles.filter((one) => one !== word) : [];
  return html`<span class="chip ${CHIPS[tone]}"
      ><span aria-hidden="true">${SHAPES[tone]}</span> ${texts.find(`people.state_${word}`) ?? word}</span
    >
    ${others.map((one) => html`<span class="quiet">${texts.find(`people.state_${one}`) ?? one}</span>`)}
    ${more(console, row)}`;
}

function more(console: Console, row: Pendant): TemplateResult | typeof nothing {
  const { texts, format } = console;
  const { word } = stateOf(row);
  const parts: string[] = [];
  if (row.silent_since !== null && word !== "on_test")
    parts.push(texts.say("people.last_heard", { at: when(format, row.silent_since) }));
  if (row.test_until !== null) {
    const key = word === "on_test" ? "people.until" : "people.on_test_until";
    parts.push(texts.say(key, { at: when(format, row.test_until) }));
  }
  if (row.muted) parts.push(texts.say("people.muted"));
  return parts.length === 0 ? nothing : html`<span class="quiet">${parts.join(" · ")}</span>`;
}

/** Where a pendant is in its life, in words. */
export function lifeText(console: Console, row: Pendant): string {
  const { texts, format } = console;
  if (row.life === "loaned" && row.due !== null) {
    const at = when(format, secondsOf(row.due));
    return texts.say(row.overdue ? "people.loan_overdue" : "people.loan_until", { at });
  }
  return texts.find(`people.life_${row.life}`) ?? row.life;
}

/** Go to one pendant inside the panel, unless the browser is to open it elsewhere. */
export function follow(event: MouseEvent): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const link = event.currentTarget as HTMLAnchorElement;
  navigate(link.getAttribute("href") ?? "");
}

/** The label of a pendant as a link to all that is known of it, with what is printed on it where there is room. */
export function pendantLink(row: Pendant, more = false): TemplateResult {
  const printed = more ? html`<span class="quiet">${row.model} · ${row.serial}</span>` : nothing;
  if (row.device_id === null) return html`${row.label} ${printed}`;
  return html`<a class="row-link" href=${addressOf("people", "pendant", row.device_id)} @click=${follow}
    ><strong>${row.label}</strong> ${printed}</a
  >`;
}

/** One row. */
export function pendantRow(context: RowContext, row: Pendant, chosen: boolean): TemplateResult {
  const { console } = context;
  const { texts, format } = console;
  const cell = (key: "holder" | "room" | "state" | "life" | "tested", content: unknown): TemplateResult =>
    html`<td role="cell" data-label=${texts.say(`people.column_${key}`)}><div>${content}</div></td>`;
  const holder =
    row.holder ?? (row.role === "pendant" && isWatched(row) ? html`<em>${texts.say("people.nobody")}</em>` : "–");
  return html`<tr role="row" class=${chosen ? "chosen" : nothing}>
    ${context.select === undefined ? nothing : tick(context, row, chosen)}
    <th role="rowheader" scope="row">${pendantLink(row, true)}</th>
    ${context.names ? cell("holder", holder) : nothing} ${cell("room", row.room ?? "–")}
    ${cell("state", stateChip(console, row))} ${cell("life", lifeText(console, row))}
    ${cell("tested", row.tested_at === null ? texts.say("people.never_tested") : format.date(row.tested_at))}
  </tr>`;
}

function tick(context: RowContext, row: Pendant, chosen: boolean): TemplateResult {
  return html`<td role="cell" class="tick">
    <label class="row"
      ><input
        type="checkbox"
        .checked=${chosen}
        @change=${(event: Event) => context.select?.(row, (event.target as HTMLInputElement).checked)}
      /><span class="hidden">${context.console.texts.say("people.select_row", { label: row.label })}</span></label
    >
  </td>`;
}
