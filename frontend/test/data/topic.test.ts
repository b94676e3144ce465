/** A topic is followed once for all who look, lingers, and can be refused. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Topic } from "../../src/data/topic";
import { Server } from "../school";

interface Count {
  readonly count: number;
}

const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0);
};

describe("a topic", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("has one subscription for all who follow it, and ends it after the last one left", async () => {
    const server = new Server();
    const topic = new Topic<Count>(server.connection, { type: "duress/test" });
    const leave = [topic.follow(() => undefined), topic.follow(() => undefined)];
    await settle();
    server.tell("duress/test", { running: true, count: 3 });
    expect([server.followers("duress/test"), topic.standing, topic.message?.count]).toEqual([1, "told", 3]);
    for (const one of leave) one();
    await vi.advanceTimersByTimeAsync(4000);
    expect(server.followers("duress/test")).toBe(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect([server.followers("duress/test"), topic.message]).toEqual([0, undefined]);
  });

  it("forgets what it was told when the school stops, and shows it again afterwards", async () => {
    const server = new Server();
    const topic = new Topic<Count>(server.connection, { type: "duress/test" });
    const changes: string[] = [];
    topic.follow(() => changes.push(topic.standing));
    await settle();
    server.tell("duress/test", { count: 1 });
    server.tell("duress/test", { running: false });
    expect(topic.message).toBeUndefined();
    server.tell("duress/test", { count: 2 });
    expect(changes).toEqual(["told", "stopped", "told"]);
  });

  it("says why it was refused and asks again when it is worth it", async () => {
    const server = new Server();
    server.refusals.set("duress/test", "A viewer may not.");
    const topic = new Topic<Count>(server.connection, { type: "duress/test" });
    topic.follow(() => undefined);
    await settle();
    expect([topic.standing, topic.refusal]).toEqual(["refused", "A viewer may not."]);
    server.refusals.clear();
    topic.retry();
    await settle();
    server.tell("duress/test", { count: 1 });
    expect(topic.standing).toBe("told");
  });

  it("says why in the language of whoever looks, and not any more once it was asked again", async () => {
    const server = new Server();
    server.refusals.set("duress/test", "A viewer may not.");
    const said: ((sentence: string) => void)[] = [];
    const say = async (): Promise<string> => new Promise((resolve) => said.push(resolve));
    const topic = new Topic<Count>(server.connection, { type: "duress/test" }, say);
    const shown: (string | undefined)[] = [];
    topic.follow(() => shown.push(topic.refusal));
    await settle();
    expect([topic.standing, shown]).toEqual(["refused", []]);
    topic.retry();
    await settle();
    said[1]?.("Un observador no puede.");
    said[0]?.("Too late.");
    await settle();
    expect([topic.standing, shown]).toEqual(["refused", ["Un observador no puede."]]);
  });

  it("asks again after an interruption, until the integration is there", async () => {
    const server = new Server();
    const topic = new Topic<Count>(server.connection, { type: "duress/test" });
    const leave = topic.follow(() => undefined);
    await settle();
    server.tell("duress/test", { count: 1 });
    server.refusals.set("duress/test", "Unknown command.");
    server.unknown = true;
    server.reconnect();
    await settle();
    expect([topic.standing, topic.message]).toEqual(["stopped", undefined]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(topic.standing).toBe("stopped");
    server.refusals.clear();
    server.answers.set("duress/test", { count: 2 });
    await vi.advanceTimersByTimeAsync(5000);
    expect([topic.standing, topic.message?.count]).toEqual(["told", 2]);
    leave();
    await vi.advanceTimersByTimeAsync(6000);
    server.reconnect();
    await settle();
    expect(server.followers("duress/test")).toBe(0);
  });
});
