/** Taking in a file: shown first, done when confirmed, undone when it was the wrong one. */
import { afterEach, describe, expect, it } from "vitest";
import "../../../src/pages/people/import-roster";
import { decode } from "../../../src/text/decode";
import { consoleOf, Server, settled, shown, textOf } from "../../school";
import { roster } from "./school";

type Import = HTMLElementTagNameMap["duress-import-roster"];

const COUNTS = { added: 115, changed: 0, unchanged: 0 };
const ANSWER = {
  import_id: null,
  rows: { ...COUNTS, left_out: 5 },
  people: COUNTS,
  transmitters: COUNTS,
  changes: ["Row 2: pendant 1 is added."],
  changes_left_out: 114,
  errors: [{ message: "Row 7: the serial number is wrong." }],
  errors_left_out: 4,
  ignored_columns: ["phone"],
};

function button(element: Import, text: string): HTMLElement {
  const buttons = [...(element.shadowRoot?.querySelectorAll("button") ?? [])];
  const found = buttons.find((one) => textOf(one).includes(text));
  if (found === undefined) throw new Error(`there is no button ${text}`);
  return found;
}

describe("a file of people and pendants", () => {
  afterEach(() => document.body.replaceChildren());

  it("is shown with its errors, taken in when confirmed, and undone", async () => {
    const server = new Server();
    server.answers.set("import_roster", ANSWER);
    server.answers.set("undo_import", { kept: ["Pendant 3"] });
    const message = { ...roster([]), last_import: { import_id: "I0", at: 1795526400 } };
    const element = await shown<Import>("duress-import-roster", consoleOf(server, ["see"]), { roster: message });
    expect(textOf(element)).toContain("It can be undone");
    const area = element.shadowRoot?.querySelector("textarea");
    if (area) area.value = "label,serial\nPendant 1,1\n";
    area?.dispatchEvent(new Event("input"));
    await settled(element);
    button(element, "Show what it would do").click();
    await settled(element);
    expect(textOf(element)).toMatch(/115 rows to add.* 5 rows left out/);
    expect(textOf(element)).toContain("Row 7: the serial number is wrong.");
    expect(textOf(element)).toContain("and 114 more");
    expect(textOf(element)).toContain("phone");
    const csv = "label,serial\nPendant 1,1\n";
    expect(server.done).toEqual([{ action: "import_roster", data: { site: "S1", csv, language: "en" } }]);

    server.answers.set("import_roster", { ...ANSWER, import_id: "I1" });
    button(element, "Take in 115 rows").click();
    await settled(element);
    expect(textOf(element)).toContain("115 rows were taken in");
    let said = "";
    element.addEventListener("said", (event) => (said = (event as CustomEvent<string>).detail));
    button(element, "Undo the import").click();
    await settled(element);
    expect(server.done.at(-1)).toEqual({ action: "undo_import", data: { site: "S1", import_id: "I1" } });
    expect(said).toContain("stays: Pendant 3");
  });

  it("is read as spreadsheets save it", () => {
    const bytes = (...numbers: number[]): ArrayBuffer => new Uint8Array(numbers).buffer;
    expect(decode(bytes(0xc3, 0xb1))).toBe("ñ");
    expect(decode(bytes(0xf1))).toBe("ñ");
    expect(decode(bytes(0xff, 0xfe, 0xf1, 0x00))).toBe("ñ");
    expect(decode(bytes(0xfe, 0xff, 0x00, 0xf1))).toBe("ñ");
  });
});
