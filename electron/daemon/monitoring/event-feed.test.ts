import { expect, test } from "vitest";
import type { LabwrightEvent } from "../../../shared/protocol/event.ts";
import { seededRandom } from "../../../shared/base/seeded-random.ts";
import { systemClock } from "../../node/system-clock.ts";
import type { Store } from "../store/store.ts";
import { createEventFeed } from "./event-feed.ts";

/** A store that only has events, of two tenants and of everybody, and takes a while to answer. */
function eventStore() {
  const events: (LabwrightEvent & { tenant: string | null })[] = [];
  let listener: (sequence: number) => void = () => undefined;
  const store = {
    latestSequence: () => Promise.resolve(events.length),
    onEvents: (listen: typeof listener) => (listener = listen),
    eventsAfter: async (tenant: string, after: number, limit: number) => {
      await new Promise((resolve) => setImmediate(resolve));
      return events
        .filter(
          (event) => event.sequence > after && (event.tenant === tenant || event.tenant === null),
        )
        .slice(0, limit);
    },
  } as unknown as Store;
  const append = (tenant: string | null): void => {
    const sequence = events.length + 1;
    events.push({ tenant, sequence, at: "", body: { type: "resynchronise" } });
    listener(sequence);
  };
  const visible = (tenant: string): readonly number[] =>
    events
      .filter((event) => event.tenant === tenant || event.tenant === null)
      .map(({ sequence }) => sequence);
  return { store, append, visible };
}

const TENANTS = ["a", "b", null];

test.each([1, 2, 3])(
  "every subscriber gets its tenant's events once and in order (seed %i)",
  async (seed) => {
    const random = seededRandom(seed);
    const { store, append, visible } = eventStore();
    for (let made = 0; made < 300; made++) append(TENANTS[made % 3] ?? null);
    const feed = await createEventFeed({ store, clock: systemClock(), eventsBehind: 10_000 });
    const stop = new AbortController();
    const subscribers = Array.from({ length: 12 }, (_, index) => ({
      tenant: index % 2 === 0 ? "a" : "b",
      after: Math.floor(random.next() * 300),
      got: [] as number[],
    }));
    const running = subscribers.map(async ({ tenant, after, got }) => {
      for await (const { sequence } of feed.subscribe(tenant, after, stop.signal)) {
        got.push(sequence);
        if (random.next() < 0.1) await new Promise((resolve) => setImmediate(resolve));
      }
    });
    for (let made = 0; made < 2000; made++) {
      append(TENANTS[Math.floor(random.next() * 3)] ?? null);
      if (random.next() < 0.2) await new Promise((resolve) => setImmediate(resolve));
    }
    const wanted = subscribers.map(({ tenant, after }) =>
      visible(tenant).filter((one) => one > after),
    );
    while (subscribers.some(({ got }, index) => got.at(-1) !== wanted[index]?.at(-1)))
      await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await Promise.all(running);
    expect(subscribers.map(({ got }) => got)).toEqual(wanted);
  },
);

test("others' events do not make a quiet tenant fall behind", async () => {
  const { store, append } = eventStore();
  const feed = await createEventFeed({ store, clock: systemClock(), eventsBehind: 50 });
  const stop = new AbortController();
  const stream = feed.subscribe("a", 0, stop.signal);
  const first = stream.next();
  for (let made = 0; made < 500; made++) {
    append("b");
    if (made % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  append("a");
  expect((await first).value?.sequence).toBe(501);
  stop.abort();
});
