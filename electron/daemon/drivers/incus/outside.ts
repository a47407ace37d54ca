import { z } from "zod";
import { err, ok } from "../../../../shared/base/result.ts";
import type { OutsideAddress } from "../../../../shared/guest/configure.ts";
import type { DesiredState } from "../../../../shared/plan/desired.ts";
import type { Context } from "./context.ts";
import { refused, type Outcome } from "./client/failure.ts";
import { apiPath, isMissing, type RestClient } from "./client/rest.ts";
import { configuredSchema } from "./make-once.ts";
import { digest, isOurs, networkName, stampOf } from "./stamp.ts";

// Ways outside get their addresses from the shared address space of RFC 6598, which neither tenants' subnets
// nor an office network should use: 16,384 networks of 253 machines.
const NETWORKS = 16_384;
const MACHINES = 253;

function subnetNumber(index: number): string {
  return `100.${64 + Math.floor(index / 256)}.${index % 256}`;
}

/**
 * What nobody may reach by way of the outside: other tenants' ways outside, the office's network, and the
 * host's own services. Only what is public is outside.
 */
const PRIVATE = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
];

/** Configuration of a bridge with NAT to the outside, with its rules in place. Call it under the lock. */
export async function outsideConfig(
  context: Context,
  name: string,
): Promise<Outcome<Record<string, string>>> {
  const gateway = await freeGateway(context.rest, name, context.signal);
  if (!gateway.ok) return gateway;
  const rules = await createRules(context, name);
  if (!rules.ok) return rules;
  return ok({
    "ipv4.address": `${gateway.value}/24`,
    "ipv4.nat": "true",
    "ipv4.dhcp": "false",
    "ipv6.address": "none",
    "security.acls": name,
    "security.acls.default.egress.action": "allow",
    "security.acls.default.ingress.action": "reject",
  });
}

async function freeGateway(
  rest: RestClient,
  name: string,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  const path = apiPath(["networks"], { recursion: "1" });
  const networks = await rest.get(path, z.array(configuredSchema), signal);
  if (!networks.ok) return networks;
  const taken = new Set(networks.value.map(({ config }) => config["ipv4.address"]));
  const start = Number.parseInt(digest(name, 8), 16);
  for (let step = 0; step < NETWORKS; step++) {
    const gateway = `${subnetNumber((start + step) % NETWORKS)}.1`;
    if (!taken.has(`${gateway}/24`)) return ok(gateway);
  }
  return err(refused("to make a way outside", "all its addresses are in use"));
}

async function createRules(context: Context, name: string): Promise<Outcome<void>> {
  const { rest, environment, signal } = context;
  const found = await rest.get(apiPath(["network-acls", name]), configuredSchema, signal);
  if (found.ok || !isMissing(found.error)) return found.ok ? ok(undefined) : found;
  const body = {
    name,
    description: `Labwright: ${environment.name}`,
    egress: PRIVATE.map((destination) => ({ action: "reject", state: "enabled", destination })),
    ingress: [],
    config: stampOf(environment.managementId, name),
  };
  const action = "to make the rules of a way outside";
  const made = await rest.change("POST", apiPath(["network-acls"]), body, action, signal);
  return made.ok ? ok(undefined) : made;
}

/** Removes the rules of a network that is gone; those of anybody else are left alone. */
export async function removeOutsideRules(context: Context, name: string): Promise<Outcome<void>> {
  const { rest, environment, signal } = context;
  const path = apiPath(["network-acls", name]);
  const found = await rest.get(path, configuredSchema, signal);
  if (!found.ok) return isMissing(found.error) ? ok(undefined) : found;
  if (!isOurs(found.value.config, environment.managementId)) return ok(undefined);
  const removed = await rest.change("DELETE", path, undefined, `to remove rules ${name}`, signal);
  return removed.ok || isMissing(removed.error) ? ok(undefined) : removed;
}

/** Every management ID and network name whose rules are on the server. */
export async function stampedRules(
  rest: RestClient,
  signal: AbortSignal,
): Promise<Outcome<readonly z.infer<typeof configuredSchema>[]>> {
  return rest.get(apiPath(["network-acls"], { recursion: "1" }), z.array(configuredSchema), signal);
}

/**
 * Addresses of all interfaces on one way outside, keyed `<instance>/<interface>`: they follow from the
 * order of the desired state, so every try gives the same and no DHCP client is needed in an image.
 */
export function outsideAddresses(
  desired: DesiredState,
  network: string,
  gateway: string,
): ReadonlyMap<string, OutsideAddress> {
  const prefix = gateway.slice(0, gateway.lastIndexOf("."));
  const keys = desired.instances.flatMap((instance) =>
    instance.interfaces
      .filter((item) => item.network === network)
      .map((item) => `${instance.id}/${item.name}`),
  );
  return new Map(
    keys
      .slice(0, MACHINES)
      .map((key, index) => [key, { address: `${prefix}.${index + 2}/24`, gateway }] as const),
  );
}

/** The gateway of an existing way outside. */
export async function readGateway(context: Context, id: string): Promise<Outcome<string>> {
  const name = networkName(context.environment.managementId, id);
  const found = await context.rest.get(
    apiPath(["networks", name]),
    configuredSchema,
    context.signal,
  );
  if (!found.ok) return found;
  const gateway = found.value.config["ipv4.address"]?.split("/")[0];
  return gateway === undefined
    ? err(refused("to lead outside", `network ${name} has no address`))
    : ok(gateway);
}
