/** A home for tests: schools with what is installed in them, as Home Assistant's registries show it. */
import type { Device, Entity, HomeWithRegistries } from "../../src/cards/registry";
import type { Server } from "../school";

/** One entity of a test: its id, what it is called in the translations, its device and its device class. */
export interface Installed {
  readonly id: string;
  readonly key?: string;
  readonly device: string;
  readonly deviceClass?: string;
  readonly platform?: string;
}

/** What a small school has. */
export const LINCOLN: readonly Installed[] = [
  { id: "binary_sensor.lincoln", device: "lincoln", deviceClass: "safety" },
  { id: "event.lincoln_incident", key: "incident", device: "lincoln" },
  { id: "sensor.lincoln_readiness", key: "readiness", device: "lincoln" },
  { id: "sensor.lincoln_mode", key: "mode", device: "lincoln" },
  { id: "sensor.lincoln_open_incidents", key: "open_incidents", device: "lincoln" },
  { id: "sensor.lincoln_overdue_loans", key: "overdue_loans", device: "lincoln" },
  { id: "todo.lincoln_upkeep", key: "upkeep", device: "lincoln" },
  { id: "todo.lincoln_tests", key: "tests", device: "lincoln" },
  { id: "calendar.lincoln_tests", key: "tests", device: "lincoln" },
  { id: "binary_sensor.room_204", key: "room_duress", device: "lincoln", deviceClass: "safety" },
  { id: "binary_sensor.pendant_10_missing", key: "missing", device: "pendant_10", deviceClass: "problem" },
  { id: "binary_sensor.pendant_9_missing", key: "missing", device: "pendant_9", deviceClass: "problem" },
  { id: "binary_sensor.pendant_9_battery", device: "pendant_9", deviceClass: "battery" },
  { id: "binary_sensor.pendant_9", device: "pendant_9", deviceClass: "safety" },
  { id: "sensor.pendant_9_location", key: "location", device: "pendant_9" },
  { id: "binary_sensor.repeater_mains", key: "mains", device: "repeater", deviceClass: "power" },
  { id: "binary_sensor.desk_path_proven", key: "path_proven", device: "desk", deviceClass: "connectivity" },
  { id: "binary_sensor.lamp", device: "lamp", deviceClass: "safety", platform: "other" },
];

function device(id: string, site: string | undefined, via: string | null): Device {
  return {
    id,
    identifiers: site === undefined ? [["other", id]] : [["duress", site]],
    name: id,
    name_by_user: null,
    via_device_id: via,
  };
}

/** A home with the school Lincoln, and perhaps more schools that have nothing but themselves. */
export function homeWith(server: Server, others: readonly string[] = []): HomeWithRegistries {
  const entities: Record<string, Entity> = {};
  const devices: Record<string, Device> = { lamp: device("lamp", undefined, null) };
  const states: Record<string, object> = {};
  for (const one of LINCOLN) {
    entities[one.id] = {
      entity_id: one.id,
      device_id: one.device,
      platform: one.platform ?? "duress",
      ...(one.key === undefined ? {} : { translation_key: one.key }),
    };
    states[one.id] = { entity_id: one.id, state: "off", attributes: { device_class: one.deviceClass } };
    devices[one.device] ??= device(one.device, `sub-${one.device}`, "lincoln");
  }
  devices["lincoln"] = device("lincoln", "S1", null);
  for (const name of others) devices[name] = device(name, `site-${name}`, null);
  const config = { time_zone: "UTC", location_name: "Lincoln Elementary", components: ["logbook"] };
  return { ...server.home(), entities, devices, states, config } as unknown as HomeWithRegistries;
}
