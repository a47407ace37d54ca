/** Why a version was kept. What the user saved outlasts what was kept on the way. */
export type VersionReason = "opened" | "autosave" | "saved" | "restored" | "elsewhere";

/** What is listed of a kept version, without its text. */
export interface KeptVersion {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly keptAt: string;
  readonly reason: VersionReason;
  /** What it is called: the design's name. */
  readonly name: string;
  /** What changed since the version before, in words. */
  readonly summary: string;
  /** SHA-256 of its text, hexadecimal: tells a damaged one, and one that is there already. */
  readonly digest: string;
  /** What it takes on the disk. */
  readonly bytes: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Up to this age, one version is kept of each stretch of time; the first step keeps all. */
const STEPS: readonly { readonly age: number; readonly slot: number }[] = [
  { age: HOUR, slot: 0 },
  { age: DAY, slot: 15 * MINUTE },
  { age: 7 * DAY, slot: 2 * HOUR },
  { age: 90 * DAY, slot: DAY },
  { age: Number.POSITIVE_INFINITY, slot: 7 * DAY },
];

/** How much one file's history may take. */
export const VERSION_LIMITS = { count: 300, bytes: 64 * 1024 * 1024 } as const;

/**
 * Which versions go, so that the history gets thinner with age and stays within its limits: of each stretch
 * of time the newest saved one stays, else the newest. The newest of all always stays.
 */
export function versionsToDrop(
  versions: readonly KeptVersion[],
  now: number,
  limits: { readonly count: number; readonly bytes: number } = VERSION_LIMITS,
): readonly string[] {
  const newestFirst = versions.toSorted((a, b) => b.keptAt.localeCompare(a.keptAt));
  const thinned = onePerSlot(newestFirst, now);
  let bytes = 0;
  const kept = new Set(
    thinned
      .filter((version, index) => {
        bytes += version.bytes;
        return index === 0 || (index < limits.count && bytes <= limits.bytes);
      })
      .map(({ id }) => id),
  );
  return newestFirst.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
}

function onePerSlot(newestFirst: readonly KeptVersion[], now: number): readonly KeptVersion[] {
  const bySlot = Map.groupBy(newestFirst, ({ id, keptAt }, index) =>
    index === 0 ? "newest" : slotOf(id, Date.parse(keptAt), now),
  );
  const chosen = new Set(
    [...bySlot.values()].map((slot) => slot.find(({ reason }) => reason === "saved") ?? slot[0]),
  );
  return newestFirst.filter((version) => chosen.has(version));
}

function slotOf(id: string, time: number, now: number): string {
  const step = STEPS.find(({ age }) => now - time <= age);
  // A clock that was set back makes versions of the future: they are all kept until it has caught up.
  return step === undefined || step.slot === 0
    ? id
    : `${step.slot}/${Math.floor(time / step.slot)}`;
}
