/** Incidents for tests. */
import type { Delivery, Incident, IncidentMessage, IncidentsMessage, Place, Step } from "../../../src/data/incidents";

/** A place in Room 204. */
export function place(more: Partial<Place> = {}): Place {
  return {
    room: "Room 204",
    room_id: "room_204",
    floor: "Second floor",
    floor_id: "second_floor",
    kind: "room",
    door: null,
    method: "surveyed",
    word: "likely",
    probability: 0.87,
    floor_word: "likely",
    floor_probability: 0.98,
    floors: ["Second floor"],
    others: [{ room: "Room 206", room_id: "room_206", probability: 0.09 }],
    hearers: 4,
    masked: [],
    why: "Room 204 (87 %): heard strongest by 2-East; next Room 206 (9 %)",
    ...more,
  };
}

/** A duress incident that nobody has acknowledged, raised just now. */
export function raised(more: Partial<Incident> = {}): Incident {
  const at = Math.floor(Date.now() / 1000);
  return {
    incident_id: "I1",
    number: 12,
    kind: "duress",
    mode: "live",
    state: "raised",
    disposition: null,
    attended: false,
    raised_at: at,
    level: 0,
    escalates_at: at + 30,
    confirmation: "not_asked",
    told_at: null,
    place: place(),
    original_place: place(),
    located_at: at,
    doubts: [],
    presses: 1,
    latest: [
      {
        press_id: "P1",
        at,
        transmitter: "Pendant 17",
        kind: "duress",
        room: "Room 204",
        room_id: null,
        floor: "Second floor",
        floor_id: null,
        word: "likely",
        doubts: [],
      },
    ],
    steps: [],
    checklist: [],
    answers: [],
    notes: [],
    ...more,
  };
}

/** What somebody did. */
export function step(type: string, by: string, more: Partial<Step> = {}): Step {
  return { type, at: Date.now() / 1000, by, by_kind: "user", reason: "", ...more };
}

/** What is open. */
export function openOnes(...incidents: Incident[]): IncidentsMessage {
  return { role: "responder", now: Date.now() / 1000, incidents, rehearsals: [] };
}

/** All about one. */
export function allAbout(incident: Incident, more: Partial<IncidentMessage> = {}): IncidentMessage {
  return { role: "responder", incident, names: { P1: "Rosa Hill" }, deliveries: [], timeline: [], ...more };
}

/** The first message to an endpoint, which it confirmed. */
export function delivery(more: Partial<Delivery> = {}): Delivery {
  return {
    delivery_id: 1,
    endpoint_id: "E1",
    endpoint: "District desk",
    path: "primary",
    released_because: null,
    released_at: null,
    sequence: 1,
    event_id: "V1",
    incident_id: "I1",
    kind: "incident_raised",
    at: 1,
    state: "delivered",
    answer: "HTTP 200 OK",
    next_attempt: null,
    times: {},
    tries: 1,
    attempts: [],
    left_out: [],
    milliseconds: { confirmed: 60.1 },
    ...more,
  };
}
