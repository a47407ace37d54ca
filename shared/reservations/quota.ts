import { fault, type Fault } from "../base/fault.ts";
import type { Quota, Reservation, ReservationState } from "../protocol/reservation.ts";

/** What counts against a limit. */
type Counted = Pick<Reservation, "owner" | "hold" | "machines" | "cores">;

/** All that is or was held counts, and not what never came to be. */
export const COUNTED: readonly ReservationState[] = [
  "asked",
  "booked",
  "running",
  "ending",
  "done",
  "no-show",
];

/**
 * The first limit that what is held and what is wanted would break together, or null. Machines and cores count
 * at the instant of the most, machine hours in each calendar month (UTC) that the wanted is in.
 */
export function quotaFault(
  quotas: readonly Quota[],
  held: readonly Counted[],
  wanted: readonly Counted[],
): Fault | null {
  for (const quota of quotas) {
    const own = (counted: Counted): boolean => quota.user === null || counted.owner === quota.user;
    const more = wanted.filter(own);
    if (more.length === 0) continue;
    const all = [...held.filter(own), ...more];
    const broken =
      peakFault(quota, "machines", all, more) ??
      peakFault(quota, "cores", all, more) ??
      hoursFault(quota, all, more);
    if (broken !== null) return broken;
  }
  return null;
}

function peakFault(
  quota: Quota,
  what: "machines" | "cores",
  all: readonly Counted[],
  more: readonly Counted[],
): Fault | null {
  const limit = quota[what];
  if (limit === null) return null;
  const wanted = mostAtOnce(all, more, what);
  return wanted > limit
    ? fault("quota-exceeded", { what, wanted, limit, whose: whose(quota) })
    : null;
}

/** The most at any instant at which something of the wanted is held: an older excess is no reason to refuse. */
function mostAtOnce(
  all: readonly Counted[],
  more: readonly Counted[],
  what: "machines" | "cores",
): number {
  const changes = all
    .flatMap((counted) => {
      const own = more.includes(counted) ? 1 : 0;
      return [
        { at: Date.parse(counted.hold.start), change: counted[what], own },
        { at: Date.parse(counted.hold.end), change: -counted[what], own: -own },
      ];
    })
    .sort((a, b) => a.at - b.at || a.change - b.change);
  let [level, own, most] = [0, 0, 0];
  for (const change of changes) {
    level += change.change;
    own += change.own;
    if (own > 0) most = Math.max(most, level);
  }
  return most;
}

function hoursFault(quota: Quota, all: readonly Counted[], more: readonly Counted[]): Fault | null {
  const limit = quota.machineHours;
  if (limit === null) return null;
  const hours = hoursByMonth(all);
  for (const month of hoursByMonth(more).keys()) {
    const wanted = Math.ceil(hours.get(month) ?? 0);
    if (wanted > limit)
      return fault("hours-exceeded", { month, wanted, limit, whose: whose(quota) });
  }
  return null;
}

function hoursByMonth(list: readonly Counted[]): ReadonlyMap<string, number> {
  const hours = new Map<string, number>();
  for (const { hold, machines } of list) {
    const end = Date.parse(hold.end);
    for (let at = Date.parse(hold.start); at < end;) {
      const date = new Date(at);
      const next = Math.min(end, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1));
      const month = date.toISOString().slice(0, 7);
      hours.set(month, (hours.get(month) ?? 0) + ((next - at) / 3_600_000) * machines);
      at = next;
    }
  }
  return hours;
}

function whose({ tenant, user }: Quota): string {
  return user === null ? `tenant ${tenant}` : `user ${user}`;
}
