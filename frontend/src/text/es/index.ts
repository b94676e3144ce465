/** Every sentence in Spanish, by area. */
import cards from "./cards.json";
import common from "./common.json";
import incident from "./incident.json";
import map from "./map.json";
import monitoring from "./monitoring.json";
import pack from "./pack.json";
import people from "./people.json";
import start from "./start.json";
import today from "./today.json";
import upkeep from "./upkeep.json";
import walk from "./walk.json";

/** The areas of the console. */
export const es = { cards, common, incident, map, monitoring, pack, people, start, today, upkeep, walk };
