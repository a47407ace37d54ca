import { scaled } from "../exact.ts";
import type { Contract } from "../contract.ts";
import { meterUnit } from "../meters.ts";
import type { Segment } from "../segments.ts";
import type { Frame, Use } from "../usage.ts";

type Issued = Pick<Contract, "issuedThrough">;

/** Finds the one thing for all segments of the same use, made when the first is seen. */
export function useFinder<U>(
  issued: Issued,
  keyOf: (segment: Segment, issued: Issued) => string,
  make: (segment: Segment, key: string) => U,
  known = new Map<string, U>(),
): (segment: Segment) => U {
  const latest = new Map<string, { readonly segment: Segment; readonly made: U }[]>();
  const mayBeLate = issued.issuedThrough !== undefined;
  return (segment) => {
    const { node, instance = node } = segment;
    const isPlain = !mayBeLate || segment.receivedAt === undefined;
    let own = latest.get(instance);
    if (own === undefined) latest.set(instance, (own = []));
    // Reports of an instance mostly say the same about it as some other of the few that its meters make.
    if (isPlain) for (const one of own) if (isSameUse(one.segment, segment)) return one.made;
    const key = keyOf(segment, issued);
    let made = known.get(key);
    if (made === undefined) known.set(key, (made = make(segment, key)));
    if (isPlain && own.length < MOST_LOOKED_AT) own.push({ segment, made });
    return made;
  };
}

/** Of more uses of one instance the others are found by their keys. */
const MOST_LOOKED_AT = 16;

/** Of a frame: the same object for all that is alike. */
export function usesOf(
  { book, contract }: Frame,
  known: Map<string, Use>,
): (segment: Segment) => Use {
  const { account: own } = contract;
  const keyOf = (segment: Segment): string => useKey(segment, contract, own);
  return useFinder(contract, keyOf, makeUse, known);
  function makeUse(segment: Segment, key: string): Use {
    const { receivedAt, shares = {}, instance = segment.node, account = own } = segment;
    return {
      ...segment,
      key,
      who: thingOf(segment, account),
      account,
      instance,
      groups: segment.groups.toSorted(),
      unit: segment.unit ?? meterUnit(book, segment.meter) ?? "",
      shares: Object.entries(shares)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([party, share]) => [party, scaled(share)]),
      receivedAt: isLate(segment, contract) ? Date.parse(receivedAt ?? "") : null,
    };
  }
}

/** Equal for all that one meter reports of one thing: it has one level at a time. */
export function thingOf(segment: Segment, account: string | undefined): string {
  const { environment, node, instance = node, user, meter, item, usedBy } = segment;
  const thing = [account, environment, instance, user, meter, item];
  // What the customer and what others hold at one time are two levels.
  return JSON.stringify(usedBy === undefined ? thing : [...thing, usedBy]);
}

/** True only when both are surely of the same use. Field by field: it is asked for every report. */
function isSameUse(a: Segment, b: Segment): boolean {
  return (
    a.shares === undefined &&
    b.shares === undefined &&
    a.groups.length === b.groups.length &&
    a.groups.every((group, at) => b.groups[at] === group) &&
    a.meter === b.meter &&
    a.item === b.item &&
    a.environment === b.environment &&
    a.node === b.node &&
    a.account === b.account &&
    a.session === b.session &&
    a.user === b.user &&
    a.source === b.source &&
    a.quality === b.quality &&
    a.kind === b.kind &&
    a.component === b.component &&
    a.qosClass === b.qosClass &&
    a.unit === b.unit &&
    a.autoscaled === b.autoscaled &&
    a.added === b.added &&
    a.reserved === b.reserved &&
    a.usedBy === b.usedBy
  );
}

/** Equal for segments that differ in time and amount only; the same order as that of instances. */
export function useKey(segment: Segment, issued: Issued, own?: string): string {
  const { account = own, environment, node, instance = node, meter, item } = segment;
  const { source, quality, kind, component, user, session, qosClass, unit, usedBy } = segment;
  const { groups, shares, autoscaled, added, reserved } = segment;
  const who = [account, environment, node, instance, meter, item];
  const what = [source, quality, kind, component, user, session, qosClass, unit, usedBy];
  const how = [groups.toSorted(), autoscaled, added, reserved];
  const parties = shares && Object.entries(shares).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const told = isLate(segment, issued) ? segment.receivedAt : null;
  return JSON.stringify([who, what, how, parties, told]);
}

/** Whether usage became known only after bills for its time were issued. */
export function isLate({ receivedAt, start }: Segment, { issuedThrough }: Issued): boolean {
  if (receivedAt === undefined || issuedThrough === undefined) return false;
  const issued = Date.parse(issuedThrough);
  return Date.parse(receivedAt) >= issued && Date.parse(start) < issued;
}

/** A stop that is missing though there were heartbeats is worked out, not known. */
export function endIsKnown({ end, lastSeen }: Segment): boolean {
  return end !== null || lastSeen === undefined;
}
