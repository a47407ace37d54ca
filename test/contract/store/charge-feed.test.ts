import { expect, test } from "vitest";
import { createChargeFeed } from "../../../electron/daemon/billing/charge-feed.ts";
import { createEventFeed } from "../../../electron/daemon/monitoring/event-feed.ts";
import { environmentTerms } from "../../../electron/daemon/pricing/terms.ts";
import { environmentUsage } from "../../../electron/daemon/pricing/usage.ts";
import type { Clock } from "../../../shared/base/clock.ts";
import { toInstant } from "../../../shared/base/clock.ts";
import { Decimal } from "../../../shared/base/money.ts";
import {
  chargeAt,
  heardCharges,
  type Charges,
  type ChargesNews,
} from "../../../shared/pricing/charges.ts";
import { statement } from "../../../shared/pricing/quote.ts";
import { MONTH_BOOK } from "../../support/money-month/customers.ts";
import { describeStores } from "../../support/store-engines.ts";
import { newEnvironment, prepareStore, usageSegment } from "../../support/store-fixtures.ts";
import { waitFor } from "../../support/wait-for.ts";

/** Three minutes before the office's peak begins. */
const FIRST = Date.parse("2026-10-26T06:57:00Z");
const SECOND = 1000;

/** Time goes by when the test says so. */
class ManualClock implements Clock {
  #now = FIRST;
  readonly #sleeping = new Set<{ readonly at: number; readonly wake: () => void }>();

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: Parameters<Clock["sleep"]>[1]): Promise<void> {
    return new Promise((resolve, reject) => {
      const one = {
        at: this.#now + milliseconds,
        wake: () => {
          this.#sleeping.delete(one);
          resolve();
        },
      };
      this.#sleeping.add(one);
      signal?.addEventListener("abort", () => {
        this.#sleeping.delete(one);
        reject(new Error("aborted"));
      });
    });
  }

  get sleepers(): number {
    return this.#sleeping.size;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const one of this.#sleeping) if (one.at <= this.#now) one.wake();
  }
}

/** What the book takes besides: nodes are told without it, as lines are, and all of it with it. */
const WITH_VAT = "1.19";

