import { z } from "zod";
import { err, ok } from "../../../../shared/base/result.ts";
import type { DesiredNetwork } from "../../../../shared/plan/desired.ts";
import type { Context } from "./context.ts";
import { refused, type Outcome } from "./client/failure.ts";
import { apiPath, isMissing } from "./client/rest.ts";
import { configuredSchema } from "./make-once.ts";
import { expectAllAnswering } from "./members.ts";
import { isOurs } from "./stamp.ts";

export const networkSchema = configuredSchema.extend({
  /** Of a cluster: whether it is on all members, and which have heard of it. */
  status: z.string().default("Created"),
  locations: z.array(z.string()).nullish(),
});

type FoundNetwork = z.infer<typeof networkSchema>;

/** Whether all members of a cluster have it, and not only some because it was cut off. */
export function isWhole({ status }: FoundNetwork): boolean {
  return status !== "Pending" && status !== "Errored";
}

/** Whether members have only heard its name, which is unguessable: then it cannot say yet whose it is. */
export function isNamedOnly({ status }: FoundNetwork): boolean {
  return status === "Pending";
}

/**
 * Makes a network of a cluster: each member hears of it, then all of them make it (`make`). Goes on where an earlier
 * try was cut off.
 */
export async function makeOnMembers(
  context: Context,
  name: string,
  make: () => Promise<Outcome<void>>,
): Promise<Outcome<void>> {
  const { rest, environment, signal } = context;
  const members = await expectAllAnswering(context);
  if (!members.ok) return members;
  const found = await rest.get(apiPath(["networks", name]), networkSchema, signal);
  if (!found.ok && !isMissing(found.error)) return found;
  const begun = found.ok ? found.value : null;
  const own = begun !== null && isOurs(begun.config, environment.managementId);
  if (begun !== null && !own && !isNamedOnly(begun))
    return err(refused(`to use network ${name}`, `somebody else made a network ${name}`));
  if (begun !== null && isWhole(begun)) return ok(undefined);
  const body = { name, type: "bridge" };
  const action = `to make network ${name}`;
  for (const { name: target } of members.value) {
    if (begun?.locations?.includes(target) === true) continue;
    const path = apiPath(["networks"], { target });
    const told = await rest.change("POST", path, body, `${action} on ${target}`, signal);
    if (!told.ok) return told;
  }
  if (!own) return make();
  // It knows what it is to be like, and takes that only once.
  const made = await rest.change("POST", apiPath(["networks"]), body, action, signal);
  return made.ok ? ok(undefined) : made;
}

/** A bridge of its own ends at the member that it is on: what it joins has to be on one. */
export function endsAtOneMember(
  { facts, environment }: Context,
  { id, name, type }: DesiredNetwork,
): Outcome<void> {
  if (!facts.clustered || type === "outside") return ok(undefined);
  const { instances } = environment.desired;
  const on = instances.filter(({ interfaces }) => interfaces.some((one) => one.network === id));
  const hosts = [...new Set(on.map(({ host }) => host))].toSorted();
  if (hosts.length < 2) return ok(undefined);
  const why = `it is no VLAN, and its machines are on ${hosts.join(" and ")}; let a subnet join them`;
  return err(refused(`to make network ${name}`, why));
}
