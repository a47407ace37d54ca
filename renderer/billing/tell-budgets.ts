import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import { say } from "../commands/notify.ts";
import { newerEvents } from "../live/newer-events.ts";
import { useLive } from "../live/state.ts";
import { moneyWords } from "../ui/money.ts";

/** Says it when so much of a budget is spent, or a contract ends, wherever in the window one is. Returns how to stop. */
export function tellBudgets(): () => void {
  return useLive.subscribe((live, before) => newerEvents(live, before).forEach(tell));
}

function tell({ body }: LabwrightEvent): void {
  if (body.type === "budget") say(moneyWords(body.text), "Budget");
  if (body.type === "contract-end") say(body.text, "Contract");
}
