import { toInstant, type Instant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { releasingEnd, type ContractEnd } from "../../../shared/billing/contract-end.ts";
import type { Message } from "../../../shared/billing/message.ts";
import { ACTIVE_STATES } from "../environments/next-state.ts";
import type { Store } from "../store/store.ts";
import type { AccountContext } from "./account.ts";

interface Ending extends AccountContext {
  /** Something about an environment changed that should be seen now. */
  readonly wake: (environment: { readonly id: string; readonly tenant: string }) => void;
}

const PRESENT = ["requested", "reserved", ...ACTIVE_STATES] as const;

/**
 * Tells a customer in time that a contract ends, and releases what it has in the lab when it does: what nobody pays
 * for does not go on. Gives when there is something to do next; null: nothing by time alone.
 */
export async function carryOutEnd(context: Ending, tenant: string): Promise<number | null> {
  const { store, clock } = context;
  const now = toInstant(clock.now());
  const end = releasingEnd(await store.contracts(tenant), now);
  if (end === null) return null;
  if (now < end.toldFrom) return Date.parse(end.toldFrom);
  const isOver = now >= end.at;
  // One that was ended and is over needs no word but that.
  await tellEnd(context, tenant, end, isOver);
  if (!isOver) return Date.parse(end.at);
  await releaseAll(context, tenant, end.at);
  return null;
}

async function tellEnd(
  { store, clock }: Ending,
  tenant: string,
  { record, at: end }: ContractEnd,
  isOver: boolean,
): Promise<void> {
  const text = isOver
    ? `The contract is over since ${end}: all environments are released, and nothing that begins later is made.`
    : `The contract ends at ${end}: all environments are released then.`;
  const at = toInstant(clock.now());
  const { revision, terms, customer } = record;
  const messages: readonly Message[] = terms.email
    ? [
        {
          id: `contract-end/${tenant}/${record.contract.id}/${end}`,
          tenant,
          channel: "email",
          to: [customer.email],
          subject: `Your contract ends at ${end}`,
          text,
          payload: "",
        },
      ]
    : [];
  await store.tellContractEnd(tenant, { revision, end, at, text, messages });
}

/** What runs goes, and what was booked for later is off. */
async function releaseAll(
  { store, clock, wake }: Ending,
  tenant: string,
  end: Instant,
): Promise<void> {
  const at = toInstant(clock.now());
  for (const { id } of await store.listEnvironments(tenant, PRESENT)) {
    const why = fault("contract-over", { end });
    await store.changeEnvironment({ id, tenant, at, expect: PRESENT, state: "releasing", why });
    wake({ id, tenant });
  }
  const waiting = await store.reservations({ tenant, states: ["asked", "queued", "booked"] });
  for (const { id, state, booking } of waiting) {
    await store.stopBooking(booking);
    const off = { state: "cancelled", claims: [], nextAt: null, notice: "cancelled" } as const;
    const reason = fault("contract-over", { end });
    await store.changeReservations([{ id, at, expect: [state], ...off, reason }]);
  }
}

/** Whether something may begin then: not after the end of all that was agreed on. */
export async function refuseAfterEnd(
  store: Pick<Store, "contracts">,
  tenant: string,
  { now, start }: { readonly now: number; readonly start: string },
): Promise<Result<void>> {
  const end = releasingEnd(await store.contracts(tenant), toInstant(now));
  if (end === null || Math.max(now, Date.parse(start)) < Date.parse(end.at)) return ok(undefined);
  return err(fault("contract-over", { end: end.at }));
}
