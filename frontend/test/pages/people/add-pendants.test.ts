/** Pressing one pendant after the other: each is shown, saved with one key, and the dialog is closed behind it. */
import { afterEach, describe, expect, it } from "vitest";
import type { FlowStep } from "../../../src/data/subentry-flow";
import type { Home } from "../../../src/data/home";
import "../../../src/pages/people/add-pendants";
import { consoleOf, Server, settled, shown, textOf } from "../../school";

type Add = HTMLElementTagNameMap["duress-add-pendants"];

const FORM: FlowStep = {
  flow_id: "F1",
  type: "form",
  step_id: "series_details",
  data_schema: [
    { name: "name", description: { suggested_value: "Pendant 11" } },
    { name: "serial", description: { suggested_value: "6360000" } },
    { name: "role", description: { suggested_value: "pendant" } },
    {
      name: "model",
      description: { suggested_value: "24" },
      selector: { select: { options: [{ value: "24", label: "EN1223S" }] } },
    },
  ],
};

/** Home Assistant whose dialog shows what a test says. */
class Dialog {
  readonly calls: (readonly [method: string, path: string, data: unknown])[] = [];
  next: FlowStep = { flow_id: "F1", type: "menu", step_id: "user" };
  progressed: (() => void) | undefined;

  home(server: Server): Partial<Home> {
    const connection = Object.assign(server.connection, {
      subscribeEvents: async (told: (event: object) => void) => {
        this.progressed = () => told({ data: { flow_id: "F1" } });
        return Promise.resolve(() => Promise.resolve());
      },
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    });
    const callApi = async (method: string, path: string, data?: unknown): Promise<FlowStep> => {
      this.calls.push([method, path.split("/").at(-1) ?? "", data]);
      const now = this.next;
      if (method === "POST" && now.step_id === "user")
        this.next = { flow_id: "F1", type: "progress", step_id: "series" };
      return Promise.resolve(now);
    };
    return { connection, callApi: callApi as unknown as Home["callApi"] };
  }
}

describe("adding pendants by pressing them", () => {
  afterEach(() => document.body.replaceChildren());

  it("shows each as it is pressed and saves it with one key", async () => {
    const server = new Server();
    const dialog = new Dialog();
    const element = await shown<Add>("duress-add-pendants", consoleOf(server, ["see"], dialog.home(server)));
    await settled(element);
    expect(textOf(element)).toContain("Listening");
    dialog.next = FORM;
    dialog.progressed?.();
    await settled(element);
    expect(textOf(element)).toContain("Heard: EN1223S 6360000");
    dialog.next = { flow_id: "F1", type: "progress", step_id: "series" };
    const form = element.shadowRoot?.querySelector("form");
    form?.dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
    await settled(element);
    const sent = { serial: "6360000", model: "24", role: "pendant", name: "Pendant 11", another: true };
    expect(dialog.calls.at(-1)).toEqual(["POST", "F1", sent]);
    expect(textOf(element)).toMatch(/Added: 1 .*Pendant 11/);
    element.remove();
    expect(dialog.calls.at(-1)?.[0]).toBe("DELETE");
  });

  it("says so when nothing more is heard, and when somebody may not", async () => {
    const server = new Server();
    const dialog = new Dialog();
    const element = await shown<Add>("duress-add-pendants", consoleOf(server, ["see"], dialog.home(server)));
    await settled(element);
    dialog.next = { flow_id: "F1", type: "menu", step_id: "series_idle" };
    dialog.progressed?.();
    await settled(element);
    expect(textOf(element)).toContain("nothing listens now");
    dialog.next = { flow_id: "F1", type: "abort", reason: "may_not" };
    dialog.progressed?.();
    await settled(element);
    expect(textOf(element)).toContain("Your role does not add devices");
  });
});
