import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import type { Live } from "./state.ts";

/** What came since, newest first; what happened before the window was opened stands in the list of events. */
export function newerEvents(
  { events }: Pick<Live, "events">,
  before: Pick<Live, "events">,
): readonly LabwrightEvent[] {
  const seen = before.events[0]?.sequence;
  if (events === before.events || seen === undefined) return [];
  const end = events.findIndex(({ sequence }) => sequence <= seen);
  return end === -1 ? events : events.slice(0, end);
}
