import { closedThrough } from "../../../shared/billing/accrual.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import { OpenAccrual } from "../../../shared/billing/open-accrual.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import type { LabwrightEvent } from "../../../shared/protocol/event.ts";
import { agreementOf, plainAgreement, type AccountContext, type Agreement } from "./account.ts";

/** Further behind than this it is read anew. */
const MOST_EVENTS = 5000;
const EVENTS_AT_ONCE = 500;

/** Reports of one environment, or of all that the daemon saw itself, each under a key of its own. */
type Reports = Map<string, Segment>;

/**
 * One tenant's charges, kept open beside the store: `catchUp` reads what is new there, whoever stored it. Nothing of it
 * is kept anywhere else, so that a restart begins with what the store says.
 */
export class OpenAccount {
  readonly accrual: OpenAccrual;
  readonly #context: AccountContext;
  readonly #tenant: string;
  readonly #agreement: Agreement;
  #issued: readonly Bill[];
  #sequence: number;
  #reading: number;
  #heartbeats: string;
  readonly #seen: Reports = new Map();
  readonly #reported = new Map<string, Reports>();

  private constructor(context: AccountContext, tenant: string, read: Read) {
    this.#context = context;
    this.#tenant = tenant;
    this.#agreement = read.agreement;
    this.#issued = read.issued;
    this.#sequence = read.sequence;
    this.#reading = read.reading;
    this.#heartbeats = read.heartbeats;
    this.accrual = new OpenAccrual(read.agreement.terms, read.segments);
    // What producers report says when it came.
    const [seen, reported] = [false, true].map((is) =>
      read.segments.filter(({ receivedAt }) => (receivedAt !== undefined) === is),
    );
    for (const segment of seen ?? []) this.#seen.set(seenKey(segment), segment);
    for (const [environment, own] of Map.groupBy(reported ?? [], (one) => one.environment))
      this.#reported.set(environment, byKey(own));
  }

  static async open(context: AccountContext, tenant: string): Promise<OpenAccount> {
    return new OpenAccount(context, tenant, await readAll(context, tenant));
  }

