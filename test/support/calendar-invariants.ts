import type { ReservationRecord } from "../../electron/daemon/store/reservation-records.ts";
import { toInstant } from "../../shared/base/clock.ts";
import type { HeldClaim } from "../../shared/reservations/claim-index.ts";
import { capacities } from "../../shared/pool/pool.ts";
import { poolView } from "../../electron/daemon/pool/pool-view.ts";
import { valueOf } from "./store-fixtures.ts";
import type { CalendarLab } from "./calendar-lab.ts";

/**
 * What must hold of a lab's calendar at any time, looked at in the store and worked out in the plainest way.
 * Gives what does not. `down` are the hosts that have failed: what runs on those is the environment's trouble.
 */
export async function checkCalendar(
  lab: CalendarLab,
  down: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { store } = lab;
  const claims = new Map(
    (await store.poolClaims(lab.pool)).map(({ holder, claims: own }) => [holder, own]),
  );
  const reservations = await store.reservations({ pool: lab.pool });
  const open = new Set((await store.openEnvironments()).map(({ id }) => id));
  return [
    ...(await tooFull(lab, claims, down)),
    ...(await wronglyHeld(lab, reservations, claims, open)),
    ...late(lab, reservations),
    ...(await wrongIndex(lab, claims)),
  ];
}

type Claims = ReadonlyMap<string, readonly HeldClaim[]>;

/** Of no resource is more held at any instant than there is; a window is half-open. */
async function tooFull(
  lab: CalendarLab,
  claims: Claims,
  down: ReadonlySet<string>,
): Promise<readonly string[]> {
  const pool = poolView(valueOf(await lab.context().pools.find(lab.pool)));
  const total = new Map(capacities(pool).map(({ resource, capacity }) => [resource, capacity]));
  const isDown = (resource: string): boolean => down.has(resource.split("/")[2] ?? "");
  return [...Map.groupBy([...claims.values()].flat(), ({ resource }) => resource)].flatMap(
    ([resource, list]) => {
      const capacity = total.get(resource) ?? 0;
      const most = mostAtOnce(list);
      return most > capacity && !isDown(resource)
        ? [`${most} of ${capacity} ${resource} held`]
        : [];
    },
  );
}

function mostAtOnce(claims: readonly HeldClaim[]): number {
  const changes = claims
    .flatMap(({ start, end, quantity }) => [
      { at: start, change: quantity },
      { at: end, change: -quantity },
    ])
    .sort((a, b) => a.at - b.at || a.change - b.change);
  let [level, most] = [0, 0];
  for (const { change } of changes) {
    level += change;
    most = Math.max(most, level);
  }
  return most;
}

/** Whoever is to hold something holds all of its placement for its hold; nobody else holds anything. */
async function wronglyHeld(
  lab: CalendarLab,
  reservations: readonly ReservationRecord[],
  claims: Claims,
  open: ReadonlySet<string>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { id, tenant, state, hold, started } of reservations) {
    const own = claims.get(id) ?? [];
    const holds = state === "asked" || state === "booked" || state === "running";
    if (holds) {
      // What has begun holds what its environment is on now, which may have been moved since.
      const placement =
        state === "running"
          ? (await lab.store.environment(id, tenant))?.placement
          : await lab.store.placementOf(id);
      const placed = placement?.claims ?? [];
      const expected = placed.map(({ resource, quantity }) => `${resource} ${quantity}`).toSorted();
      const actual = own.map(({ resource, quantity }) => `${resource} ${quantity}`).toSorted();
      if (expected.join() !== actual.join())
        wrong.push(`${id} (${state}) holds not what it was given`);
      if (
        own.some(({ start, end }) => toInstant(start) !== hold.start || toInstant(end) !== hold.end)
      )
        wrong.push(`${id} (${state}) holds for another time`);
    } else if (own.length > 0 && !(started && open.has(id)))
      wrong.push(`${id} (${state}) still holds`);
    if (state === "running" && !open.has(id)) wrong.push(`${id} runs without an environment`);
  }
  const known = new Set(reservations.map(({ id }) => id));
  for (const holder of claims.keys())
    if (!known.has(holder) && !open.has(holder)) wrong.push(`${holder} holds and is nobody`);
  return wrong;
}

/** Nothing that was to happen by now has not; nobody is in a time that makes no sense. */
function late(lab: CalendarLab, reservations: readonly ReservationRecord[]): readonly string[] {
  const now = toInstant(lab.now());
  return reservations.flatMap(({ id, state, window, hold, nextAt }) => [
    ...(nextAt !== null && nextAt <= now ? [`${id} (${state}) is overdue since ${nextAt}`] : []),
    ...(hold.start <= window.start && window.start < window.end && window.end <= hold.end
      ? []
      : [`${id} is at an impossible time`]),
  ]);
}

/** What is remembered is what is stored. */
async function wrongIndex(lab: CalendarLab, claims: Claims): Promise<readonly string[]> {
  return lab.context().held.use(lab.pool, (index) => {
    if (index.size !== claims.size)
      return [`${index.size} holders are remembered of ${claims.size}`];
    return [...claims].flatMap(([holder, own]) =>
      JSON.stringify(index.claimsOf(holder)) === JSON.stringify(own)
        ? []
        : [`${holder} is remembered wrongly`],
    );
  });
}
