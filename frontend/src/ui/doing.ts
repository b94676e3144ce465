/** An act under way: its button is disabled meanwhile, and a refusal stays to be read. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { sentenceOf } from "../data/topic";

/** One act at a time of an element. */
export class Doing implements ReactiveController {
  /** Whether the act is under way. */
  busy = false;
  /** Why it was refused, as a sentence; undefined when it was not. */
  error: string | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.error = undefined;
  }

  /** Do it, unless it is being done; answers whether it was done. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = undefined;
    this.host.requestUpdate();
    try {
      await act();
      return true;
    } catch (error) {
      this.error = sentenceOf(error);
      return false;
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }
}
