/** The schools and their entities as Home Assistant's registries show them to everybody. */
import type { Home } from "../data/home";

/** An entity, as the frontend knows it. */
export interface Entity {
  readonly entity_id: string;
  readonly device_id?: string | null;
  readonly platform?: string;
  readonly translation_key?: string;
  readonly hidden?: boolean;
}

/** A device, as the frontend knows it. */
export interface Device {
  readonly id: string;
  readonly identifiers: readonly (readonly string[])[];
  readonly name: string | null;
  readonly name_by_user: string | null;
  readonly via_device_id: string | null;
}

/** Home Assistant with its registries. */
export interface HomeWithRegistries extends Omit<Home, "config"> {
  readonly config: {
    readonly time_zone: string;
    readonly location_name?: string;
    readonly components?: readonly string[];
  };
  readonly entities: Readonly<Record<string, Entity>>;
  readonly devices: Readonly<Record<string, Device>>;
}

/** A school that the registries know. */
export interface School {
  /** The id of the site's config entry. */
  readonly site: string;
  readonly name: string;
  readonly device: string;
}

const DOMAIN = "duress";

function keyOf(device: Device): string | undefined {
  return device.identifiers.find(([domain]) => domain === DOMAIN)?.[1];
}

/** All schools, by name. */
export function schoolsIn(home: HomeWithRegistries): School[] {
  const found: School[] = [];
  for (const device of Object.values(home.devices)) {
    const site = keyOf(device);
    // Everything that belongs to a school hangs on the school's own device.
    if (site === undefined || device.via_device_id !== null) continue;
    found.push({ site, name: device.name_by_user ?? device.name ?? "Duress", device: device.id });
  }
  return found.sort((one, other) => one.name.localeCompare(other.name));
}

/** The school of one of its entities; undefined for what is not of this integration. */
export function schoolOf(home: HomeWithRegistries, entityId: string): School | undefined {
  const entity = home.entities[entityId];
  const device = entity?.platform === DOMAIN ? home.devices[entity.device_id ?? ""] : undefined;
  if (device === undefined) return undefined;
  const owner = device.via_device_id ?? device.id;
  return schoolsIn(home).find((school) => school.device === owner);
}

/** What there is of one school, found by what it is called in the translations or by its device class. */
export class Entities {
  readonly #own: readonly Entity[];

  constructor(
    private readonly home: HomeWithRegistries,
    private readonly school: School,
  ) {
    this.#own = Object.values(home.entities).filter(
      (entity) => entity.platform === DOMAIN && entity.hidden !== true && this.#isOurs(entity),
    );
  }

  /** The entity of the school itself; undefined while there is none. */
  one(domain: string, key: string): string | undefined {
    return this.#own.find((entity) => entity.device_id === this.school.device && is(entity, domain, key))?.entity_id;
  }

  /** The entities of all devices, in the order of their names. */
  all(domain: string, key: string): string[] {
    return this.#ids((entity) => is(entity, domain, key));
  }

  /** The binary sensors of some device class, which have no name of their own. */
  ofClass(deviceClass: string): string[] {
    return this.#ids(
      ({ entity_id }) =>
        entity_id.startsWith("binary_sensor.") &&
        this.home.states[entity_id]?.attributes["device_class"] === deviceClass,
    );
  }

  #isOurs(entity: Entity): boolean {
    const device = this.home.devices[entity.device_id ?? ""];
    return device !== undefined && (device.id === this.school.device || device.via_device_id === this.school.device);
  }

  #ids(wanted: (entity: Entity) => boolean): string[] {
    const found = this.#own.filter(wanted).map((entity) => entity.entity_id);
    return found.sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
  }
}

function is(entity: Entity, domain: string, key: string): boolean {
  return entity.translation_key === key && entity.entity_id.startsWith(`${domain}.`);
}
