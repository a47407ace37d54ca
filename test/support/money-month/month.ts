import { accountOf } from "../../../electron/daemon/billing/account.ts";
import { catchUp, issueNow } from "../../../electron/daemon/billing/issue.ts";
import { packBatch } from "../../../electron/daemon/metering/pack-batch.ts";
import type { Store } from "../../../electron/daemon/store/store.ts";
import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { Decimal } from "../../../shared/base/money.ts";
import { seededRandom, seedFrom } from "../../../shared/base/seeded-random.ts";
import { accrue } from "../../../shared/billing/accrual.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import { segmentsOf } from "../../../shared/metering/segments-of.ts";
import type { MeterEvent } from "../../../shared/metering/meter-event.ts";
import { calendarFor } from "../../../shared/pricing/engine/calendar.ts";
import type { RatedLine } from "../../../shared/pricing/engine/line.ts";
import { rate } from "../../../shared/pricing/engine/rate.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import { variance } from "../../../shared/pricing/engine/variance.ts";
import { newEnvironment, prepareStore, valueOf } from "../store-fixtures.ts";
import { MONTH_BOOK, monthContract } from "./customers.ts";
import { deliveriesOf, HEARTBEAT_SECONDS, type Delivery, type Faults } from "./reports.ts";
import { COURSES, projectedOf, someEnvironment, type PlannedEnvironment } from "./usage.ts";

const HOUR = 3_600_000;
const MID_MONTH = Date.parse("2026-10-16T00:00:00Z");
/** October is billed; what arrives after this is late for it. */
const BILLED = Date.parse("2026-11-03T00:00:00Z");
const END = Date.parse("2026-12-03T00:00:00Z");

interface Options {
  readonly seed: number;
  readonly tenants: number;
  /** In all. */
  readonly environments: number;
  /** The store, opened anew each time the daemon starts. */
  readonly open: () => Promise<Store>;
}

/** What a month came to; every sum in it was compared with all others. */
export interface MoneyMonth extends Faults {
  readonly events: number;
  readonly restarts: number;
  readonly bills: number;
  readonly notes: number;
  readonly lines: number;
  readonly rows: number;
  readonly charged: string;
}

interface Customer {
  readonly id: string;
  /** Everything ran as it was planned. */
  readonly isSteady: boolean;
  readonly environments: readonly PlannedEnvironment[];
  readonly deliveries: readonly Delivery[];
}

/**
 * October of many customers, with the night in which the clocks are put back: their labs run as planned or not,
 * producers report with faults, the daemon restarts, bills are issued, and what arrives late is corrected. Throws
 * where two ways to the same amount differ.
 */
export async function simulateMoneyMonth(options: Options): Promise<MoneyMonth> {
  const faults = { duplicates: 0, late: 0, missingStops: 0, clockJumps: 0, contradictions: 0 };
  const customers = customersOf(options, faults);
  const lab = new Daemon(options.open);
  await lab.start();
  await prepare(lab.store, customers);
  const sent = await deliver(lab, customers);
  const counts = { bills: 0, notes: 0, lines: 0, rows: 0 };
  let charged = new Decimal(0);
  for (const [index, customer] of customers.entries()) {
    const bills = await lab.store.bills(customer.id);
    const compared = await compare(lab, customer, index, bills);
    counts.bills += bills.length;
    counts.notes += bills.filter(({ kind }) => kind.endsWith("note")).length;
    counts.lines += compared.lines;
    counts.rows += compared.rows;
    charged = charged.plus(compared.charged);
  }
  await checkNumbers(lab.store, customers);
  await lab.store.close();
  return { ...faults, ...counts, ...sent, charged: charged.toFixed(2) };
}

