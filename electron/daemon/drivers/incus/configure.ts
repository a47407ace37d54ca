import { err, ok } from "../../../../shared/base/result.ts";
import { configureScript, type OutsideAddress } from "../../../../shared/guest/configure.ts";
import type { DesiredInstance, DesiredState } from "../../../../shared/plan/desired.ts";
import { hostLines } from "../../../../shared/plan/host-lines.ts";
import type { Context } from "./context.ts";
import { refused, type Outcome } from "./client/failure.ts";
import { markInstance, readBoot } from "./instances.ts";
import { outsideAddresses, readGateway } from "./outside.ts";
import { renewLimits } from "./renew-limits.ts";
import { runInInstance } from "./run-in-instance.ts";
import { STAMP, digest, instanceName } from "./stamp.ts";

/**
 * Gives a running instance its addresses, routes and filters, and marks it with what was set and for which
 * boot, so that the mark counts for nothing after a restart.
 */
export async function configureInstance(
  context: Context,
  instance: DesiredInstance,
): Promise<Outcome<void>> {
  const name = instanceName(instance.id);
  const boot = await readBoot(context, name);
  if (!boot.ok) return boot;
  const outside = await waysOutside(context, instance);
  if (!outside.ok) return outside;
  const unsafe = unsafePort(instance);
  if (unsafe !== undefined)
    return err(refused(`to configure ${instance.hostname}`, `"${unsafe}" is not a port`));
  const { desired } = context.environment;
  const text = configureScript(instance, {
    hosts: hostLines(desired),
    outside: outside.value.addresses,
    nameServer: outside.value.nameServer,
    limitInside: !context.memory.egressLimits,
  });
  const action = `to configure ${instance.hostname}`;
  const script = { instance: name, text, action };
  const run = await runInInstance(context, script);
  if (!run.ok) return run;
  const limited = await renewLimits(context, instance);
  if (!limited.ok) return limited;
  const mark = configuredMark(instance, desired, boot.value);
  return markInstance(context, name, { [STAMP.configured]: mark });
}

/** What the mark must say for an instance to count as configured. */
export function configuredMark(
  instance: DesiredInstance,
  desired: DesiredState,
  boot: string,
): string {
  const meaning = JSON.stringify([instance, hostLines(desired)]);
  return `${digest(meaning, 16)}:${boot}`;
}

interface WaysOutside {
  readonly addresses: ReadonlyMap<string, OutsideAddress>;
  readonly nameServer: string | null;
}

async function waysOutside(
  context: Context,
  instance: DesiredInstance,
): Promise<Outcome<WaysOutside>> {
  const { desired } = context.environment;
  const networks = desired.networks.filter(({ type }) => type === "outside");
  const addresses = new Map<string, OutsideAddress>();
  let nameServer: string | null = null;
  for (const { id } of networks) {
    const gateway = await readGateway(context, id);
    if (!gateway.ok) return gateway;
    nameServer ??= gateway.value;
    const all = outsideAddresses(desired, id, gateway.value);
    for (const { name, network, address } of instance.interfaces) {
      const given = all.get(`${instance.id}/${name}`);
      if (network !== id || address !== null) continue;
      if (given === undefined)
        return err(refused(`to lead ${instance.hostname} outside`, "the network is full"));
      addresses.set(name, given);
    }
  }
  return ok({ addresses, nameServer });
}

/** Ports are free text in a design; nothing but a port or a range may reach a script. */
function unsafePort(instance: DesiredInstance): string | undefined {
  return instance.filter?.rules
    .map(({ port }) => port)
    .find((port) => port !== "any" && !/^\d{1,5}(-\d{1,5})?$/.test(port));
}
