/** The accuracy report: how often the right room is named, and where nobody is known to be heard. Nobody's name is in it. */
import { html, nothing, type TemplateResult } from "lit";
import type { CoverageMessage, RoomCoverage } from "../../data/coverage";
import type { Accuracy, Measured, Score } from "../../data/proof";
import type { Format } from "../../text/format";
import type { TextKey, Values } from "../../text/localize";
import { confusionTable } from "./confusion-table";

/** How sentences, times and numbers are written. */
export interface Words {
  readonly t: (key: TextKey, values?: Values) => string;
  readonly format: Format;
}

/** What the report is made of; `at` is when (seconds since 1970). */
export interface Report {
  readonly school: string;
  readonly at: number;
  readonly version: number;
  readonly accuracy: Accuracy;
  readonly coverage: CoverageMessage;
}

type Cell = string | TemplateResult;

interface Row {
  readonly cells: readonly Cell[];
  readonly look?: string;
}

/** Presses of a room from which on it is called good, as in the page that is exported. */
const ENOUGH = 3;

/** The whole report. */
export function reportOf(words: Words, report: Report): TemplateResult {
  const { t, format } = words;
  const { accuracy, coverage } = report;
  return html`
    <h1 tabindex="-1">${t("walk.report_title", { school: report.school })}</h1>
    <p class="quiet">${t("walk.report_dated", { time: format.dateTime(report.at), version: report.version })}</p>
    <section>
      <h2>${t("walk.report_accuracy")}</h2>
      <p class="figure">${accuracy.sentence}</p>
      ${measurement(words, "walk.report_check_walk", undefined, accuracy.check_walk)}
      ${measurement(words, "walk.report_confirmed", "walk.report_confirmed_note", accuracy.confirmed)}
      ${measurement(words, "walk.report_self_test", "walk.report_self_test_note", accuracy.self_test)}
    </section>
    <section>
      <h2>${t("walk.report_coverage")}</h2>
      <p class="figure">${coverage.sentence}</p>
      <p class="quiet">${t("walk.report_coverage_note", { days: coverage.days })}</p>
      ${covered(words, coverage)}
    </section>
  `;
}

function measurement(
  words: Words,
  heading: TextKey,
  note: TextKey | undefined,
  found: Measured | null,
): TemplateResult | typeof nothing {
  if (found === null) return nothing;
  const { t, format } = words;
  const shares = ["presses", "room_share", "three_share", "floor_share"] as const;
  const heads = shares.map((key) => t(`walk.report_${key}`));
  return html`<section>
    <h3>${t(heading)}</h3>
    ${note === undefined ? nothing : html`<p class="quiet">${t(note)}</p>`}
    ${table(t("walk.report_figures"), [t("walk.report_room"), ...heads], [{ cells: [t("walk.report_all"), ...scored(words, found)] }])}
    ${table(
      t("walk.report_by_room"),
      [t("walk.report_room"), t("walk.report_verdict"), ...heads],
      found.rooms.map((room) => {
        const look = room.poor ? "poor" : room.presses >= ENOUGH ? "good" : "few";
        return { cells: [placeOf(room), t(`walk.report_${look}`), ...scored(words, room)], look };
      }),
    )}
    ${table(
      t("walk.report_by_floor"),
      [t("walk.report_floor"), ...heads],
      found.floors.map((floor) => ({ cells: [floor.floor ?? "–", ...scored(words, floor)] })),
    )}
    ${confusionTable(words, found)} ${calibration(words, found)}
    ${
      found.median_heard === null
        ? nothing
        : html`<p>${t("walk.report_heard", { count: format.number(found.median_heard) })}</p>`
    }
  </section>`;
}

function scored(words: Words, score: Score): string[] {
  const { format } = words;
  const floor = score.floor_share === null ? "–" : percent(words, score.floor_share);
  return [format.number(score.presses), percent(words, score.room_share), percent(words, score.three_share), floor];
}

/** A share in percent; what is not all is never called 100, what is not nothing never 0. */
export function percent(words: Words, share: number): string {
  const whole = Math.round(share * 100);
  const told = share > 0 && share < 1 ? Math.min(99, Math.max(1, whole)) : whole;
  return words.format.percent(told / 100);
}

function calibration(words: Words, found: Measured): TemplateResult | typeof nothing {
  const { t, format } = words;
  if (found.calibration.length === 0) return nothing;
  const rows = found.calibration.map((bin) => ({
    cells: [
      `${percent(words, bin.from)} – ${percent(words, bin.to)}`,
      format.number(bin.answers),
      percent(words, bin.promised),
      percent(words, bin.right),
    ],
  }));
  const heads = (["band", "answers", "promised", "came_true"] as const).map((key) => t(`walk.report_${key}`));
  const points = format.number(Math.round((found.calibration_error ?? 0) * 100));
  return html`${table(t("walk.report_calibration"), heads, rows)}
  ${found.calibration_error === null ? nothing : html`<p>${t("walk.report_error", { percent: points })}</p>`}`;
}

function covered(words: Words, coverage: CoverageMessage): TemplateResult | typeof nothing {
  const { t } = words;
  const heads = (["room", "verdict", "proven_on", "age", "paths", "margin", "heard_by"] as const).map((key) =>
    t(`walk.report_${key}`),
  );
  return table(
    t("walk.report_rooms"),
    heads,
    coverage.rooms.map((room) => coveredRow(words, room)),
  );
}

function coveredRow({ t, format }: Words, room: RoomCoverage): Row {
  const blind = room.blind.map((why) => t(`walk.blind_${why}`));
  const heard = room.listeners.map((one) => `${one.listener} (${format.number(one.presses)})`);
  return {
    cells: [
      placeOf(room),
      blind.length === 0 ? t("walk.report_covered") : format.list(blind),
      room.proven_at === null ? "–" : format.date(room.proven_at),
      room.age_days === null ? "–" : format.number(room.age_days),
      room.paths === null ? "–" : format.number(room.paths),
      room.margin === null ? "–" : `${format.number(room.margin)} dB`,
      heard.length === 0 ? "–" : heard.join(", "),
    ],
    look: blind.length === 0 ? "good" : "poor",
  };
}

/** A room with its floor below it. */
function placeOf({ room, floor }: { readonly room: string; readonly floor: string | null }): Cell {
  return floor === null ? room : html`${room} <small class="quiet">${floor}</small>`;
}

/** A table with its caption; the look is that of the cell beside the heading of its row. */
function table(caption: string, heads: readonly string[], rows: readonly Row[]): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${caption}>
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ cells: [first, ...rest], look }) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((cell, at) => html`<td class=${at === 0 ? (look ?? "") : ""}>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
