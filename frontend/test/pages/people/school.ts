/** Rows of a roster for tests. */
import type { Pendant, Person, RosterMessage } from "../../../src/data/roster";

/** A pendant that works and is in use, with what differs. */
export function pendant(number: number, more: Partial<Pendant> = {}): Pendant {
  return {
    device_id: `D${number}`,
    subentry_id: `S${number}`,
    label: `Pendant ${number}`,
    serial: 6000 + number,
    role: "pendant",
    model: "EN1223S",
    kind: "duress",
    room: null,
    room_id: null,
    life: "assigned",
    since: "2026-11-25T08:00:00+00:00",
    due: null,
    overdue: false,
    person_id: null,
    holder: null,
    ready: true,
    troubles: [],
    silent_since: null,
    battery_low: false,
    battery_due: null,
    cell: "CR2",
    tested_at: null,
    test_until: null,
    test_id: null,
    muted: false,
    ...more,
  };
}

/** Somebody on the roster. */
export function person(name: string, more: Partial<Person> = {}): Person {
  return { person_id: `P-${name}`, name, staff_id: null, room: null, trained_on: null, devices: [], ...more };
}

/** A roster for somebody who may read names. */
export function roster(devices: readonly Pendant[], people: readonly Person[] = []): RosterMessage {
  const gaps = {
    without_pendant: [],
    without_holder: [],
    two_for_one: [],
    without_training: [],
    loans_due_today: [],
    loans_overdue: [],
    perhaps_lost: [],
  };
  return { role: "office", site: "Lincoln", names: true, devices, people, gaps, last_import: null };
}
