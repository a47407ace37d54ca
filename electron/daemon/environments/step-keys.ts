import type { Step } from "../../../shared/plan/step.ts";
import type { Part } from "./parts.ts";

export const ENVIRONMENT_KEY = "environment";
/** Looking at the environment, which can fail like any step. */
export const OBSERVE_KEY = "observe";
/** The last removal of a release, when nothing shows any more. */
export const CLEAR_KEY = "clear";

/** What a step works on: one thing is worked on by one step at a time. */
export function keyOf(step: Step): string {
  switch (step.type) {
    case "create-environment":
    case "remove-environment":
      return ENVIRONMENT_KEY;
    case "create-network":
      return `network ${step.network.id}`;
    case "remove-network":
      return `network ${step.id}`;
    case "create-volume":
    case "change-volume":
      return `volume ${step.volume.id}`;
    case "remove-volume":
      return `volume ${step.id}`;
    case "remove-instance":
      return `instance ${step.id}`;
    case "create-instance":
    case "change-instance":
    case "start-instance":
    case "stop-instance":
    case "configure-instance":
    case "install-application":
    case "start-application":
      return `instance ${step.instance.id}`;
  }
}

/** The key of the steps that make a part. */
export function partKey({ source, id }: Part): string {
  switch (source.type) {
    case "instance":
      return `instance ${id}`;
    case "volume":
    case "network":
      return `${source.type} ${source.id}`;
    case "leaving":
      return source.network === null ? `instance ${id}` : `network ${source.network}`;
    case "held":
      return ENVIRONMENT_KEY;
  }
}

/** The host whose load a step adds to; null where it is the lab as a whole. */
export function hostOf(step: Step): string | null {
  return "instance" in step ? step.instance.host : null;
}
