/** Home Assistant's own dialog that installs something at a site, driven from a page. Only its administrators may. */
import type { Home } from "./home";
import { Refused } from "./console";
import { sentenceOf } from "./topic";

/** One field of a form, as far as it is used. */
export interface FormField {
  readonly name: string;
  readonly description?: { readonly suggested_value?: string | number | null };
  readonly selector?: {
    readonly select?: { readonly options?: readonly (string | { readonly value: string; readonly label: string })[] };
  };
}

/** What the dialog shows now. */
export interface FlowStep {
  readonly flow_id: string;
  readonly type: "menu" | "form" | "progress" | "abort" | "create_entry" | "external" | "progress_done";
  readonly step_id?: string;
  readonly reason?: string;
  readonly errors?: Readonly<Record<string, string>> | null;
  readonly data_schema?: readonly FormField[] | null;
  readonly description_placeholders?: Readonly<Record<string, string>> | null;
}

const PATH = "config/config_entries/subentries/flow";

/** One dialog, from its beginning to its end. */
export class SubentryFlow {
  #id: string | undefined;
  #unfollow: (() => Promise<void>) | undefined;
  #ended = false;

  constructor(
    private readonly home: () => Home,
    private readonly shown: (step: FlowStep) => void,
  ) {}

  /** Open the dialog for a type of subentry and follow what it shows by itself. Throws `Refused`. */
  async begin(site: string, type: string): Promise<void> {
    const { connection } = this.home();
    this.#unfollow = await connection.subscribeEvents<{ readonly data: { readonly flow_id: string } }>((event) => {
      if (event.data.flow_id === this.#id) this.#look();
    }, "data_entry_flow_progressed");
    // What it showed while there was no connection, nobody said.
    connection.addEventListener("ready", this.#look);
    await this.#ask("POST", PATH, { handler: [site, type] });
  }

  /** Answer what the dialog asks. Throws `Refused`. */
  async answer(data: object): Promise<void> {
    if (this.#id !== undefined) await this.#ask("POST", `${PATH}/${this.#id}`, data);
  }

  /** Close the dialog; what it installed stays. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    const home = this.home();
    home.connection.removeEventListener("ready", this.#look);
    void this.#unfollow?.().catch(() => undefined);
    // One that came to its end by itself is gone already.
    if (this.#id !== undefined) void home.callApi("DELETE", `${PATH}/${this.#id}`).catch(() => undefined);
  }

  readonly #look = (): void => {
    if (this.#id !== undefined) void this.#ask("GET", `${PATH}/${this.#id}`).catch(() => undefined);
  };

  async #ask(method: "GET" | "POST", path: string, data?: object): Promise<void> {
    let step: FlowStep;
    try {
      step = await this.home().callApi<FlowStep>(method, path, data);
    } catch (error) {
      throw new Refused(sentenceOf(error));
    }
    const over = step.type === "abort" || step.type === "create_entry";
    this.#id = over ? undefined : step.flow_id;
    if (this.#ended && this.#id !== undefined) void this.home().callApi("DELETE", `${PATH}/${this.#id}`);
    if (!this.#ended) this.shown(step);
  }
}

/** The value a form suggests for a field. */
export function suggestedBy(step: FlowStep, name: string): string | undefined {
  const value = step.data_schema?.find((field) => field.name === name)?.description?.suggested_value;
  return value === undefined || value === null ? undefined : String(value);
}

/** The choices of a field, by value. */
export function choicesOf(step: FlowStep, name: string): readonly (readonly [value: string, label: string])[] {
  const options = step.data_schema?.find((field) => field.name === name)?.selector?.select?.options ?? [];
  return options.map((one) => (typeof one === "string" ? [one, one] : [one.value, one.label]));
}
