import fc from "fast-check";
import { expect, test } from "vitest";
import { ClaimIndex, type HeldClaim } from "../../shared/reservations/claim-index.ts";
import { Profile } from "../../shared/reservations/profile.ts";

// Against a model that looks at every instant one by one.

const HORIZON = 60;
/** So many instants that a profile of small blocks needs many. */
const FAR = 1000;
const spanWithin = (horizon: number) =>
  fc
    .tuple(fc.nat(horizon - 2), fc.integer({ min: 1, max: 20 }))
    .map(([start, length]) => ({ start, end: Math.min(horizon, start + length) }));
const span = spanWithin(HORIZON);

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly quantity: number;
}

function levels(pieces: readonly Piece[], horizon = HORIZON): number[] {
  return Array.from({ length: horizon + 25 }, (_, at) =>
    pieces.reduce(
      (sum, { start, end, quantity }) => (start <= at && at < end ? sum + quantity : sum),
      0,
    ),
  );
}

test("a profile knows the peak, the next full and the next free instant, also after much was taken back", () => {
  const piece = fc
    .tuple(spanWithin(FAR), fc.integer({ min: 1, max: 9 }))
    .map(([{ start, end }, quantity]) => ({ start, end, quantity }));
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 500, size: "max" }),
      fc.nat(),
      spanWithin(FAR),
      fc.nat(40),
      fc.constantFrom(8, 64, undefined),
      (pieces, seed, asked, limit, largest) => {
        const profile = new Profile(largest);
        for (const { start, end, quantity } of pieces) profile.add(start, end, quantity);
        const kept = pieces.filter((_, index) => (index * 7919 + seed) % 3 !== 0);
        for (const gone of pieces.filter((one) => !kept.includes(one)))
          profile.add(gone.start, gone.end, -gone.quantity);
        const level = levels(kept, FAR);
        expect(profile.peak(asked.start, asked.end)).toBe(
          Math.max(...level.slice(asked.start, asked.end)),
        );
        const above = level.findIndex((value, at) => at >= asked.start && value > limit);
        expect(profile.nextAbove(asked.start, limit)).toBe(above < 0 ? Infinity : above);
        expect(profile.nextWithin(asked.start, limit)).toBe(
          level.findIndex((value, at) => at >= asked.start && value <= limit),
        );
        expect(profile.fallenBy(asked.end)).toBe(
          kept.filter(({ end }) => end <= asked.end).reduce((sum, one) => sum + one.quantity, 0),
        );
      },
    ),
    { numRuns: 100 },
  );
});

const RESOURCES = ["a", "b", "c"];
const CAPACITY = 10;
const claims = fc.dictionary(fc.constantFrom(...RESOURCES), fc.integer({ min: 1, max: 6 }), {
  minKeys: 1,
});
const listed = (wanted: Record<string, number>) =>
  Object.entries(wanted).map(([resource, quantity]) => ({ resource, quantity }));

test("the index finds the same obstacle, earliest begin, end of room and holders as looking at each instant", () => {
  const held = fc.tuple(fc.constantFrom("p", "q", "r", "s", "t", "u"), span, claims);
  fc.assert(
    fc.property(
      fc.array(held, { maxLength: 40 }),
      claims,
      fc.integer({ min: 1, max: 15 }),
      fc.nat(HORIZON - 1),
      (changes, wanted, length, from) => {
        const index = new ClaimIndex();
        const model = new Map<string, readonly HeldClaim[]>();
        for (const [holder, { start, end }, quantities] of changes) {
          const mine = Object.entries(quantities).map(([resource, quantity]) => ({
            resource,
            quantity,
            start,
            end,
          }));
          index.set(holder, mine);
          model.set(holder, mine);
        }
        const all = [...model.values()].flat();
        const level = new Map(
          RESOURCES.map((resource) => [
            resource,
            levels(all.filter((claim) => claim.resource === resource)),
          ]),
        );
        const need = listed(wanted);
        const fitsAt = (at: number): boolean =>
          need.every(({ resource, quantity }) => level.get(resource)![at]! + quantity <= CAPACITY);
        const fits = (begin: number): boolean =>
          Array.from({ length }, (_, step) => fitsAt(begin + step)).every(Boolean);
        const capacity = (): number => CAPACITY;
        // Nothing is overdue before the beginning of time.
        expect(index.obstacle(need, { from, to: from + length }, capacity, -1) === null).toBe(
          fits(from),
        );
        let begin = from;
        while (!fits(begin)) begin++;
        expect(index.earliest(need, { from, latest: HORIZON, length }, capacity)).toBe(begin);
        let until = from;
        while (until <= HORIZON && fitsAt(until)) until++;
        expect(index.freeUntil(need, from, capacity)).toBe(until > HORIZON ? Infinity : until);
        for (const resource of RESOURCES)
          expect(
            index
              .holdersOf(resource, { from, to: from + length })
              .map(([holder]) => holder)
              .toSorted(),
          ).toEqual(
            [...model]
              .filter(([, mine]) =>
                mine.some(
                  (claim) =>
                    claim.resource === resource && claim.start < from + length && from < claim.end,
                ),
              )
              .map(([holder]) => holder)
              .toSorted(),
          );
      },
    ),
    { numRuns: 300 },
  );
});

