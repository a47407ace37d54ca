import type { EventBody } from "../../shared/protocol/event.ts";
import { showInCalendar, showQueue } from "../calendar/calendar-state.ts";
import { showInLab, showOverview } from "../lab/lab-state.ts";
import { environmentOf } from "./event-words.ts";
import { openEnvironment } from "./open-environment.ts";

/** From what happened to where it is seen. */
interface EventWay {
  readonly title: string;
  readonly go: () => void;
}

/** Where something that happened is seen; null where one is there already, or it is seen nowhere. */
export function wayTo(body: EventBody, shown: string | null): EventWay | null {
  if (body.type === "reservation") {
    const { id, pool } = body.reservation;
    return {
      title: "Show it in the calendar",
      go: () => showInCalendar(body.reservation, pool, id),
    };
  }
  if (body.type === "lab-approval")
    return { title: "Show what waits", go: () => showQueue(body.pool) };
  if ("pool" in body) return labWay(body);
  const environment = environmentOf(body);
  if (environment === null || environment === shown) return null;
  return { title: "Open it on its drawing", go: () => void openEnvironment(environment) };
}

/** A host that came, went or failed alone is shown itself. */
function labWay(body: Extract<EventBody, { pool: string }>): EventWay | null {
  if (body.type === "pool" && body.state === "removed") return null;
  if (body.type === "pool-level") return overview(body.pool, supplyKey(body.supply.id));
  const [only, ...others] = body.type === "pool-hosts" ? body.hosts : [];
  return only !== undefined && others.length === 0 && only.change !== "vanished"
    ? { title: "Show it in the lab", go: () => showInLab(body.pool, only.host) }
    : overview(body.pool, null);
}

function overview(pool: string, selected: string | null): EventWay {
  return { title: "Show it in the lab", go: () => showOverview(pool, selected) };
}

/** What is selected in the lab to see who has it; null: it is no single thing there. */
function supplyKey(supply: string): string | null {
  const [sort = "", ...item] = supply.split("/");
  switch (sort) {
    case "seats":
      return `licence/${item.join("/")}`;
    case "storage":
      return supply;
    case "vlan":
      return "vlans/";
    case "address":
      return "addresses/";
    default:
      return null;
  }
}
