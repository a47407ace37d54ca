import { indexCatalogue } from "../../shared/catalogue/catalogue.ts";
import { fault, FaultError } from "../../shared/base/fault.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { EnvironmentView, InstanceStatus } from "../../shared/protocol/environment.ts";
import type { Reservation } from "../../shared/protocol/reservation.ts";
import { attempt, unlessFault } from "../../shared/protocol/errors.ts";
import { must } from "./connect.ts";
import type { People } from "./people.ts";

const AHEAD: ReadonlySet<Reservation["state"]> = new Set(["asked", "queued", "booked", "running"]);

/** The environment of this id, else the one of this name; of several, the one that is not released. */
export async function findEnvironment(
  client: LabwrightClient,
  wanted: string,
): Promise<EnvironmentView> {
  const all = must(await attempt(client.environments.list({})));
  const byId = all.find(({ id }) => id === wanted);
  const named = all.filter(({ name }) => name === wanted);
  const open = named.filter(({ state }) => state !== "released");
  const found = byId ?? only("environment", wanted, open.length > 0 ? open : named.slice(-1));
  return must(await attempt(client.environments.get({ id: found.id })));
}

/** The pool of this id or name; without one, the only pool there is. */
export async function findPool(client: LabwrightClient, wanted: string | undefined): Promise<Pool> {
  const all = must(await attempt(client.pools.list()));
  const matching =
    wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name === wanted);
  return only("pool", wanted ?? "", matching);
}

/** One of these people, by id or name. */
export async function findUser(
  people: Pick<People, "users">,
  wanted: string,
): Promise<{ readonly id: string; readonly name: string }> {
  const all = must(await attempt(people.users()));
  const active = all.filter((user) => user.active);
  return only(
    "user",
    wanted,
    active.filter(({ id, name }) => id === wanted || name === wanted),
  );
}

/** What people are called, by id; by the id itself whom the caller may not know. */
export async function personNames(client: LabwrightClient): Promise<(id: string) => string> {
  const names = await unlessFault(client.users.names(), "forbidden", []);
  const known = new Map(names.map(({ id, name }) => [id, name]));
  return (id) => known.get(id) ?? id;
}

/** What people and licence products are called, by id; by the id itself where that is not known. */
export interface Names {
  readonly person: (id: string) => string;
  readonly product: (id: string) => string;
}

export async function knownNames(client: LabwrightClient): Promise<Names> {
  const [person, items] = await Promise.all([personNames(client), attempt(client.catalogue.get())]);
  const catalogue = items.ok ? indexCatalogue(items.value) : null;
  return { person, product: (id) => catalogue?.find("licenceProducts", id)?.name ?? id };
}

/**
 * The tenant's reservation of this id or name; of several of a name, as of a series by the name that its times share,
 * the first that is not over.
 */
export async function findReservation(
  client: LabwrightClient,
  wanted: string,
): Promise<Reservation> {
  const all = must(await attempt(client.reservations.list({})));
  const byId = all.find(({ id }) => id === wanted);
  const ahead = all.filter(({ state }) => AHEAD.has(state));
  const first =
    ahead.find(({ name }) => name === wanted) ??
    ahead.find(({ name }) => name.startsWith(`${wanted} · `));
  return byId ?? only("reservation", wanted, first === undefined ? [] : [first]);
}

/** An instance by its id or name, or by the name of a node that has just one. */
export function findInstance(environment: EnvironmentView, wanted: string): InstanceStatus {
  const { status, design } = environment;
  const exact = status.find(({ id, name }) => id === wanted || name === wanted);
  const ofNode = status.filter(
    ({ node }) => node === wanted || design.nodes[node]?.name === wanted,
  );
  return exact ?? only("machine", wanted, ofNode);
}

/** The only one that matches what was wanted; else `not-found` or `ambiguous`. */
export function only<T extends { readonly id: string; readonly name: string }>(
  what: string,
  wanted: string,
  matching: readonly T[],
): T {
  const [first, ...others] = matching;
  if (first === undefined) throw new FaultError(fault("not-found", { what, id: wanted }));
  if (others.length === 0) return first;
  const names = matching.map(({ id, name }) => `${name} (${id})`).join(", ");
  throw new FaultError(fault("ambiguous", { what, id: wanted, names }));
}