function customersOf({ seed, tenants, environments }: Options, faults: Faults): Customer[] {
  return Array.from({ length: tenants }, (_, index): Customer => {
    const id = `tenant-${index + 1}`;
    const random = seededRandom(seedFrom(`${seed} ${id}`));
    const isSteady = index % 2 === 0;
    const own = Array.from({ length: Math.ceil(environments / tenants) }, (_unused, at) => {
      const course = isSteady ? "as planned" : COURSES[Math.floor(random.next() * COURSES.length)];
      const environment = { id: `${id}-${at + 1}`, tenant: id, course: course ?? "as planned" };
      return someEnvironment(environment, random);
    });
    const deliveries = deliveriesOf(own, { isSteady, random, faults });
    return { id, isSteady, environments: own, deliveries };
  });
}

/** The daemon's store and clock; it can be started again at any time. */
class Daemon {
  readonly #open: () => Promise<Store>;
  #store: Store | null = null;
  now = 0;
  readonly clock: Clock = { now: () => this.now, sleep: () => Promise.resolve() };

  constructor(open: () => Promise<Store>) {
    this.#open = open;
  }

  get store(): Store {
    if (this.#store === null) throw new Error("it is not started");
    return this.#store;
  }

  async start(): Promise<void> {
    await this.#store?.close();
    this.#store = await this.#open();
  }
}

async function prepare(store: Store, customers: readonly Customer[]): Promise<void> {
  await prepareStore(store, {});
  await store.putPriceBook(MONTH_BOOK);
  for (const [index, { id, environments }] of customers.entries()) {
    await store.putTenant({ id, name: id });
    const contract = monthContract(id, index);
    await store.putContract(id, contract, contract.validFrom);
    for (const environment of environments)
      await store.createEnvironment(newEnvironment({ id: environment.id, tenant: id }));
  }
}

/** Everything in the order in which it arrives, with bills issued in between. */
async function deliver(
  daemon: Daemon,
  customers: readonly Customer[],
): Promise<Pick<MoneyMonth, "events" | "restarts">> {
  const batches = customers.flatMap(({ id, deliveries }) =>
    [...Map.groupBy(deliveries, ({ at }) => Math.ceil(at / (6 * HOUR)))].map(([slot, list]) => ({
      tenant: id,
      at: slot * 6 * HOUR,
      events: list.map(({ event }) => event),
    })),
  );
  const due = [
    { at: MID_MONTH, work: () => billSome(daemon, customers) },
    { at: BILLED, work: () => billAll(daemon, customers) },
  ];
  let [events, restarts] = [0, 0];
  for (const [index, { tenant, at, events: list }] of batches
    .toSorted((a, b) => a.at - b.at)
    .entries()) {
    while ((due[0]?.at ?? Infinity) <= at) {
      daemon.now = due[0]?.at ?? 0;
      await due.shift()?.work();
    }
    daemon.now = at;
    const from = { tenant, producer: "driver", heartbeatSeconds: HEARTBEAT_SECONDS };
    const batch = packBatch({ ...from, receivedAt: toInstant(at) }, list);
    await daemon.store.recordUsage(batch);
    events += list.length;
    if (index % 97 !== 96) continue;
    // It was killed before it could answer: the producer tells all of it again.
    await daemon.start();
    restarts++;
    await daemon.store.recordUsage(batch);
  }
  daemon.now = END;
  await billAll(daemon, customers);
  return { events, restarts };
}

async function billAll(daemon: Daemon, customers: readonly Customer[]): Promise<void> {
  for (const { id } of customers) valueOf(await catchUp(daemon, id));
}

/** Every third one wants to know in the middle of the month. */
async function billSome(daemon: Daemon, customers: readonly Customer[]): Promise<void> {
  for (const [index, { id }] of customers.entries())
    if (index % 3 === 0) await issueNow(daemon, id);
}

/** All ways to what a customer owes. */
async function compare(
  daemon: Daemon,
  customer: Customer,
  index: number,
  bills: readonly Bill[],
): Promise<{ readonly charged: Decimal; readonly lines: number; readonly rows: number }> {
  const { id, isSteady } = customer;
  const { contract } = monthContract(id, index);
  const account = await accountOf(daemon, id);
  if (account === null) throw new Error(`${id} has no account`);
  const until = Date.parse(bills.findLast(({ kind }) => kind === "periodic")?.period.end ?? "");
  const accrued = valueOf(accrue(account, until));
  const calendar = { ...accrued.calendar };
  const rated = (segments: readonly Segment[]): readonly RatedLine[] =>
    rate(MONTH_BOOK, contract, segments, calendarFor(MONTH_BOOK, contract, segments, { until }));
  const charges = rated(account.segments);
  const replayed = rated(replay(customer));
  same(`${id}: the store and a replay`, amounts(charges), amounts(replayed));
  const charged = sum(charges.map(({ rounded }) => rounded));
  same(`${id}: bills and charges`, sum(bills.map(({ totals }) => totals.net)), charged);
  const planned = customer.environments.flatMap(projectedOf);
  const projected = rated(planned);
  if (isSteady) same(`${id}: as planned`, amounts(projected), amounts(charges));
  const actual = { book: MONTH_BOOK, contract, segments: account.segments, calendar };
  const rows = variance({ ...actual, segments: planned }, actual);
  for (const row of rows) {
    const steps = sum(row.steps.map(({ amount }) => amount));
    same(`${id}: ${row.compareKey}`, steps.plus(row.projected), new Decimal(row.actual));
    if (isSteady) same(`${id}: ${row.compareKey} has no reasons`, row.steps, []);
  }
  same(`${id}: rows and charges`, sum(rows.map((row) => row.actual)), charged);
  return { charged, lines: charges.length, rows: rows.length };
}

/** What was told in the end, from what was sent alone: no store, no order, nothing twice. */
function replay({ id, deliveries }: Customer): readonly Segment[] {
  const first = new Map<string, MeterEvent>();
  for (const { at, event } of deliveries.toSorted((a, b) => a.at - b.at)) {
    const receivedAt = toInstant(Math.ceil(at / (6 * HOUR)) * 6 * HOUR);
    if (!first.has(event.eventId))
      first.set(event.eventId, { ...event, producerId: "driver", receivedAt });
  }
  const { segments } = segmentsOf([...first.values()], {
    heartbeats: () => HEARTBEAT_SECONDS,
    until: END,
    subjectOf: (managementId, instance) => ({
      account: id,
      environment: managementId.replace("management-", ""),
      node: instance.slice(0, instance.lastIndexOf(".")),
      kind: "",
      component: "",
      user: "ada",
      groups: [],
    }),
  });
  return segments;
}

/** Of all customers together: none is left out, none comes twice. */
async function checkNumbers(store: Store, customers: readonly Customer[]): Promise<void> {
  const numbers: string[] = [];
  for (const { id } of customers)
    for (const { number } of await store.bills(id)) numbers.push(number);
  const expected = numbers.map((_, at) => `LW-${String(at + 1).padStart(6, "0")}`);
  same("numbers of bills", numbers.toSorted(), expected);
}

/** What each line comes to, by its key. */
function amounts(lines: readonly RatedLine[]): readonly string[] {
  return lines
    .map(({ lineKey, quantity, rounded }) => `${lineKey} ${quantity} ${rounded}`)
    .toSorted();
}

function sum(texts: readonly string[]): Decimal {
  return texts.reduce((total, text) => total.plus(text), new Decimal(0));
}

function same(what: string, one: unknown, other: unknown): void {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  if (a !== b) throw new Error(`${what} differ:\n${difference(one, other)}`);
}

/** What of a long list is not in the other one. */
function difference(one: unknown, other: unknown): string {
  if (!Array.isArray(one) || !Array.isArray(other))
    return `${JSON.stringify(one)} and ${JSON.stringify(other)}`;
  const [a, b] = [new Set<unknown>(one), new Set<unknown>(other)];
  const only = (list: readonly unknown[], set: ReadonlySet<unknown>): string =>
    list
      .filter((item) => !set.has(item))
      .slice(0, 8)
      .join("\n  ");
  return `only here:\n  ${only(one, b)}\nonly there:\n  ${only(other, a)}`;
}
