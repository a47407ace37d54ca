import { fault, type Fault } from "../../../shared/base/fault.ts";
import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { err, type Result } from "../../../shared/base/result.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Design } from "../../../shared/design/design.ts";
import { place } from "../../../shared/placement/place.ts";
import type { Kept, Placement, Refusal } from "../../../shared/placement/placement.ts";
import { refusalText } from "../../../shared/placement/refusals/refusal-text.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { poolView } from "../pool/pool-view.ts";
import type { PoolRecord, Store } from "../store/store.ts";

/** Between looking at what is held and holding it somebody else may be faster; then it is placed again. */
const ATTEMPTS = 4;

export interface ReservationRequest {
  readonly design: Design;
  readonly pool: PoolRecord;
  readonly window: Window;
  /** An environment that has a place already: what it holds is free for it, and what stays of it stays there. */
  readonly except?: string;
  readonly kept?: Kept;
  /** It stays there on what is out of use, too. */
  readonly stays?: boolean;
}

interface ReservationContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
}

/** Places a design among what is held now. Holds nothing. */
export async function findPlace(
  { store, clock, catalogue }: ReservationContext,
  { design, pool, window, except, kept, stays = false }: ReservationRequest,
): Promise<Result<Placement, readonly Refusal[]>> {
  const held = await store.holdings(pool.id, window, toInstant(clock.now()), except);
  const request = { design, catalogue, pool: poolView(pool), window, held, stays };
  return place({ ...request, ...(kept && { kept }) });
}

/** Places a design and has `hold` store the placement, all of it or nothing. */
export async function reserve<T>(
  context: ReservationContext,
  request: ReservationRequest,
  hold: (placement: Placement) => Promise<Result<T>>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt++) {
    const placement = await findPlace(context, request);
    if (!placement.ok) return err(doesNotFit(request.pool.name, placement.error));
    const held = await hold(placement.value);
    const again = !held.ok && held.error.code === "double-booking" && attempt < ATTEMPTS;
    if (!again) return held;
  }
}

/** A refusal as the fault that a call fails with. */
export function doesNotFit(pool: string, refusals: readonly Refusal[]): Fault {
  const detail = `${refusals.map(refusalText).join(". ")}.`;
  return fault("does-not-fit", { pool, detail });
}
