import { fromInstant, toInstant, type Instant } from "../base/clock.ts";
import { fault, type Fault } from "../base/fault.ts";
import { Decimal } from "../base/money.ts";
import type { Quota, Reservation, ReservationState } from "../protocol/reservation.ts";

/** What counts against a limit. */
export interface Counted extends Pick<Reservation, "owner" | "hold" | "machines" | "cores"> {
  /** What it is projected to cost, an exact decimal. */
  readonly cost: string;
}

/** All that is or was held counts, and not what never came to be. */
export const COUNTED: readonly ReservationState[] = [
  "asked",
  "booked",
  "running",
  "ending",
  "done",
  "no-show",
];

/** Whether a quota limits what is held; others only say how urgent it may be, or who is asked. */
export function isLimiting({ machines, cores, machineHours, money }: Quota): boolean {
  return [machines, cores, machineHours, money].some((limit) => limit !== null);
}

/** The start of the first month that these are in: that is as far back as hours and money are counted. */
export function countsFrom(wanted: readonly Pick<Counted, "hold">[]): Instant {
  const first = Math.min(...wanted.map(({ hold }) => fromInstant(hold.start)));
  return `${toInstant(first).slice(0, 7)}-01T00:00:00.000Z`;
}

/**
 * The first limit that what is held and what is wanted would break together, or null. Machines and cores count
 * at the instant of the most, machine hours and money in each calendar month (UTC) that the wanted is in. `alone`:
 * the wanted breaks it by itself, at whatever time.
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
      hoursFault(quota, all, more) ??
      moneyFault(quota, all, more);
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
  if (wanted <= limit) return null;
  const alone = mostAtOnce(more, more, what) > limit;
  return fault("quota-exceeded", { what, wanted, limit, alone, whose: whose(quota) });
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
  const hoursOf = ({ machines }: Counted, { length }: Part): Decimal =>
    new Decimal(length).times(machines).div(3_600_000);
  const over = firstOver(byMonth(all, hoursOf), byMonth(more, hoursOf), new Decimal(limit));
  if (over === null) return null;
  const { wanted, ...rest } = over;
  return fault("hours-exceeded", {
    ...rest,
    wanted: wanted.ceil().toNumber(),
    limit,
    whose: whose(quota),
  });
}

/** One that lasts over a month's end costs something in each, by how much of it is in that. */
function moneyFault(quota: Quota, all: readonly Counted[], more: readonly Counted[]): Fault | null {
  const limit = quota.money;
  if (limit === null) return null;
  const costOf = ({ cost }: Counted, { length, of }: Part): Decimal =>
    length === of ? new Decimal(cost) : new Decimal(cost).times(length).div(of);
  const over = firstOver(byMonth(all, costOf), byMonth(more, costOf), new Decimal(limit));
  if (over === null) return null;
  const { wanted, ...rest } = over;
  return fault("money-exceeded", {
    ...rest,
    wanted: wanted.toFixed(2),
    limit,
    whose: whose(quota),
  });
}

type ByMonth = ReadonlyMap<string, Decimal>;

/** The first month of what is wanted in which all together is above a limit. */
function firstOver(
  all: ByMonth,
  more: ByMonth,
  limit: Decimal,
): { readonly month: string; readonly wanted: Decimal; readonly alone: boolean } | null {
  for (const [month, own] of more) {
    const wanted = all.get(month) ?? new Decimal(0);
    if (wanted.greaterThan(limit)) return { month, wanted, alone: own.greaterThan(limit) };
  }
  return null;
}

/** What of one is in one month, of all of it; milliseconds. */
interface Part {
  readonly length: number;
  readonly of: number;
}

function byMonth(
  list: readonly Counted[],
  amountOf: (one: Counted, part: Part) => Decimal,
): ByMonth {
  const months = new Map<string, Decimal>();
  for (const counted of list) {
    const [start, end] = [Date.parse(counted.hold.start), Date.parse(counted.hold.end)];
    for (let at = start; at < end;) {
      const date = new Date(at);
      const next = Math.min(end, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1));
      const month = date.toISOString().slice(0, 7);
      const amount = amountOf(counted, { length: next - at, of: end - start });
      months.set(month, amount.plus(months.get(month) ?? 0));
      at = next;
    }
  }
  return months;
}

function whose({ tenant, user }: Quota): string {
  return user === null ? `tenant ${tenant}` : "its user";
}
