import { z } from "zod";
import { ok } from "../../../../shared/base/result.ts";
import type { DesiredNetwork } from "../../../../shared/plan/desired.ts";
import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath, isMissing, type RestClient } from "./client/rest.ts";
import {
  endsAtOneMember,
  isNamedOnly,
  isWhole,
  makeOnMembers,
  networkSchema,
} from "./cluster-networks.ts";
import { makeOnce } from "./make-once.ts";
import { expectAllAnswering } from "./members.ts";
import { outsideConfig, removeOutsideRules } from "./outside.ts";
import { STAMP, isOurs, networkName, stampOf } from "./stamp.ts";
import { createVlan, removeVlan, vlanOf } from "./vlans.ts";

/**
 * No host address and no DHCP: nothing but the instances plugged in is on the wire, so two tenants may use
 * the same addresses at the same time.
 */
const ISOLATED = { "ipv4.address": "none", "ipv6.address": "none" } as const;

/** Bridges cannot live in projects, so each says in its configuration whose it is. */
export function createNetwork(context: Context, network: DesiredNetwork): Promise<Outcome<void>> {
  const vlan = vlanOf(context, network.id);
  if (vlan !== null) return createVlan(context, network, vlan);
  const name = networkName(context.environment.managementId, network.id);
  const whole = endsAtOneMember(context, network);
  if (!whole.ok) return Promise.resolve(whole);
  const make = () => createBridge(context, network, name);
  if (context.facts.clustered) return makeOnMembers(context, name, make);
  return makeOnce(context, apiPath(["networks", name]), `network ${name}`, make);
}

function createBridge(
  context: Context,
  network: DesiredNetwork,
  name: string,
): Promise<Outcome<void>> {
  return network.type === "outside"
    ? createOutside(context, network, name)
    : postNetwork(context, network, name, ISOLATED);
}

function createOutside(
  context: Context,
  network: DesiredNetwork,
  name: string,
): Promise<Outcome<void>> {
  const { memory } = context;
  const made = memory.outsideLock.then(async () => {
    const config = await outsideConfig(context, name);
    return config.ok ? postNetwork(context, network, name, config.value) : config;
  });
  memory.outsideLock = made.catch(() => undefined);
  return made;
}

async function postNetwork(
  context: Context,
  network: DesiredNetwork,
  name: string,
  config: Readonly<Record<string, string>>,
): Promise<Outcome<void>> {
  const { rest, environment, signal } = context;
  const body = {
    name,
    type: "bridge",
    description: `Labwright: ${environment.name}: ${network.name}`,
    config: { ...config, ...stampOf(environment.managementId, network.id) },
  };
  const action = `to make network ${network.name}`;
  const made = await rest.change("POST", apiPath(["networks"]), body, action, signal);
  return made.ok ? ok(undefined) : made;
}

/** Removes one of ours; what is not there or not ours is left alone. */
export async function removeNetwork(context: Context, id: string): Promise<Outcome<void>> {
  const { rest, environment, signal } = context;
  const name = networkName(environment.managementId, id);
  const path = apiPath(["networks", name]);
  const found = await rest.get(path, networkSchema, signal);
  if (!found.ok && !isMissing(found.error)) return found;
  const own =
    found.ok && (isOurs(found.value.config, environment.managementId) || isNamedOnly(found.value));
  if (own) {
    const answering = await expectAllAnswering(context);
    if (!answering.ok) return answering;
    const removed = await rest.change("DELETE", path, undefined, `to remove ${name}`, signal);
    if (!removed.ok && !isMissing(removed.error)) return removed;
  }
  const unmarked = await removeVlan(context, id);
  return unmarked.ok ? removeOutsideRules(context, name) : unmarked;
}

export interface StampedNetwork {
  readonly id: string;
  readonly managementId: string;
  /** On all members of a cluster. */
  readonly whole: boolean;
}

/** Every network of the server that Labwright made, for whichever environment. */
export async function stampedNetworks(
  rest: RestClient,
  signal: AbortSignal,
): Promise<Outcome<readonly StampedNetwork[]>> {
  const path = apiPath(["networks"], { recursion: "1" });
  const all = await rest.get(path, z.array(networkSchema), signal);
  if (!all.ok) return all;
  return ok(
    all.value.flatMap((network) => {
      const { config } = network;
      const managementId = config[STAMP.management];
      const id = config[STAMP.id];
      if (managementId === undefined || id === undefined) return [];
      return [{ id, managementId, whole: isWhole(network) }];
    }),
  );
}
