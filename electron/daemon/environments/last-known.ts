import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { DesiredState } from "../../../shared/plan/desired.ts";
import {
  segmentKey,
  type LevelSegment,
  type UsageContext,
} from "../../../shared/pricing/project/node-usage.ts";
import type { InstanceStatus } from "../../../shared/protocol/environment.ts";
import { readAll, vouchesForAvailability } from "../metering/availability.ts";
import { usesOf, type MeterUses, type RunningPart } from "../metering/meter.ts";
import { usageContextOf } from "../pricing/usage-context.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";
import { leavingParts, partsOf, type Part } from "./parts.ts";
import type { Retries } from "./retries.ts";
import { isRunning, isSettled, statusOf, type Seen } from "./statuses.ts";
import { unseenSince } from "./unseen.ts";

/** What is worked out of an environment's record once. */
interface Fixed {
  readonly revision: number;
  readonly parts: readonly Part[];
  readonly uses: MeterUses;
  readonly context: UsageContext;
  /** Its price book vouches for machines. */
  readonly isPromised: boolean;
  /** The same object for as long as the design is the same, so that drivers may remember what they made of it. */
  readonly desired: DesiredState;
}

/** What of a part's step is known beside what the lab shows. */
interface Work {
  readonly releasing: boolean;
  readonly failure: Retries["get"];
  readonly isWorkedOn: (key: string) => boolean;
}

/**
 * What was stored last of one environment: how its parts are, and what of their meters runs on. Says what a look at the
 * lab makes of that; stores nothing.
 */
export class LastKnown {
  readonly #store: Store;
  readonly #catalogue: Catalogue;
  #fixed: Fixed | null = null;
  #statuses: ReadonlyMap<string, InstanceStatus> = new Map();
  #open: readonly LevelSegment[] = [];
  #seenAt: number;

  /** `lastSeen`: when anybody last looked, as far as that is known without the environment's record. */
  constructor(context: {
    readonly store: Store;
    readonly catalogue: Catalogue;
    readonly lastSeen: number;
  }) {
    this.#store = context.store;
    this.#catalogue = context.catalogue;
    this.#seenAt = context.lastSeen;
  }

  /** When the lab last showed it. */
  get seenAt(): number {
    return this.#seenAt;
  }

  get desired(): DesiredState | undefined {
    return this.#fixed?.desired;
  }

  /** Reads what is stored of a revision. False where it is the one that is known. */
  async load(record: EnvironmentRecord): Promise<boolean> {
    if (this.#fixed?.revision === record.revision) return false;
    const store = this.#store;
    const { id, tenant } = record;
    this.#statuses = new Map((await store.instances(id, tenant)).map((one) => [one.id, one]));
    this.#open = (await store.usage(id, tenant)).filter(({ end }) => end === null);
    const seen = Math.max(this.#seenAt, Date.parse(record.updatedAt));
    this.#seenAt = unseenSince(record) ?? seen;
    const { revision, desired } = record;
    const parts = partsOf(record, this.#catalogue);
    const context = await usageContextOf(store, record);
    const isPromised = vouchesForAvailability(await store.priceBooks(record.priceBook.id));
    const uses = usesOf(record.design, this.#catalogue);
    this.#fixed = { revision, parts, uses, context, isPromised, desired };
    return true;
  }

  /** How each part is now: the same object where nothing of it has changed. */
  statuses(seen: Seen, now: number, work: Work): readonly InstanceStatus[] {
    const context = { ...work, seen, now };
    return this.#parts().map((part) => statusOf(part, this.#statuses.get(part.id), context));
  }

  /** Those of the design, and those that were in it and are not gone yet. */
  #parts(): readonly Part[] {
    if (this.#fixed === null) return [];
    const { parts, desired } = this.#fixed;
    return [...parts, ...leavingParts(this.#statuses.values(), parts, desired)];
  }

  /** Parts that left the design and of which nothing is left. */
  departed(statuses: readonly InstanceStatus[]): readonly string[] {
    const known = new Set(this.#fixed?.parts.map(({ id }) => id));
    return statuses
      .filter(({ id, state }) => state === "removed" && !known.has(id))
      .map(({ id }) => id);
  }

  /** Those that are not as they were stored. */
  changed(statuses: readonly InstanceStatus[]): readonly InstanceStatus[] {
    return statuses.filter((status) => this.#statuses.get(status.id) !== status);
  }

  /** What begins and ends of its meters. `statuses`: of what is to be there; `reserved`: nobody has come yet. */
  usage(
    seen: Seen,
    now: number,
    {
      statuses,
      reserved,
    }: { readonly statuses: readonly InstanceStatus[]; readonly reserved: boolean },
  ): readonly LevelSegment[] {
    if (this.#fixed === null) return [];
    const { uses, context, isPromised } = this.#fixed;
    const looked = { uses, context, now, lastSeen: this.#seenAt, open: this.#open };
    const machines = isPromised ? statuses.filter(({ host }) => host !== null) : [];
    const running = this.#parts()
      .filter((part) => isRunning(part, seen))
      .map((part) => runningPart(part, seen));
    return readAll({ ...looked, running, reserved, statuses: machines });
  }

  /** It was seen, whether or not anything came of that. */
  see(now: number): void {
    this.#seenAt = now;
  }

  /** That is stored now. */
  keep(statuses: readonly InstanceStatus[], usage: readonly LevelSegment[]): void {
    this.#statuses = new Map(statuses.map((status) => [status.id, status]));
    const closed = new Set(usage.filter(({ end }) => end !== null).map(segmentKey));
    this.#open = [
      ...this.#open.filter((segment) => !closed.has(segmentKey(segment))),
      ...usage.filter(({ end }) => end === null),
    ];
  }
}

function runningPart(part: Part, seen: Seen): RunningPart {
  const { id, node, source } = part;
  if (source.type === "leaving") return { id, node, as: "leaving" };
  return { id, node, as: isSettled(part, seen) ? "desired" : "changing" };
}