describeStores("charges as they come", (engine) => {
  test("are what all usage comes to, tell only what changed, and end with the environment", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    const clock = new ManualClock();
    await store.putPriceBook(MONTH_BOOK);
    const { record, ...made } = newEnvironment({ id: "one" });
    const priceBook = { id: MONTH_BOOK.id, revision: MONTH_BOOK.revision };
    await store.createEnvironment({ ...made, record: { ...record, priceBook } });
    const eventFeed = await createEventFeed({ store, clock, eventsBehind: 1000 });
    const chargeFeed = createChargeFeed({ store, clock, feed: eventFeed });
    const whose = { id: "one", tenant: "acme" };
    const used = (node: string, start: number, end: number | null) => {
      const segment = usageSegment(`${node}.1`, toInstant(start), null);
      return { ...segment, node, item: "small", end: end === null ? null : toInstant(end) };
    };
    const change = async (segment: ReturnType<typeof used>): Promise<void> => {
      await store.changeEnvironment({ ...whose, at: toInstant(clock.now()), usage: [segment] });
    };
    const rated = async (at: string) => {
      const found = (await store.environment("one", "acme"))!;
      const terms = await environmentTerms({ store, clock }, found);
      if (!terms.ok) throw new Error(terms.error.code);
      const segments = await environmentUsage(store, found, at);
      return statement({ terms: terms.value, segments, now: at });
    };
    const nearly = (is: string, should: Decimal): void =>
      expect(should.minus(is).abs().toNumber()).toBeLessThanOrEqual(0.000003);
    let held: Charges | undefined;
    /** Takes news, and compares all that is known then with rating all anew. */
    const hear = async (news: ChargesNews): Promise<readonly string[]> => {
      held = heardCharges(held, news);
      const { lines } = await rated(news.at);
      const sum = (own: typeof lines): Decimal =>
        own.reduce((total, { net }) => total.plus(net), new Decimal(0));
      nearly(held.total.amount, sum(lines).times(WITH_VAT));
      for (const [node, charge] of Object.entries(held.nodes))
        nearly(
          chargeAt(charge.at, charge, Date.parse(news.at)),
          sum(lines.filter((one) => one.node === node)),
        );
      return news.nodes.map(({ node }) => node);
    };

    await change(used("web", FIRST, null));
    await change(used("db", FIRST, null));
    clock.advance(60 * SECOND);
    const stop = new AbortController();
    const stream = chargeFeed.watch(whose, stop.signal);
    const next = async (milliseconds: number): Promise<ChargesNews> => {
      const news = stream.next();
      // However the store is served: time goes on until there is something to tell.
      let answer: ChargesNews | undefined;
      void news.then(({ value }) => (answer = value ?? undefined));
      return waitFor("news", () => {
        if (answer === undefined && clock.sleepers > 0) clock.advance(milliseconds);
        return Promise.resolve(answer);
      });
    };
    const first = await next(0);
    expect(first.isWhole).toBe(true);
    expect((await hear(first)).toSorted()).toEqual(["db", "web"]);
    expect(new Decimal(first.total.perHour).dividedBy(WITH_VAT).toFixed()).toBe("0.0622");

    // Nothing happened: what was told goes on as it was said.
    const quiet = await next(SECOND);
    expect(await hear(quiet)).toEqual([]);
    expect(Date.parse(quiet.at) - Date.parse(first.at)).toBeGreaterThanOrEqual(15 * SECOND);

    await change(used("db", FIRST, clock.now()));
    const begun = clock.now();
    await change(used("cache", begun, null));
    const events = await next(SECOND);
    expect((await hear(events)).toSorted()).toEqual(["cache", "db"]);
    expect(events.isWhole).toBe(false);
    expect(held!.nodes["db"]!.perHour).toBe("0");

    // Prices change while time goes by.
    let peak: ChargesNews;
    do await hear((peak = await next(5 * SECOND)));
    while (!new Decimal(peak.total.perHour).equals(new Decimal("0.1462").times(WITH_VAT)));
    expect(clock.now()).toBeLessThan(FIRST + 5 * 60 * SECOND);

    const over = { ...(await rated(toInstant(clock.now()))), source: "metered" as const };
    await change(used("web", FIRST, clock.now()));
    await change(used("cache", begun, clock.now()));
    await store.changeEnvironment({
      ...whose,
      at: toInstant(clock.now()),
      state: "released",
      statement: over,
    });
    let last: ChargesNews;
    do last = await next(SECOND);
    while (!last.isFinal);
    expect(last.total.perHour).toBe("0");
    await hear(last);
    expect((await stream.next()).done).toBe(true);
    expect(clock.sleepers).toBe(0);
  });

  test("are kept for those who watch, and of nobody else's", async () => {
    const store = await engine.open();
    await prepareStore(store, {});
    const clock = new ManualClock();
    await store.putPriceBook({ ...MONTH_BOOK, id: "standard" });
    await store.createEnvironment(newEnvironment({ id: "one" }));
    const eventFeed = await createEventFeed({ store, clock, eventsBehind: 1000 });
    const chargeFeed = createChargeFeed({ store, clock, feed: eventFeed });
    const stop = new AbortController();
    const [one, two] = [1, 2].map(() =>
      chargeFeed.watch({ id: "one", tenant: "acme" }, stop.signal),
    );
    expect((await one!.next()).value?.isWhole).toBe(true);
    expect((await two!.next()).value?.isWhole).toBe(true);
    await one!.return();
    expect(clock.sleepers).toBeGreaterThan(0);
    await two!.return();
    await waitFor("nobody to look", () => Promise.resolve(clock.sleepers === 0));
    const foreign = chargeFeed.watch({ id: "one", tenant: "other" }, stop.signal);
    await expect(foreign.next()).rejects.toThrow("not-found");
  });
});