test("what is held together with what is overdue is what the store's guard counts", () => {
  const held = fc.tuple(span, fc.integer({ min: 1, max: 6 }));
  fc.assert(
    fc.property(
      fc.array(held, { maxLength: 30 }),
      span,
      fc.nat(HORIZON),
      (all, { start, end }, now) => {
        const index = new ClaimIndex();
        for (const [place, [time, quantity]] of all.entries())
          index.set(`${place}`, [{ resource: "a", quantity, ...time }]);
        // The guard's own words: each claim lasts until just after now, if it has ended by then.
        const pieces = all.map(([time, quantity]) => ({
          start: time.start,
          end: Math.max(time.end, now + 1),
          quantity,
        }));
        const level = levels(pieces, HORIZON);
        expect(index.peak("a", { from: start, to: end }, now)).toBe(
          Math.max(...level.slice(start, end)),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("what was not given back in time is held on, until just after now", () => {
  const index = new ClaimIndex();
  index.set("late", [{ resource: "a", quantity: 8, start: 0, end: 10 }]);
  const want = [{ resource: "a", quantity: 3 }];
  const at = (from: number, now: number) =>
    index.obstacle(want, { from, to: from + 5 }, () => CAPACITY, now);
  expect(at(10, 9)).toBeNull();
  expect(at(12, 12)).toEqual(want[0]);
  expect(at(13, 12)).toBeNull();
  index.set("late", []);
  expect(at(12, 12)).toBeNull();
});

test("what is held in a time, and when somebody leaves, is the same whether few or all are looked at", () => {
  const hour = 3_600_000;
  const stay = fc.tuple(fc.integer({ min: -100, max: 2000 }), fc.constantFrom(1, 5, 30, 400, 1800));
  const holder = fc.tuple(fc.nat(30), stay, fc.nat(99));
  fc.assert(
    fc.property(
      fc.array(holder, { maxLength: 60 }),
      stay,
      fc.constantFrom(-200, 0, 700),
      (changes, [from, length], present) => {
        const index = new ClaimIndex();
        const claimed = new Map<string, readonly HeldClaim[]>();
        for (const [name, [start, hours], resource] of changes) {
          const time = { start: start * hour, end: (start + hours) * hour };
          // One in seven gives all back; the others have two things, of which there are many.
          const mine = [resource, resource + 1].map((thing) =>
            Object.assign({ resource: `${thing}`, quantity: 1 + (name % 3) }, time),
          );
          claimed.set(`${name}`, resource % 7 === 0 ? [] : mine);
          index.set(`${name}`, claimed.get(`${name}`) ?? []);
        }
        const time = { from: from * hour, to: (from + length) * hour };
        const window = {
          start: new Date(time.from).toISOString(),
          end: new Date(time.to).toISOString(),
        };
        const now = present * hour;
        const held = index
          .held(window, now)
          .map(({ resource, quantity }) => [resource, quantity] as const);
        const peaks = [...index.resources()]
          .map((one) => [one, index.peak(one, time, now)] as const)
          .filter(([, peak]) => peak !== 0);
        expect(new Map(held)).toEqual(new Map(peaks));
        const ends = [...claimed.values()]
          .flatMap((mine) => mine.map(({ end }) => end))
          .filter((end) => end > time.from && end < time.to);
        expect(index.endsBetween(time)).toEqual([...new Set(ends)].sort((a, b) => a - b));
      },
    ),
    { numRuns: 300 },
  );
});
