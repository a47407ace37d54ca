import { toInstant } from "../../../shared/base/clock.ts";
import type { DesiredInstance } from "../../../shared/plan/desired.ts";
import type { ObservedInstance, ObservedState } from "../../../shared/plan/observed.ts";
import { instanceProgress, isSameMaking } from "../../../shared/plan/remaining.ts";
import type { InstanceState, InstanceStatus } from "../../../shared/protocol/environment.ts";
import type { Part } from "./parts.ts";
import { FAILED_AFTER, type Failure } from "./retries.ts";
import { partKey } from "./step-keys.ts";

/** What was observed, arranged for looking things up. */
export interface Seen {
  readonly present: boolean;
  readonly instances: ReadonlyMap<string, ObservedInstance>;
  readonly volumes: ReadonlySet<string>;
  /** Those of the volumes that are smaller than desired. */
  readonly smallVolumes: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
}

export function arrange(observed: ObservedState): Seen {
  return {
    present: observed.present,
    instances: new Map(observed.instances.map((one) => [one.id, one])),
    volumes: new Set(observed.volumes),
    smallVolumes: new Set(observed.smallVolumes),
    networks: new Set(observed.networks),
  };
}

export interface StatusContext {
  readonly seen: Seen;
  readonly releasing: boolean;
  readonly failure: (key: string) => Failure | undefined;
  readonly isWorkedOn: (key: string) => boolean;
  readonly now: number;
}

type Progress = Pick<InstanceStatus, "state" | "progress" | "activity">;

const NOTHING_SEEN = arrange({ present: false, networks: [], volumes: [], instances: [] });

/** What is said of a part before anything is done about it. */
export function waitingStatus(part: Part, now: number): InstanceStatus {
  return statusOf(part, undefined, {
    seen: NOTHING_SEEN,
    releasing: false,
    failure: () => undefined,
    isWorkedOn: () => false,
    now,
  });
}

/** A part's status; the very same object when nothing of it changed. */
export function statusOf(
  part: Part,
  before: InstanceStatus | undefined,
  context: StatusContext,
): InstanceStatus {
  const failure = context.failure(partKey(part));
  const { state, progress, activity } =
    context.releasing || part.source.type === "leaving"
      ? leaving(part, context.seen)
      : arriving(part, before, context);
  const kept = SETTLED.has(state) ? null : (before?.error ?? null);
  const status: InstanceStatus = {
    id: part.id,
    node: part.node,
    name: part.name,
    state,
    progress,
    activity,
    error: failure?.fault ?? kept,
    attempts: failure?.attempts ?? 0,
    host: part.host,
    addresses: [...part.addresses],
    updatedAt: before?.updatedAt ?? toInstant(context.now),
  };
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(status)) return before;
  return { ...status, updatedAt: toInstant(context.now) };
}

const SETTLED: ReadonlySet<InstanceState> = new Set(["running", "parked", "removed"]);

/** Whether a part is there and does what it is for: from the first such instant on it is charged. */
export function isRunning({ source }: Part, seen: Seen): boolean {
  switch (source.type) {
    case "instance":
      return isUsed(source.desired, seen.instances.get(source.desired.id));
    case "volume":
      return seen.volumes.has(source.id);
    case "network":
      return seen.networks.has(source.id);
    case "held":
      return seen.present;
    case "leaving":
      return (
        seen.instances.get(source.id)?.power === "running" ||
        seen.volumes.has(source.id) ||
        (source.network !== null && seen.networks.has(source.network))
      );
  }
}

/** It runs, or is parked: then its disk is what is there for its customer. */
function isUsed({ parked }: DesiredInstance, observed: ObservedInstance | undefined): boolean {
  return observed?.power === "running" || (parked === true && observed?.power === "stopped");
}

/** Whether a part that is there is the one that is desired, and not one that still has to be changed. */
export function isSettled({ source }: Part, seen: Seen): boolean {
  if (source.type === "volume") return !seen.smallVolumes.has(source.id);
  if (source.type !== "instance") return source.type !== "leaving";
  const observed = seen.instances.get(source.desired.id);
  if (observed === undefined || !isSameMaking(source.desired, observed)) return false;
  const isOff = observed.power === "stopped";
  return observed.differs !== true && isOff === (source.desired.parked === true);
}

function arriving(
  part: Part,
  before: InstanceStatus | undefined,
  context: StatusContext,
): Progress {
  const { seen } = context;
  const failure = context.failure(partKey(part));
  const now = progressOf(part, seen);
  if (now.state === "running" || now.state === "parked") return now;
  const worse = worseState(before?.state, failure);
  if (worse !== null) return { ...now, state: worse, activity: activityAfter(failure, now) };
  const started = isThere(part, seen) || context.isWorkedOn(partKey(part));
  return started ? now : { state: "waiting", progress: 0, activity: "waiting" };
}

function worseState(
  before: InstanceState | undefined,
  failure: Failure | undefined,
): InstanceState | null {
  if (failure !== undefined && failure.attempts >= FAILED_AFTER) return "failed";
  if (before === "running" || before === "degraded") return "degraded";
  return null;
}

function activityAfter(failure: Failure | undefined, now: Progress): string {
  return failure === undefined ? now.activity : `trying again: ${now.activity}`;
}

function progressOf(part: Part, seen: Seen): Progress {
  const { source } = part;
  if (source.type === "instance")
    return instanceProgress(source.desired, seen.instances.get(source.desired.id));
  return isRunning(part, seen)
    ? { state: "running", progress: 1, activity: source.type === "held" ? "held" : "ready" }
    : { state: "creating", progress: 0, activity: "creating" };
}

function leaving(part: Part, seen: Seen): Progress {
  return isThere(part, seen)
    ? { state: "removing", progress: 1, activity: "removing" }
    : { state: "removed", progress: 0, activity: "removed" };
}

function isThere(part: Part, seen: Seen): boolean {
  const { source } = part;
  if (source.type === "instance") return seen.instances.has(source.desired.id);
  return (source.type === "leaving" && seen.instances.has(source.id)) || isRunning(part, seen);
}
