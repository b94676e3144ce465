/** Which room was taken for which: rooms by rooms, only those that were confused, the worst first. */
import { html, nothing, type TemplateResult } from "lit";
import type { Measured } from "../../data/proof";
import type { Words } from "./report";

/** As many columns as fit on a sheet of paper; what is more goes into a table of its own. */
const COLUMNS = 12;

/** A room with confused presses, how many were right, and what the others were taken for. */
export interface ConfusedRoom {
  readonly room: string;
  readonly right: number;
  readonly wrong: number;
  readonly taken: ReadonlyMap<string, number>;
}

/** The rows of the table, the most confused room first. */
export function confusedRooms(found: Pick<Measured, "confusions" | "rooms">): readonly ConfusedRoom[] {
  const rooms = new Map<string, Map<string, number>>();
  for (const { room, said, count } of found.confusions) {
    const taken = rooms.get(room) ?? new Map<string, number>();
    rooms.set(room, taken.set(said, (taken.get(said) ?? 0) + count));
  }
  const right = new Map(found.rooms.map((one) => [one.room, one.right]));
  return [...rooms]
    .map(([room, taken]) => ({ room, right: right.get(room) ?? 0, wrong: sum(taken.values()), taken }))
    .sort((one, other) => other.wrong - one.wrong);
}

/** The rooms that others were taken for, the most frequent first, in groups that fit side by side. */
export function columnsOf(rows: readonly ConfusedRoom[]): readonly (readonly string[])[] {
  const counts = new Map<string, number>();
  for (const { taken } of rows) for (const [said, count] of taken) counts.set(said, (counts.get(said) ?? 0) + count);
  const columns = [...counts].sort(([, one], [, other]) => other - one).map(([said]) => said);
  const groups = Math.ceil(columns.length / COLUMNS);
  return [...Array(groups).keys()].map((at) => columns.slice(at * COLUMNS, (at + 1) * COLUMNS));
}

/** Everything that was confused, or that nothing was. */
export function confusionTable(words: Words, found: Measured): TemplateResult {
  const { t } = words;
  const caption = t("walk.report_confusions");
  if (found.confusions.length === 0) return html`<p><strong>${caption}:</strong> ${t("walk.report_none_confused")}</p>`;
  const rows = confusedRooms(found);
  const groups = columnsOf(rows);
  return html`${groups.map((columns, at) => {
    const name =
      groups.length === 1 ? caption : t("walk.report_part", { name: caption, part: at + 1, of: groups.length });
    const own = rows.filter(({ taken }) => columns.some((said) => taken.has(said)));
    return matrix(words, name, columns, own);
  })}`;
}

function matrix(
  { t, format }: Words,
  caption: string,
  columns: readonly string[],
  rows: readonly ConfusedRoom[],
): TemplateResult {
  const cell = ({ taken, room }: ConfusedRoom, said: string): TemplateResult => {
    const count = taken.get(said);
    if (count !== undefined) return html`<td class="poor">${format.number(count)}</td>`;
    return said === room ? html`<td class="same"></td>` : html`<td></td>`;
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${caption}>
    <table class="matrix">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col" rowspan="2">${t("walk.report_pressed_in")}</th>
          <th scope="col" rowspan="2">${t("walk.report_right")}</th>
          <th scope="colgroup" colspan=${columns.length}>${t("walk.report_placed_in")}</th>
        </tr>
        <tr>
          ${columns.map((said) => html`<th scope="col" class="upright"><span>${said}</span></th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.room}</th>
              <td>${row.right === 0 ? nothing : format.number(row.right)}</td>
              ${columns.map((said) => cell(row, said))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
