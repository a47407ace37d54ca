import type { InstanceState } from "../protocol/environment.ts";
import type { DesiredInstance } from "./desired.ts";
import type { ObservedInstance } from "./observed.ts";

/** What one instance still needs, in order. */
export interface RemainingWork {
  readonly boot: readonly (typeof BOOT)[number][];
  /** Applications still to install, then those still to start. */
  readonly install: readonly string[];
  readonly start: readonly string[];
}

const BOOT = [
  "create-instance",
  "stop-instance",
  "change-instance",
  "start-instance",
  "configure-instance",
] as const;

/** Whether a machine that is there is the one that is desired, and not one that has to be made anew. */
export function isSameMaking(
  desired: Pick<DesiredInstance, "generation">,
  observed: Pick<ObservedInstance, "generation">,
): boolean {
  return (desired.generation ?? 1) === (observed.generation ?? 1);
}

/** What is left to do for one instance. A machine that does not run has lost what its last boot was set to. */
export function remainingWork(
  desired: DesiredInstance,
  there: ObservedInstance | undefined,
): RemainingWork {
  const observed = there !== undefined && isSameMaking(desired, there) ? there : undefined;
  const running = observed?.power === "running";
  const parked = desired.parked === true;
  const left = {
    "create-instance": observed === undefined,
    "stop-instance": parked && running,
    "change-instance": observed?.differs === true,
    "start-instance": !parked && !running,
    "configure-instance": !parked && (!running || !observed.configured),
  };
  const boot = BOOT.filter((step) => left[step]);
  if (parked) return { boot, install: [], start: [] };
  const installed = observed?.installed ?? [];
  const started = running ? observed.started : [];
  const { applications } = desired;
  return {
    boot,
    install: applications
      .filter(({ id, install }) => install !== null && !installed.includes(id))
      .map(({ id }) => id),
    start: applications
      .filter(({ id, start }) => start !== null && !started.includes(id))
      .map(({ id }) => id),
  };
}

/** How far an instance is, for the canvas and the progress bars. */
export interface InstanceProgress {
  readonly state: Extract<
    InstanceState,
    "creating" | "starting" | "configuring" | "installing" | "running" | "parking" | "parked"
  >;
  /** 0 to 1 of the way from nothing to running. */
  readonly progress: number;
  /** What comes next, in a few words. */
  readonly activity: string;
}

/** Works out from what is observed how far an instance is and what is being done about the rest. */
export function instanceProgress(
  desired: DesiredInstance,
  observed: ObservedInstance | undefined,
): InstanceProgress {
  const work = remainingWork(desired, observed);
  const all = remainingWork(desired, undefined);
  const left = countSteps(work);
  const next = nextActivity(work);
  const isParked = left === 0 && desired.parked === true;
  return { ...(isParked ? PARKED : next), progress: Math.max(0, 1 - left / countSteps(all)) };
}

const PARKED = { state: "parked", activity: "switched off, disk kept" } as const;

function countSteps({ boot, install, start }: RemainingWork): number {
  return boot.length + install.length + start.length;
}

const BOOT_ACTIVITIES = {
  "create-instance": { state: "creating", activity: "creating" },
  "stop-instance": { state: "parking", activity: "switching off" },
  "change-instance": { state: "configuring", activity: "changing size and devices" },
  "start-instance": { state: "starting", activity: "starting" },
  "configure-instance": { state: "configuring", activity: "setting addresses and routes" },
} as const;

function nextActivity({
  boot,
  install,
  start,
}: RemainingWork): Pick<InstanceProgress, "state" | "activity"> {
  if (boot[0] !== undefined) return BOOT_ACTIVITIES[boot[0]];
  if (install[0] !== undefined)
    return { state: "installing", activity: `installing ${install[0]}` };
  if (start[0] !== undefined) return { state: "installing", activity: `starting ${start[0]}` };
  return { state: "running", activity: "running" };
}
