import { toInstant } from "../base/clock.ts";
import type { Holding } from "../placement/placement.ts";
import type { Claim, ResourceId } from "../pool/pool.ts";
import type { Window } from "../schedule/window.ts";
import { HolderDays } from "./holder-days.ts";
import { Profile } from "./profile.ts";

export interface HeldClaim extends Claim {
  /** Milliseconds; [start, end). */
  readonly start: number;
  readonly end: number;
}

/** A time as numbers, for the many questions of a search. */
export interface Time {
  readonly from: number;
  readonly to: number;
}

/** All that is known of one resource: one look finds it. */
interface OnResource {
  readonly resource: ResourceId;
  readonly profile: Profile;
  readonly claims: Map<string, HeldClaim>;
  /** By which question it was last met, and the one claim that was met then; null: there were several. */
  metBy: number;
  only: HeldClaim | null;
}

/** What a holder has, of what, and the time from its first begin to its last end. */
interface OfHolder {
  readonly claims: readonly HeldClaim[];
  readonly of: readonly OnResource[];
  readonly span: { readonly start: number; readonly end: number };
}

/**
 * Who holds how much of what and when, in memory, for as many questions as one likes. What has not been given
 * back by its end is held on, until just after `now`: the store's guard reckons in the same way.
 */
export class ClaimIndex {
  readonly #resources = new Map<ResourceId, OnResource>();
  readonly #holders = new Map<string, OfHolder>();
  readonly #days = new HolderDays<OfHolder>();
  #questions = 0;

  /** Replaces all that a holder has; with nothing the holder is forgotten. */
  set(holder: string, claims: readonly HeldClaim[]): void {
    const before = this.#holders.get(holder);
    if (before !== undefined) {
      this.#days.delete(before, before.span);
      for (const [index, { start, end, quantity }] of before.claims.entries()) {
        const known = before.of[index];
        known?.profile.add(start, end, -quantity);
        known?.claims.delete(holder);
      }
    }
    if (claims.length === 0) {
      this.#holders.delete(holder);
      return;
    }
    const of = claims.map((claim) => {
      const known = this.#on(claim.resource);
      known.profile.add(claim.start, claim.end, claim.quantity);
      known.claims.set(holder, claim);
      return known;
    });
    const own = { claims, of, span: spanOf(claims) };
    this.#days.add(own, own.span);
    this.#holders.set(holder, own);
  }

  claimsOf(holder: string): readonly HeldClaim[] {
    return this.#holders.get(holder)?.claims ?? [];
  }

  /** Puts back what several had before, all of it. */
  restore(before: readonly (readonly [string, readonly HeldClaim[]])[]): void {
    for (const [holder, claims] of before) this.set(holder, claims);
  }

  /** Everything of which somebody has, or had, something. */
  resources(): Iterable<ResourceId> {
    return this.#resources.keys();
  }

  /** Who has some of a resource, now or later. */
  holdersNow(resource: ResourceId): Iterable<string> {
    return this.#resources.get(resource)?.claims.keys() ?? [];
  }

  get size(): number {
    return this.#holders.size;
  }

  holders(): readonly string[] {
    return [...this.#holders.keys()];
  }

  /** The most that is held of a resource at one instant of a time. */
  peak(resource: ResourceId, time: Time, now: number): number {
    const profile = this.#resources.get(resource)?.profile;
    return profile === undefined ? 0 : peakOf(profile, time, now);
  }

  /** The first of the claims for which there is no room all through a time, or null: they fit. */
  obstacle<Wanted extends Claim>(
    claims: readonly Wanted[],
    time: Time,
    capacityOf: (resource: ResourceId) => number,
    now: number,
  ): Wanted | null {
    for (const claim of claims) {
      const room = capacityOf(claim.resource) - claim.quantity;
      const profile = this.#resources.get(claim.resource)?.profile;
      // What is never so full needs no look at when; what is overdue comes on top of that.
      const isAmple = profile === undefined || (time.from > now && profile.high <= room);
      if (isAmple ? room < 0 : isAbove(profile, time, now, room)) return claim;
    }
    return null;
  }

  /** The earliest begin from `from` on, and before `latest`, at which the claims fit for so long. */
  earliest(
    claims: readonly Claim[],
    { from, latest, length }: { from: number; latest: number; length: number },
    capacityOf: (resource: ResourceId) => number,
  ): number | null {
    let begin = from;
    for (let settled = 0; settled < claims.length && begin <= latest;) {
      settled = 0;
      for (const { resource, quantity } of claims) {
        const next = this.#firstFit(resource, begin, length, capacityOf(resource) - quantity);
        if (next === begin) settled++;
        else begin = next;
      }
    }
    return begin <= latest ? begin : null;
  }

  #firstFit(resource: ResourceId, from: number, length: number, limit: number): number {
    if (limit < 0) return Number.POSITIVE_INFINITY;
    const profile = this.#resources.get(resource)?.profile;
    if (profile === undefined) return from;
    for (let begin = profile.nextWithin(from, limit); ;) {
      const full = profile.nextAbove(begin, limit);
      if (full >= begin + length) return begin;
      begin = profile.nextWithin(full, limit);
    }
  }

