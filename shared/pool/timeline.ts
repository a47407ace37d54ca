import { z } from "zod";
import { toInstant } from "../base/clock.ts";
import { windowSchema, type Window } from "../schedule/window.ts";
import { claimSchema, type Claim } from "./pool.ts";

/** What all tenants together hold of a pool, over time. Whose it is cannot be told from it. */
export const poolTimelineSchema = z.object({
  pool: z.string(),
  /** When the daemon said so, by its clock. */
  at: z.iso.datetime(),
  /** What it speaks of; nothing is known of any other time. */
  window: windowSchema,
  /** Levels, one after the other for each resource; of what is not named all is free. */
  held: z.array(claimSchema.extend({ window: windowSchema })),
  /**
   * Of what is held when the window begins: by the beginning of the resource ids of each thing, since when, where that
   * is earlier.
   */
  since: z.record(z.string(), z.iso.datetime()).optional(),
  /**
   * Where the window is shorter than was asked for: by the beginning of the resource ids of each thing, when
   * something of it is held next after the window, so that nobody takes for free what is only not told.
   */
  later: z.record(z.string(), z.iso.datetime()).optional(),
});
export type PoolTimeline = z.infer<typeof poolTimelineSchema>;

/** Milliseconds; [start, end). */
type Span = { readonly start: number; readonly end: number };
type Held = Claim & { readonly window: Window };

/**
 * Melts what single reservations hold into one level at a time for each resource: neighbours of the same level
 * are one span, and what lies outside the window is cut off.
 */
export function heldOverTime(claims: readonly (Claim & Span)[], window: Span): Held[] {
  const groups = [...Map.groupBy(claims, ({ resource }) => resource)];
  return groups
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([resource, own]) =>
      levels(own, window).map(({ quantity, from, to }) => ({
        resource,
        quantity,
        window: { start: toInstant(from), end: toInstant(to) },
      })),
    );
}

interface Level {
  readonly from: number;
  readonly to: number;
  readonly quantity: number;
}

function levels(claims: readonly (Claim & Span)[], { start, end }: Span): readonly Level[] {
  const changes = new Map<number, number>();
  const add = (at: number, change: number): void => {
    const inside = Math.min(end, Math.max(start, at));
    changes.set(inside, (changes.get(inside) ?? 0) + change);
  };
  for (const claim of claims) {
    add(claim.start, claim.quantity);
    add(claim.end, -claim.quantity);
  }
  // Where one follows another of the same size nothing changes.
  const steps = [...changes].filter(([, change]) => change !== 0).sort(([a], [b]) => a - b);
  let quantity = 0;
  return steps
    .map(([from, change], index) => {
      quantity += change;
      return { from, to: steps[index + 1]?.[0] ?? end, quantity };
    })
    .filter((level) => level.quantity > 0 && level.from < level.to);
}
