import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import { say } from "../commands/notify.ts";
import { useLive } from "../live/state.ts";

/** Says it when so much of a budget is spent, or a contract ends, wherever in the window one is. Returns how to stop. */
export function tellBudgets(): () => void {
  return useLive.subscribe((live, before) => {
    if (live.events === before.events) return;
    // What happened before the window was opened stands in the list of events.
    const seen = before.events[0]?.sequence;
    if (seen !== undefined) for (const event of newerThan(live.events, seen)) tell(event);
  });
}

/** The newest are first. */
function newerThan(events: readonly LabwrightEvent[], seen: number): readonly LabwrightEvent[] {
  const end = events.findIndex(({ sequence }) => sequence <= seen);
  return end === -1 ? events : events.slice(0, end);
}

function tell({ body }: LabwrightEvent): void {
  if (body.type === "budget") say(body.text, "Budget");
  if (body.type === "contract-end") say(body.text, "Contract");
}
