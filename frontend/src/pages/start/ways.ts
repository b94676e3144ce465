/** Where each step is done: in a page of the console, or in a dialog of Home Assistant, which only its administrators see. */
import type { StepName } from "../../data/progress";
import type { Right } from "../../data/sites";

/** A way to do something; `address` is one of Home Assistant, `page` one of the console. */
export interface WayToDo {
  readonly name:
    | "add_receiver"
    | "areas"
    | "devices"
    | "add_repeater"
    | "add_pendants"
    | "roster"
    | "walk"
    | "add_endpoint"
    | "send_test"
    | "tests";
  readonly right: Right;
  readonly page?: string;
  readonly address?: string;
}

const INTEGRATION = "/config/integrations/integration/duress";

/** What can be done for a step at a site, the usual first. */
export function waysOf(step: StepName, site: string): readonly WayToDo[] {
  switch (step) {
    case "connect":
      return [{ name: "add_receiver", right: "install", address: INTEGRATION }];
    case "rooms":
      return [
        { name: "areas", right: "install", address: "/config/areas/dashboard" },
        { name: "devices", right: "install", address: `/config/devices/dashboard?config_entry=${site}` },
        { name: "add_repeater", right: "install", address: INTEGRATION },
      ];
    case "pendants":
      return [{ name: "add_pendants", right: "install", page: "people" }];
    case "people":
      return [{ name: "roster", right: "change_lives", page: "people/gaps" }];
    case "walk":
      return [{ name: "walk", right: "survey", page: "walk" }];
    case "monitoring":
      return [
        { name: "send_test", right: "prove_paths", page: "monitoring" },
        { name: "add_endpoint", right: "install", address: INTEGRATION },
      ];
    case "live":
      return [{ name: "tests", right: "run_tests", page: "today" }];
  }
}