  /** False where something that all of it follows from is another one now. */
  async catchUp(): Promise<boolean> {
    const { store } = this.#context;
    const changed = await this.#follow();
    if (changed === null) return false;
    const { number, environments } = await store.readingsSince(this.#tenant, this.#reading);
    this.#reading = number;
    for (const environment of environments) changed.add(environment);
    if (environments.length > 0) {
      const heartbeats = await heartbeatsOf(this.#context, this.#tenant);
      if (heartbeats !== this.#heartbeats)
        for (const environment of this.#reported.keys()) changed.add(environment);
      this.#heartbeats = heartbeats;
    }
    if (changed.size > 0) await this.#readAgain([...changed]);
    const agreement = await readAgreement(this.#context, this.#tenant, this.#issued);
    return sameAs(agreement) === sameAs(this.#agreement);
  }

  /** Takes in what the daemon saw; gives the environments whose reports may be of something else now. */
  async #follow(): Promise<Set<string> | null> {
    const { store } = this.#context;
    const changed = new Set<string>();
    const latest = await store.latestSequence();
    if (latest - this.#sequence > MOST_EVENTS) return null;
    while (this.#sequence < latest) {
      const events = await store.eventsAfter(this.#tenant, this.#sequence, EVENTS_AT_ONCE);
      for (const event of events) await this.#see(event, changed);
      const isLast = events.length < EVENTS_AT_ONCE;
      this.#sequence = Math.max(isLast ? latest : 0, events.at(-1)?.sequence ?? latest);
    }
    return changed;
  }

  async #see({ body }: LabwrightEvent, changed: Set<string>): Promise<void> {
    if (body.type === "usage") for (const segment of body.segments) this.#change(segment);
    if (body.type === "environment" && this.#reported.has(body.environment.id))
      changed.add(body.environment.id);
    if (body.type === "bill") this.#issued = await this.#context.store.bills(this.#tenant);
  }

  #change(segment: Segment): void {
    const key = seenKey(segment);
    const before = this.#seen.get(key);
    const after = touches(segment, this.#agreement.window) ? segment : undefined;
    // An event that is read a second time, after what the store said.
    if (before !== undefined && (before.end !== null || isSame(before, segment))) return;
    if (after === undefined) this.#seen.delete(key);
    else this.#seen.set(key, after);
    if (before !== undefined || after !== undefined) this.accrual.change(before, after);
  }

  async #readAgain(environments: readonly string[]): Promise<void> {
    const { store } = this.#context;
    const { window } = this.#agreement;
    const { segments } = await store.meteredUsage(this.#tenant, window, environments);
    const own = Map.groupBy(segments, ({ environment }) => environment);
    for (const environment of environments) {
      const before = this.#reported.get(environment) ?? new Map<string, Segment>();
      const after = byKey(own.get(environment) ?? []);
      for (const [key, segment] of before)
        if (!after.has(key)) this.accrual.change(segment, undefined);
      for (const [key, segment] of after) {
        const known = before.get(key);
        if (known !== undefined && isSame(known, segment)) after.set(key, known);
        else this.accrual.change(known, segment);
      }
      this.#reported.set(environment, after);
    }
  }
}

/** All that a tenant's charges follow from, and up to where the store was read. */
interface Read {
  readonly agreement: Agreement;
  readonly issued: readonly Bill[];
  readonly segments: readonly Segment[];
  readonly sequence: number;
  readonly reading: number;
  readonly heartbeats: string;
}

/** What is stored meanwhile is read a second time, which changes nothing. */
async function readAll(context: AccountContext, tenant: string): Promise<Read> {
  const { store } = context;
  const sequence = await store.latestSequence();
  const { number: reading } = await store.readingsSince(tenant, 0);
  const heartbeats = await heartbeatsOf(context, tenant);
  const issued = await store.bills(tenant);
  const agreement = await readAgreement(context, tenant, issued);
  const segments = await store.tenantUsage(tenant, agreement.window);
  return { agreement, issued, segments, sequence, reading, heartbeats };
}

async function readAgreement(
  context: AccountContext,
  tenant: string,
  issued: readonly Bill[],
): Promise<Agreement> {
  return (await agreementOf(context, tenant, issued)) ?? plainAgreement(context, tenant);
}

async function heartbeatsOf({ store }: AccountContext, tenant: string): Promise<string> {
  const producers = await store.meterProducers(tenant);
  return JSON.stringify(producers.map(({ name, heartbeatSeconds }) => [name, heartbeatSeconds]));
}

/** Equal for agreements by which the same usage costs the same. */
function sameAs({ terms: { revisions, books, issued }, window }: Agreement): string {
  const isLateNow = books.some(({ settings }) => settings.lateEvent === "open-period");
  const editions = books.map(({ id, revision, effectiveTo }) => [id, revision, effectiveTo]);
  return JSON.stringify([revisions, editions, window, isLateNow ? closedThrough(issued) : null]);
}

/** As the store tells them apart. */
function seenKey({ environment, instance, meter, item, start }: Segment): string {
  return `${environment}\n${instance}\n${meter}\n${item}\n${start}`;
}

/** Reports of one environment; those that nothing tells apart are counted. */
function byKey(segments: readonly Segment[]): Reports {
  const reports: Reports = new Map();
  for (const segment of segments) {
    const { id, instance, meter, item, start } = segment;
    const key = id ?? `${instance}\n${meter}\n${item}\n${start}`;
    let number = 0;
    while (reports.has(`${number} ${key}`)) number += 1;
    reports.set(`${number} ${key}`, segment);
  }
  return reports;
}

function isSame(a: Segment, b: Segment): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** As the store finds usage: whatever was there at any time of it. */
function touches({ start, end }: Segment, window: Agreement["window"]): boolean {
  const last = end ?? window.end;
  return start < window.end && (last > window.start || start >= window.start);
}
