import type { EventBody, LabwrightEvent } from "../../shared/protocol/event.ts";
import { say } from "../commands/notify.ts";
import { affectedText, eventText } from "../live/event-words.ts";
import { newerEvents } from "../live/newer-events.ts";
import { hasRole } from "../live/role.ts";
import { useLive, type Live } from "../live/state.ts";

/** Who is told. */
interface Person {
  readonly id: string;
  /** As a lab admin, about what fails and what is used up. */
  readonly runsLab: boolean;
}

type Known = Pick<Live, "pools" | "summaries">;

/** Says whose machines are in use again, and to lab admins what befell the lab. Returns how to stop. */
export function tellLab(): () => void {
  return useLive.subscribe((live, before) => {
    if (live.connection.status !== "online") return;
    const { id } = live.connection.about.user;
    const person = { id, runsLab: hasRole(live, "lab-admin") };
    for (const words of labNews(newerEvents(live, before), person, live)) say(words);
  });
}

/** What is said of somebody's environments, and of the lab to those who run it. */
export function labNews(
  events: readonly LabwrightEvent[],
  person: Person,
  known: Known,
): readonly string[] {
  const bodies = events.map(({ body }) => body);
  const grave = bodies.filter((body) => person.runsLab && isGrave(body));
  const lab = grave.flatMap((body) => eventText(body, known.pools, known.summaries) ?? []);
  return [...lab.map((text) => `${text}.`), ...overNews(bodies, person, known)];
}

/** What somebody has to look at; that there is enough again, or a host is back, stands in the list of events. */
function isGrave(body: EventBody): boolean {
  if (body.type === "pool-hosts")
    return body.hosts.some(({ change }) => change === "failed" || change === "vanished");
  // What somebody took out of use as a whole is not used up: they know, and the hosts that lack are told.
  return body.type === "pool-level" && body.supply.level !== "ample" && body.supply.capacity > 0;
}

/** A line for all of somebody's environments whose machines are in use again; what befell them is told in the calendar. */
function overNews(
  bodies: readonly EventBody[],
  { id }: Person,
  { summaries }: Known,
): readonly string[] {
  const names = bodies.flatMap((body) =>
    body.type === "affected" && body.outcome === "over" && summaries[body.environment]?.owner === id
      ? [body.name]
      : [],
  );
  return names.length === 0 ? [] : [`${affectedText(names, "over")}.`];
}
