import type { Result } from "../../shared/base/result.ts";
import type { Design } from "../../shared/design/design.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { Connection as PoolConnection } from "../../shared/protocol/connection.ts";
import type { EnvironmentSummary, EnvironmentView } from "../../shared/protocol/environment.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { QosClass } from "../../shared/reservations/qos-class.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { askOn, askToChangeOn, askUntilAnsweredOn, type Line } from "./asking.ts";
import { daemon } from "./connection.ts";
import { useLive, type Live } from "./state.ts";

/** So long an answer that was lost is waited for. */
const BACK_WITHIN_MS = 60_000;

const LINE: Line<LabwrightClient> = {
  client: () => (isOnline(useLive.getState()) ? daemon() : null),
  back: () =>
    new Promise((resolve) => {
      const settle = (isBack: boolean): void => {
        clearTimeout(timer);
        stop();
        resolve(isBack);
      };
      const timer = setTimeout(() => settle(false), BACK_WITHIN_MS);
      // That it is gone is not always known yet when an answer is lost.
      const stop = useLive.subscribe((live, before) => {
        if (isOnline(live) && !isOnline(before)) settle(true);
      });
    }),
};

function isOnline({ connection }: Pick<Live, "connection">): boolean {
  return connection.status === "online";
}

/** Calls the daemon; its absence and its refusals are values. */
export function ask<T>(call: (client: LabwrightClient) => Promise<T>): Promise<Result<T>> {
  return askOn(LINE, call);
}

/** The same for what changes something: where the connection is lost meanwhile, it may have been done all the same. */
export function askToChange<T>(call: (client: LabwrightClient) => Promise<T>): Promise<Result<T>> {
  return askToChangeOn(LINE, call);
}

/** The same for what is done once however often it is asked: it is asked again when the connection is back. */
export function askUntilAnswered<T>(
  call: (client: LabwrightClient) => Promise<T>,
  onWait?: () => void,
): Promise<Result<T>> {
  return askUntilAnsweredOn(LINE, call, onWait);
}

export interface SendRequest {
  readonly name: string;
  readonly pool: string;
  readonly design: Design;
  readonly window: Window;
  /** What is promised; left out: nothing beside its price. */
  readonly qosClass?: QosClass;
  /** The same key for the same press of the button, however often it is tried. */
  readonly idempotencyKey: string;
}

export async function sendToLab(request: SendRequest): Promise<Result<EnvironmentView>> {
  const created = await askUntilAnswered((client) => client.environments.request(request));
  if (created.ok) keepView(created.value);
  return created;
}

export interface ApplyRequest {
  readonly id: string;
  readonly design: Design;
  /** The revision that the plan was made for. */
  readonly revision: number;
  readonly idempotencyKey: string;
}

/** Gives an environment a changed design. */
export async function applyToLab(request: ApplyRequest): Promise<Result<EnvironmentView>> {
  const applied = await askUntilAnswered((client) => client.environments.apply(request));
  if (applied.ok) keepView(applied.value);
  return applied;
}

/** Fetches an environment in full, with what it is priced by. */
export async function loadEnvironment(id: string): Promise<Result<EnvironmentView>> {
  const view = await ask((client) => client.environments.get({ id }));
  if (view.ok) keepView(view.value);
  return view;
}

function keepView(view: EnvironmentView): void {
  useLive.setState(({ views }) => ({ views: { ...views, [view.id]: view } }));
  void loadTerms(view.id);
}

/** Asked for anew with each view: a later revision of its book or contract may hold by now. */
async function loadTerms(environment: string): Promise<void> {
  const found = await ask((client) => client.terms.get({ environment }));
  if (!found.ok) return;
  useLive.setState(({ terms }) => ({ terms: { ...terms, [environment]: found.value } }));
}

/** `keeps`: it is bought, or licensed, and the next bills charge that. `onWait`: the daemon is away, and asked again. */
export function release(
  id: string,
  keeps: "buy" | "renew" | undefined,
  onWait: () => void,
): Promise<Result<EnvironmentSummary>> {
  return askUntilAnswered((client) => client.environments.release({ id, keeps }), onWait);
}

export async function addPool(name: string, connection: PoolConnection): Promise<Result<Pool>> {
  const added = await askToChange((client) => client.pools.add({ name, connection }));
  if (added.ok) putPool(added.value);
  return added;
}

export async function refreshPool(id: string): Promise<Result<Pool>> {
  const pool = await ask((client) => client.pools.refresh({ id }));
  if (pool.ok) putPool(pool.value);
  return pool;
}

export async function removePool(id: string): Promise<Result<unknown>> {
  const removed = await askToChange((client) => client.pools.remove({ id }));
  if (removed.ok)
    useLive.setState(({ pools }) => ({ pools: pools.filter((pool) => pool.id !== id) }));
  return removed;
}

/** Takes over what the daemon says of a pool. */
export function putPool(pool: Pool): void {
  useLive.setState(({ pools }) => ({
    pools: pools.some(({ id }) => id === pool.id)
      ? pools.map((one) => (one.id === pool.id ? pool : one))
      : [...pools, pool],
  }));
}
