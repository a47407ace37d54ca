import type { InstanceState } from "../protocol/environment.ts";
import type { DesiredInstance } from "./desired.ts";
import type { ObservedInstance } from "./observed.ts";

/** What one instance still needs, in order. */
export interface RemainingWork {
  readonly boot: readonly ("create-instance" | "start-instance" | "configure-instance")[];
  /** Applications still to install, then those still to start. */
  readonly install: readonly string[];
  readonly start: readonly string[];
}

const BOOT = ["create-instance", "start-instance", "configure-instance"] as const;

/** What is left to do for one instance. A machine that does not run has lost what its last boot was set to. */
export function remainingWork(
  desired: DesiredInstance,
  observed: ObservedInstance | undefined,
): RemainingWork {
  const running = observed?.power === "running";
  const done = (observed === undefined ? 0 : 1) + (running ? 1 : 0);
  const boot = running && observed.configured ? [] : BOOT.slice(done);
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
    "creating" | "starting" | "configuring" | "installing" | "running"
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
  return { ...nextActivity(work), progress: 1 - left / countSteps(all) };
}

function countSteps({ boot, install, start }: RemainingWork): number {
  return boot.length + install.length + start.length;
}

const BOOT_ACTIVITIES = {
  "create-instance": { state: "creating", activity: "creating" },
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
