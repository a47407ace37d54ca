import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import { applyEvent } from "./apply-event.ts";
import { useLive, type Live } from "./state.ts";

/** Short enough to look immediate, long enough that hundreds of machines starting at once are a few renders. */
const GATHER = 150;

let pending: LabwrightEvent[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Applies an event together with the others of the next moment, in order. */
export function gatherEvent(event: LabwrightEvent): void {
  pending.push(event);
  timer ??= setTimeout(applyGathered, GATHER);
}

/** Before the whole state is fetched anew: what was gathered is older than that. */
export function forgetGathered(): void {
  clearTimeout(timer);
  timer = undefined;
  pending = [];
}

function applyGathered(): void {
  const events = pending;
  forgetGathered();
  useLive.setState((live) => {
    let next: Live = live;
    for (const event of events) next = Object.assign({}, next, applyEvent(next, event));
    return next;
  });
}
