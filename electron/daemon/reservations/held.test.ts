import { expect, test } from "vitest";
import type { HolderClaims } from "../store/reservation-records.ts";
import { createHeld, warmUp } from "./held.ts";

const claim = (resource: string) => ({ resource, quantity: 1, start: 0, end: 10 });

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A store of which each answer is as of when it was asked for, and comes as late as one likes. */
function slowStore() {
  const events: HolderClaims[] = [];
  const late: (() => void)[] = [];
  const answer = async <T>(value: T): Promise<T> => {
    await new Promise<void>((resolve) => late.push(resolve));
    return value;
  };
  return {
    events,
    /** Answers what was asked so far, and lets come what follows from it. */
    async answer(): Promise<void> {
      for (const resolve of late.splice(0)) resolve();
      await turn();
    },
    claimsSince: (after: number) =>
      answer({ sequence: events.length, holders: events.slice(after) }),
    poolClaims: (pool: string) =>
      answer(events.filter(({ claims }) => claims[0]?.resource.startsWith(`${pool}/`))),
  };
}

test("a pool that is looked at while another one's index is made takes nothing away from that", async () => {
  const store = slowStore();
  const held = createHeld(store);
  const holders = (pool: string) => held.use(pool, (index) => index.holders());
  const settled = async <T>(asked: Promise<T>): Promise<T> => {
    const state = { isDone: false };
    const end = asked.finally(() => (state.isDone = true));
    while (!state.isDone) await store.answer();
    return end;
  };
  const first = holders("a");
  await turn();
  // Which event is the newest is told; what the pool holds was asked, and is not told yet.
  await store.answer();
  store.events.push({ holder: "one", claims: [claim("a/x")] });
  const second = holders("b");
  await turn();
  await settled(Promise.all([first, second]));
  store.events.push({ holder: "two", claims: [claim("b/x")] });
  expect(await settled(holders("a"))).toEqual(["one"]);
  expect(await settled(holders("b"))).toEqual(["two"]);
});

test("a large pool is read in pages, once, before anybody asks", async () => {
  const holders = Array.from({ length: 2500 }, (_, index) => `r-${String(index).padStart(4, "0")}`);
  const pages: string[] = [];
  const store = {
    claimsSince: () => Promise.resolve({ sequence: 0, holders: [] }),
    poolClaims(pool: string, page: { after: string; most: number } = { after: "", most: 0 }) {
      pages.push(`${pool} after ${page.after}`);
      const on = holders.filter((holder) => pool === "a" && holder > page.after);
      return Promise.resolve(
        on.slice(0, page.most).map((holder) => ({ holder, claims: [claim("a/x")] })),
      );
    },
  };
  const held = createHeld(store);
  const { signal } = new AbortController();
  await warmUp(held, [{ id: "a" }, { id: "b" }], signal);
  expect(pages).toEqual(["a after ", "a after r-0999", "a after r-1999", "b after "]);
  expect(await held.use("a", (index) => index.holders())).toEqual(holders);
  expect(pages).toHaveLength(4);
  await warmUp(createHeld(store), [{ id: "a" }], AbortSignal.abort());
  expect(pages).toHaveLength(4);
});
