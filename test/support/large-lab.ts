import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openStore } from "../../electron/daemon/store/index.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { seededRandom } from "../../shared/base/seeded-random.ts";
import { capacities, poolResourcesSchema, type PoolResources } from "../../shared/pool/pool.ts";
import { valueOf } from "./store-fixtures.ts";

export interface LabSize {
  readonly racks: number;
  readonly hostsEach: number;
  readonly reservations: number;
  /** Over so many days, a ninth of them past. */
  readonly days: number;
}

const POOL = "pool-large";
const HOUR = 3_600_000;
const TENANTS = ["local", "acme", "beta", "gamma"];
const EACH_BOOKING = 10;

/** A store with a whole lab and what is booked in it, past the guard: one by one it would take an hour. */
export async function fillLargeLab(
  dataDirectory: string,
  size: LabSize,
  now: number,
): Promise<void> {
  const store = valueOf(await openStore({ dataDirectory }));
  for (const id of TENANTS) await store.putTenant({ id, name: id });
  const resources = resourcesOf(size);
  const record = {
    id: POOL,
    name: "Large lab",
    connection: { driver: "simulated", hosts: 1, speed: 1, seed: 1 },
    state: "online",
    away: null,
    resources,
    refreshedAt: toInstant(now),
    written: { ...resources, found: {} },
    conditions: [],
  } as const;
  const view = { ...record, driver: "simulated", conditions: [] };
  await store.putPool(record, capacities(view));
  await store.close();
  fill(dataDirectory, size, now);
}

function resourcesOf({ racks, hostsEach }: LabSize): PoolResources {
  const names = Array.from({ length: racks }, (_, rack) => `R${rack + 1}`);
  return poolResourcesSchema.parse({
    racks: names.map((name, index) => ({ name, site: siteOf(index) })),
    switches: names.map((rack, index) => ({
      id: `leaf-${rack}`,
      name: `leaf-${rack}`,
      site: siteOf(index),
      rack,
      position: 42,
      ports: 48,
      speedMbps: 25_000,
    })),
    hosts: names.flatMap((rack, index) =>
      Array.from({ length: hostsEach }, (_, host) => ({
        id: `${rack}-${host + 1}`,
        name: `${rack}-${host + 1}`,
        site: siteOf(index),
        rack,
        position: host + 1,
        architecture: "amd64",
        cores: 32,
        memoryMiB: 131_072,
        diskGiB: 2000,
        switch: `leaf-${rack}`,
        uplinkMbps: 25_000,
      })),
    ),
  });
}

function siteOf(rack: number): string {
  return rack % 2 === 0 ? "Berlin" : "Lisbon";
}

type Row = Readonly<Record<string, string | number | null>>;

function fill(directory: string, size: LabSize, now: number): void {
  const database = new DatabaseSync(join(directory, "labwright.sqlite"));
  const guard = database.prepare("SELECT sql FROM sqlite_schema WHERE name = 'claims_fit'").get();
  database.exec("DROP TRIGGER claims_fit; BEGIN");
  const put = (table: string, row: Row): void => {
    const columns = Object.keys(row);
    const marks = columns.map(() => "?").join(", ");
    database
      .prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`)
      .run(...Object.values(row));
  };
  const random = seededRandom(11);
  const pick = (most: number): number => Math.floor(random.next() * most);
  for (let number = 0; number < size.reservations; number++) {
    const booking = Math.floor(number / EACH_BOOKING);
    const tenant = TENANTS[booking % TENANTS.length] ?? "local";
    const owner = tenant === "local" ? "local-you" : `${tenant}-${booking % 7}`;
    const common = { tenant, owner, pool: POOL, created_at: now };
    if (number % EACH_BOOKING === 0) put("bookings", bookingRow(booking, common));
    const day = Math.floor((random.next() - 1 / 9) * size.days);
    const start = Math.floor(now / HOUR + day * 24 + pick(24) - 12) * HOUR;
    const end = start + (1 + pick(11)) * HOUR;
    const hosts = Array.from(
      { length: 1 + pick(2) },
      () => `R${1 + pick(size.racks)}-${1 + pick(size.hostsEach)}`,
    );
    const id = `reservation-${number}`;
    const times = { start_at: start, end_at: end };
    // What has passed is over; it holds nothing any more.
    const state = end < now ? "done" : "booked";
    const held = { hold_start: start, hold_end: end, state };
    put("reservations", {
      ...common,
      ...times,
      ...reservationRow(number, booking, hosts),
      ...held,
      id,
    });
    if (end < now) continue;
    for (const host of new Set(hosts))
      for (const [part, quantity] of PARTS) {
        const resource = `${POOL}/host/${host}/${part}`;
        put("claims", { environment: id, resource, ...times, quantity, made_at: now });
      }
  }
  database.exec(`COMMIT; ${String(guard?.["sql"])}; ANALYZE`);
  database.close();
}

const PARTS = [
  ["cores", 4],
  ["memoryMiB", 8192],
  ["diskGiB", 100],
] as const;

function bookingRow(booking: number, common: Row): Row {
  const request = {
    name: `Course ${booking}`,
    pool: POOL,
    session: { type: "from-to", start: toInstant(0), end: toInstant(HOUR) },
    margins: { setUp: 0, grace: 0, wipe: 0 },
    copies: 1,
    priority: 5,
    preemptible: false,
    whenTaken: "refuse",
    noShowMinutes: null,
    heartbeatMinutes: null,
  };
  return {
    ...common,
    id: `booking-${booking}`,
    request: JSON.stringify(request),
    designs: "[]",
    booked_until: null,
    idempotency_key: `booking ${booking}`,
    request_digest: "",
  };
}

function reservationRow(number: number, booking: number, hosts: readonly string[]): Row {
  return {
    booking: `booking-${booking}`,
    name: `Course ${booking}`,
    slot: String(number),
    copy: 1,
    variant: 0,
    priority: 5,
    preemptible: 0,
    machines: hosts.length,
    cores: 4 * hosts.length,
    hosts: JSON.stringify(hosts),
    started: 0,
    warned: 0,
    next_at: null,
    updated_at: 0,
  };
}
