import type { Segment } from "../pricing/engine/segments.ts";
import { revisionAt, type CustomerContract } from "./customer-contract.ts";

type AtEnd = NonNullable<CustomerContract["terms"]["atEnd"]>;

/** Where nothing else was agreed on. */
const RELEASED: AtEnd = { environments: "release", noticeHours: 24 };

const HOUR = 3_600_000;

/** The end of all that was agreed on with a customer. */
export interface ContractEnd {
  readonly record: CustomerContract;
  readonly at: string;
  /** From here on it is told of. */
  readonly toldFrom: string;
}

/**
 * When a customer has nothing to use the lab by any more, and its environments are released; null where something goes
 * on, or they are kept. Of contracts that follow each other without a gap it is the end of the last.
 */
export function releasingEnd(
  revisions: readonly CustomerContract[],
  now: string,
): ContractEnd | null {
  let record = newestOf(revisions, revisionAt(revisions, now)?.contract.id);
  for (let next = record; next !== undefined; next = followerOf(revisions, next)) record = next;
  const at = record?.contract.end;
  if (record === undefined || at === undefined) return null;
  const { environments, noticeHours } = record.terms.atEnd ?? RELEASED;
  if (environments === "keep") return null;
  const toldFrom = new Date(Date.parse(at) - noticeHours * HOUR).toISOString();
  return { record, at: new Date(at).toISOString(), toldFrom };
}

function newestOf(
  revisions: readonly CustomerContract[],
  id: string | undefined,
): CustomerContract | undefined {
  return revisions.findLast(({ contract }) => contract.id === id);
}

/** The contract that begins before the one in hand has ended, or as it does. */
function followerOf(
  revisions: readonly CustomerContract[],
  { contract: { id, end }, revision }: CustomerContract,
): CustomerContract | undefined {
  if (end === undefined) return undefined;
  const next = revisions.find(
    (one) => one.revision > revision && one.contract.id !== id && one.contract.start <= end,
  );
  return newestOf(revisions, next?.contract.id);
}

/**
 * The usage that is billed by a contract: where environments are released at its end, nothing after it. What it takes
 * to remove them is the lab's.
 */
export function withinContract(
  record: Pick<CustomerContract, "contract" | "terms">,
  segments: readonly Segment[],
): readonly Segment[] {
  return segments.flatMap((segment) => billedPart(record, segment) ?? []);
}

/** The part of one report that is billed; the same object where that is all of it, undefined where nothing is. */
export function billedPart(
  { contract: { end }, terms }: Pick<CustomerContract, "contract" | "terms">,
  segment: Segment,
): Segment | undefined {
  if (end === undefined || terms.atEnd?.environments === "keep") return segment;
  const last = Date.parse(end);
  if (Date.parse(segment.start) >= last) return undefined;
  return isBeyond(segment, last) ? { ...segment, end } : segment;
}

/** A quantity was used at some time within its own: it stays what it is. */
function isBeyond({ end, quantity, months }: Segment, last: number): boolean {
  if (quantity !== undefined || months !== undefined) return false;
  return typeof end !== "string" || Date.parse(end) > last;
}