  /** Until when from `from` on the claims fit without a break: the next conflict, or Infinity. */
  freeUntil(
    claims: readonly Claim[],
    from: number,
    capacityOf: (resource: ResourceId) => number,
  ): number {
    return Math.min(
      Infinity,
      ...claims.map(
        ({ resource, quantity }) =>
          this.#resources.get(resource)?.profile.nextAbove(from, capacityOf(resource) - quantity) ??
          (quantity > capacityOf(resource) ? from : Infinity),
      ),
    );
  }

  /** What placement asks for: the most that is held of each resource within a window. */
  held(window: Window, now: number): readonly Holding[] {
    const time = { from: Date.parse(window.start), to: Date.parse(window.end) };
    const holdings: Holding[] = [];
    for (const { resource, profile, metBy, only } of this.#heldDuring(time, now)) {
      // Who is there alone has what it has; what is overdue comes on top of that.
      const isPlain = metBy === this.#questions && only !== null && time.from > now;
      const quantity = isPlain ? only.quantity : peakOf(profile, time, now);
      if (quantity > 0) holdings.push({ resource, quantity, window });
    }
    return holdings;
  }

  /** All resources of which somebody may hold something in a time: where those are few, no others, as they are met. */
  #heldDuring({ from, to }: Time, now: number): Iterable<OnResource> {
    const question = ++this.#questions;
    // What was not given back by its end may be held still.
    const begin = from > now ? from : -Infinity;
    const holders = this.#days.during(begin, to, this.#resources.size / FEW);
    if (holders === null) return this.#resources.values();
    const found: OnResource[] = [];
    for (const own of holders) {
      if (own.span.start >= to || own.span.end <= begin) continue;
      for (let index = 0; index < own.claims.length; index++) {
        const [claim, known] = [own.claims[index], own.of[index]];
        if (claim === undefined || known === undefined) continue;
        if (claim.start >= to || claim.end <= begin) continue;
        // Who is there on several days may be met on each.
        if (known.metBy === question) known.only = known.only === claim ? claim : null;
        else {
          known.metBy = question;
          known.only = claim.start < claim.end ? claim : null;
          found.push(known);
        }
      }
    }
    return found;
  }

  /** Who has some of a resource at some time in a window. */
  holdersOf(resource: ResourceId, { from, to }: Time): readonly (readonly [string, HeldClaim])[] {
    return [...(this.#resources.get(resource)?.claims ?? [])].filter(
      ([, { start, end }]) => start < to && from < end,
    );
  }

  /** The instants in (from, to) at which somebody gives something back, in order. */
  endsBetween({ from, to }: Time): readonly number[] {
    const ends = new Set<number>();
    for (const { claims } of this.#days.during(from, to, Infinity) ?? [])
      for (const { end } of claims) if (end > from && end < to) ends.add(end);
    return [...ends].sort((a, b) => a - b);
  }

  /** Answers a question as if these held nothing. */
  without<T>(holders: Iterable<string>, ask: () => T): T {
    const before = [...holders].map((holder) => [holder, this.claimsOf(holder)] as const);
    for (const [holder] of before) this.set(holder, []);
    try {
      return ask();
    } finally {
      for (const [holder, claims] of before) this.set(holder, claims);
    }
  }

  #on(resource: ResourceId): OnResource {
    const known = this.#resources.get(resource);
    if (known !== undefined) return known;
    const made: OnResource = {
      resource,
      profile: new Profile(),
      claims: new Map(),
      metBy: 0,
      only: null,
    };
    this.#resources.set(resource, made);
    return made;
  }
}

/** A holder has several resources: where there are no more holders than a fourth of these, they are looked through. */
const FEW = 4;

/** From the first begin to the last end of some claims. */
function spanOf(claims: readonly HeldClaim[]): { readonly start: number; readonly end: number } {
  let [start, end] = [Infinity, -Infinity];
  for (const claim of claims) {
    start = Math.min(start, claim.start);
    end = Math.max(end, claim.end);
  }
  return { start, end };
}

/** What was to be given back by now and was not counts up to now, and not longer. */
function peakOf(profile: Profile, { from, to }: Time, now: number): number {
  if (from > now) return profile.peak(from, to);
  // Until then nobody leaves, so it is fullest at the last instant.
  const last = Math.min(now, to - 1);
  const overdue = profile.peak(last, last + 1) + profile.fallenBy(last);
  return Math.max(overdue, profile.peak(last + 1, to));
}

/** Whether that is more than a limit, which is seen sooner. */
function isAbove(profile: Profile, { from, to }: Time, now: number, limit: number): boolean {
  if (from > now) return profile.exceeds(from, to, limit);
  const last = Math.min(now, to - 1);
  const overdue = profile.peak(last, last + 1) + profile.fallenBy(last);
  return overdue > limit || profile.exceeds(last + 1, to, limit);
}

/** The same quantities for a time. */
export function claimsFor(claims: readonly Claim[], window: Window): readonly HeldClaim[] {
  const [start, end] = [Date.parse(window.start), Date.parse(window.end)];
  return claims.map(({ resource, quantity }) => ({ resource, quantity, start, end }));
}

export function windowOf(start: number, length: number): Window {
  return { start: toInstant(start), end: toInstant(start + length) };
}
