import { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import type { HolderClaims } from "../store/reservation-records.ts";
import type { Store } from "../store/store.ts";

/** What is held of each pool, in memory. It may lag behind other daemons; the store has the last word. */
export interface Held {
  /**
   * Brings a pool's index up to date and hands it over. Uses of one pool follow each other, so that one may
   * try things out in it, as long as it takes them back.
   */
  use<T>(pool: string, work: (index: ClaimIndex) => T | Promise<T>): Promise<T>;
}

/** So many holders are read at once: what is read and taken over in between takes its turn. */
const PAGE = 1000;

/** Before anybody asks, so that the first question of each pool does not wait for all that is held of it. */
export async function warmUp(
  held: Held,
  pools: readonly { readonly id: string }[],
  signal: AbortSignal,
): Promise<void> {
  for (const { id } of pools) if (!signal.aborted) await held.use(id, () => undefined);
}

export function createHeld(store: Pick<Store, "claimsSince" | "poolClaims">): Held {
  const indexes = new Map<string, ClaimIndex>();
  const queues = new Map<string, Promise<unknown>>();
  let sequence = 0;
  let catchingUp: Promise<unknown> = Promise.resolve();

  const apply = ({ holder, claims }: HolderClaims): void => {
    const owner = claims[0]?.resource;
    for (const [pool, index] of indexes)
      index.set(holder, owner?.startsWith(`${pool}/`) === true ? claims : []);
  };
  const catchUp = async (): Promise<void> => {
    if (indexes.size === 0) return;
    const changed = await store.claimsSince(sequence);
    for (const holder of changed.holders) apply(holder);
    sequence = changed.sequence;
  };
  const upToDate = async (pool: string): Promise<ClaimIndex> => {
    await catchUp();
    const known = indexes.get(pool);
    if (known !== undefined) return known;
    if (indexes.size === 0) ({ sequence } = await store.claimsSince(Number.MAX_SAFE_INTEGER));
    const index = new ClaimIndex();
    // What changes while it is read has its event, and is taken over with that.
    for (let after: string | undefined = ""; after !== undefined;) {
      const page = await store.poolClaims(pool, { after, most: PAGE });
      for (const { holder, claims } of page) index.set(holder, claims);
      after = page.length < PAGE ? undefined : page.at(-1)?.holder;
    }
    indexes.set(pool, index);
    return index;
  };
  /**
   * One after the other for all pools, so that nothing older is applied after something newer, and no index is
   * begun with less than what all of them are said to know.
   */
  const indexOf = (pool: string): Promise<ClaimIndex> => {
    const found = catchingUp.catch(() => undefined).then(() => upToDate(pool));
    catchingUp = found;
    return found;
  };
  return {
    use<T>(pool: string, work: (index: ClaimIndex) => T | Promise<T>): Promise<T> {
      const before = queues.get(pool) ?? Promise.resolve();
      const done = before.catch(() => undefined).then(async () => work(await indexOf(pool)));
      queues.set(pool, done);
      return done;
    },
  };
}
