import { toInstant } from "../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import { OpenStatement } from "../../../shared/pricing/open-statement.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import type { LabwrightEvent } from "../../../shared/protocol/event.ts";
import { environmentTerms } from "../pricing/terms.ts";
import { environmentUsage } from "../pricing/usage.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";
import type { AccountContext } from "./account.ts";

/** Further behind than this it is read anew. */
const MOST_EVENTS = 2000;
/** Contracts change without an event. */
const TERMS_EVERY = 60_000;

/** What is to be done about charges that were read before. */
export type Caught = "the same" | "more" | "anew";

/** One environment's charges as they were read from the store, followed from there. */
export class ReadCharges {
  readonly record: EnvironmentRecord;
  readonly terms: Terms;
  readonly statement: OpenStatement;
  readonly #context: AccountContext;
  readonly #segments: Map<string, Segment>;
  #sequence: number;
  readonly #reading: number;
  #termsDue: number;

  private constructor(context: AccountContext, read: Read) {
    this.#context = context;
    this.record = read.record;
    this.terms = read.terms;
    this.#sequence = read.sequence;
    this.#reading = read.reading;
    this.#termsDue = context.clock.now() + TERMS_EVERY;
    this.statement = new OpenStatement(read.terms);
    this.#segments = new Map(read.segments.map((segment, at) => [keyOf(segment, at), segment]));
    this.statement.take(read.segments);
  }

  static async of(context: AccountContext, whose: Whose): Promise<ReadCharges> {
    return new ReadCharges(context, await readAll(context, whose));
  }

  /** Takes in what is stored since. */
  async catchUp(): Promise<Caught> {
    const { store, clock } = this.#context;
    const { id, tenant } = this.record;
    const latest = await store.latestSequence();
    if (latest - this.#sequence > MOST_EVENTS) return "anew";
    const events = await this.#eventsUpTo(latest);
    const { environments } = await store.readingsSince(tenant, this.#reading);
    if (environments.includes(id) || events.some((event) => this.#isTurn(event))) return "anew";
    if (clock.now() >= this.#termsDue && !(await this.#areTermsSame())) return "anew";
    const changed = events.flatMap(({ body }) =>
      body.type === "usage" && body.environment === id ? body.segments : [],
    );
    if (changed.length > 0) this.#take(changed);
    return changed.length > 0 ? "more" : "the same";
  }

  #take(changed: readonly Segment[]): void {
    const before = new Map<string, Segment | undefined>();
    for (const segment of changed) {
      const key = keyOf(segment, 0);
      if (!before.has(key)) before.set(key, this.#segments.get(key));
      this.#segments.set(key, segment);
    }
    const gone = [...before.values()].filter((segment) => segment !== undefined);
    const known = [...before.keys()].flatMap((key) => this.#segments.get(key) ?? []);
    this.statement.change(gone, known);
  }

  async #eventsUpTo(latest: number): Promise<readonly LabwrightEvent[]> {
    if (latest <= this.#sequence) return [];
    const { store } = this.#context;
    const events = await store.eventsAfter(this.record.tenant, this.#sequence, MOST_EVENTS);
    this.#sequence = Math.max(latest, events.at(-1)?.sequence ?? latest);
    return events;
  }

  /** It is over, or prices are others. */
  #isTurn({ body }: LabwrightEvent): boolean {
    if (body.type === "prices") return true;
    const isOwn = body.type === "environment" && body.environment.id === this.record.id;
    return isOwn && body.environment.state === "released";
  }

  async #areTermsSame(): Promise<boolean> {
    this.#termsDue = this.#context.clock.now() + TERMS_EVERY;
    const terms = await environmentTerms(this.#context, this.record);
    return terms.ok && JSON.stringify(terms.value) === JSON.stringify(this.terms);
  }
}

type Whose = Pick<EnvironmentRecord, "id" | "tenant">;

interface Read {
  readonly record: EnvironmentRecord;
  readonly terms: Terms;
  readonly segments: readonly Segment[];
  readonly sequence: number;
  readonly reading: number;
}

/** What is stored meanwhile is read a second time, which changes nothing. */
async function readAll(context: AccountContext, { id, tenant }: Whose): Promise<Read> {
  const { store, clock } = context;
  const sequence = await store.latestSequence();
  const { number: reading } = await store.readingsSince(tenant, 0);
  const record = await found(store, { id, tenant });
  const terms = await environmentTerms(context, record);
  if (!terms.ok) throw new FaultError(terms.error);
  const segments = await environmentUsage(store, record, toInstant(clock.now()));
  return { record, terms: terms.value, segments, sequence, reading };
}

async function found(store: Store, { id, tenant }: Whose): Promise<EnvironmentRecord> {
  const record = await store.environment(id, tenant);
  if (record === null) throw new FaultError(fault("not-found", { what: "environment", id }));
  return record;
}

/** As the store tells apart what the daemon saw; what was reported is told apart by its place. */
function keyOf({ instance, meter, item, start, receivedAt }: Segment, at: number): string {
  if (receivedAt !== undefined) return `reported ${at}`;
  return `${instance}\n${meter}\n${item}\n${start}`;
}
