import type { Window } from "../../../shared/schedule/window.ts";
import type { EnvironmentState, InstanceStatus } from "../../../shared/protocol/environment.ts";

/** The states in which the daemon works towards, or keeps, everything running. */
export const ACTIVE_STATES = [
  "provisioning",
  "ready",
  "degraded",
  "failed",
] as const satisfies readonly EnvironmentState[];

/**
 * What an active environment's parts add up to: ready when all run that are not parked; degraded when it was ready and is not
 * any more; failed when a part of it was given up before it ever was.
 */
export function nextState(
  before: EnvironmentState,
  parts: readonly Pick<InstanceStatus, "state">[],
): EnvironmentState {
  if (parts.every(({ state }) => state === "running" || state === "parked")) return "ready";
  if (before === "ready" || before === "degraded") return "degraded";
  return parts.some(({ state }) => state === "failed") ? "failed" : "provisioning";
}

/** Where the calendar alone moves an environment at an instant (milliseconds), or null. */
export function dueState(
  { state, window }: { readonly state: EnvironmentState; readonly window: Window },
  now: number,
): EnvironmentState | null {
  const isWaiting = state === "reserved" || state === "requested";
  if (state !== "releasing" && now >= Date.parse(window.end)) return "releasing";
  return isWaiting && now >= Date.parse(window.start) ? "provisioning" : null;
}
