/** What happens in the school without the browser under test: presses, and what others do. */
import { inject } from "vitest";
import type { School, UserName } from "./school";

/** The school of this run. */
export const school: School = inject("school");

/** Milliseconds that are soon: a second, or what is said where other tests run on the same processors. */
export const SOON = Number(process.env["DURESS_SOON"] ?? 1000);

interface ServiceDomain {
  readonly domain: string;
  readonly services: Readonly<Record<string, { readonly response?: object }>>;
}

/** Where a form stands. */
export interface FlowResult {
  readonly flow_id: string;
  readonly type: string;
  readonly errors?: unknown;
}

let answering: Promise<ReadonlySet<string>> | undefined;

/** Call an action of this integration as somebody and return its answer, if it gives one. */
export async function call<T = unknown>(
  action: string,
  data: Readonly<Record<string, unknown>> = {},
  user: UserName = "owner",
): Promise<T> {
  answering ??= actionsThatAnswer();
  const wants = (await answering).has(action) ? "?return_response" : "";
  const answer = (await api("POST", `services/duress/${action}${wants}`, user, data)) as { service_response?: T };
  return answer.service_response as T;
}

/** Send one websocket command as somebody and return its result. */
export async function ask<T = unknown>(
  type: string,
  data: Readonly<Record<string, unknown>> = {},
  user: UserName = "owner",
): Promise<T> {
  return talk<T>(user, { type, ...data }, (message) => (message.type === "result" ? message.result : undefined));
}

/** Go through a form of Home Assistant's settings as the owner, such as that of a new endpoint; answers its end. */
export async function fillIn(kind: string, handler: unknown, ...typed: readonly object[]): Promise<FlowResult> {
  const path = `config/config_entries/${kind}/flow`;
  let result = (await api("POST", path, "owner", { handler })) as FlowResult;
  for (const answers of typed)
    result = (await api("POST", `${path}/${result.flow_id}`, "owner", answers)) as FlowResult;
  return result;
}

/** Stop the site and start it again, as a restart does: what was open comes back from the ledger. */
export async function restart(meanwhile?: () => Promise<void>): Promise<void> {
  const entry_id = school.site;
  await ask("config_entries/disable", { entry_id, disabled_by: "user" });
  await meanwhile?.();
  await ask("config_entries/disable", { entry_id, disabled_by: null });
}

/** The first message of a topic that consoles follow, as somebody is told it. */
export async function follow<T>(topic: string, user: UserName = "owner"): Promise<T> {
  return talk<T>(user, { type: topic, site: school.site }, (message) => message.event);
}

/** Press a button of the school; `device` is its name, `room` where, if not where it usually is. */
export async function press(device: string, room?: string): Promise<void> {
  await simulate(device, "press", room === undefined ? {} : { room });
}

/** Let something else happen to a device: `low_battery`, `silent`, `tamper` … */
export async function simulate(
  device: string,
  act: string,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const id = school.devices[device];
  if (id === undefined) throw new Error(`there is no ${device} in the school`);
  await call("simulate", { device_id: id, act, ...data });
}

/** An open incident, as far as tests need it. */
export interface OpenIncident {
  readonly incident_id: string;
  readonly number: number;
  readonly state: string;
  readonly mode: string;
}

/** The open incidents, the oldest first. */
export async function openIncidents(): Promise<readonly OpenIncident[]> {
  return (await follow<{ incidents: readonly OpenIncident[] }>("duress/incidents")).incidents;
}

/** End every open incident, so that a test begins with a quiet school. */
export async function calm(): Promise<void> {
  for (const { incident_id, state } of await openIncidents()) {
    if (state === "raised") await call("acknowledge", { incident_id });
    if (state !== "resolved") await call("clear", { incident_id, reason: "test" });
    await call("close", { incident_id, reason: "test" });
  }
}

/** Look every 50 ms until something is found, or true; an error after many seconds. */
export async function until<T>(look: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`not within ${seconds} s`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

interface Message {
  readonly type: string;
  readonly success?: boolean;
  readonly result?: unknown;
  readonly event?: unknown;
  readonly error?: { readonly message: string };
}

/** Log in, send one command, and return the first of what comes back that is wanted. */
async function talk<T>(user: UserName, command: object, wanted: (message: Message) => unknown): Promise<T> {
  const socket = new WebSocket(`${school.url.replace("http", "ws")}/api/websocket`);
  try {
    return await new Promise<T>((done, fail) => {
      socket.addEventListener("error", () => fail(new Error("the websocket broke")));
      socket.addEventListener("message", (event) => {
        const message = JSON.parse(String(event.data)) as Message;
        const found = wanted(message);
        if (message.type === "auth_required")
          socket.send(JSON.stringify({ type: "auth", access_token: school.users[user].tokens.access_token }));
        else if (message.type === "auth_ok") socket.send(JSON.stringify({ id: 1, ...command }));
        else if (message.success === false)
          fail(new Error(`${JSON.stringify(command)}: ${message.error?.message ?? ""}`));
        else if (found !== undefined) done(found as T);
      });
    });
  } finally {
    socket.close();
  }
}

async function actionsThatAnswer(): Promise<ReadonlySet<string>> {
  const domains = (await api("GET", "services", "owner")) as readonly ServiceDomain[];
  const own = domains.find(({ domain }) => domain === "duress")?.services ?? {};
  return new Set(Object.keys(own).filter((name) => own[name]?.response !== undefined));
}

async function api(method: "GET" | "POST", path: string, user: UserName, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${school.url}/api/${path}`, {
    method,
    headers: { Authorization: `Bearer ${school.users[user].tokens.access_token}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
