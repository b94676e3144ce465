/** An act is done once at a time, and a refusal stays to be read. */
import { describe, expect, it } from "vitest";
import { Doing } from "../../src/ui/doing";

const host = { addController: () => undefined, requestUpdate: () => undefined } as unknown as ConstructorParameters<
  typeof Doing
>[0];

describe("an act", () => {
  it("is not done again while it is under way", async () => {
    const doing = new Doing(host);
    let finish: () => void = () => undefined;
    const first = doing.run(() => new Promise<void>((done) => (finish = done)));
    expect(doing.busy).toBe(true);
    let again = false;
    expect(await doing.run(() => Promise.resolve((again = true)))).toBe(false);
    expect(again).toBe(false);
    finish();
    expect([await first, doing.busy, doing.error]).toEqual([true, false, undefined]);
  });

  it("keeps the sentence of a refusal until the next one", async () => {
    const doing = new Doing(host);
    expect(await doing.run(() => Promise.reject(new Error("Not possible now.")))).toBe(false);
    expect([doing.busy, doing.error]).toEqual([false, "Not possible now."]);
    await doing.run(() => Promise.resolve());
    expect(doing.error).toBeUndefined();
  });
});
