import { ok } from "../../../../shared/base/result.ts";
import type { DesiredState } from "../../../../shared/plan/desired.ts";
import type { ObservedInstance, ObservedState } from "../../../../shared/plan/observed.ts";
import { hasShape } from "./change-instance.ts";
import { configuredMark } from "./configure.ts";
import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import {
  generationOf,
  isOutOfReach,
  isWhole,
  listInstances,
  type FoundInstance,
} from "./instances.ts";
import { stampedNetworks } from "./networks.ts";
import { findProject } from "./projects.ts";
import { STAMP, instanceName } from "./stamp.ts";
import { markedVlans } from "./vlans.ts";
import { listVolumes, memberOf } from "./volumes.ts";

/** What of an environment exists: a handful of requests, however many instances it has. */
export async function observe(context: Context): Promise<Outcome<ObservedState>> {
  const [project, networks] = await Promise.all([
    findProject(context),
    stampedNetworks(context.rest, context.signal),
  ]);
  if (!project.ok) return project;
  if (!networks.ok) return networks;
  const { managementId } = context.environment;
  const own = networks.value.filter(
    (one) => one.managementId === managementId && (one.whole || !context.facts.clustered),
  );
  const bridges = own.map(({ id }) => id);
  if (project.value === null)
    return ok({ present: false, networks: bridges, volumes: [], instances: [] });
  const [instances, volumes] = await Promise.all([listInstances(context), listVolumes(context)]);
  if (!instances.ok) return instances;
  if (!volumes.ok) return volumes;
  const { desired } = context.environment;
  const away = new Set(instances.value.filter(isOutOfReach).map(({ location }) => location));
  return ok({
    present: true,
    networks: [...new Set([...bridges, ...markedVlans(context, project.value)])],
    volumes: volumes.value.flatMap((volume) =>
      volume.id === null || away.has(memberOf(context, volume) ?? "") ? [] : [volume.id],
    ),
    smallVolumes: desired.volumes
      .filter(({ id, capacityGiB }) =>
        volumes.value.some((found) => found.id === id && found.sizeGiB < Math.ceil(capacityGiB)),
      )
      .map(({ id }) => id),
    instances: instances.value.flatMap((instance) => observed(context, instance) ?? []),
  });
}

/** Null for one that was cut off while it was made: the plan then makes it again. */
function observed(context: Context, found: FoundInstance): ObservedInstance | null {
  const { desired } = context.environment;
  const { config, last_used_at: boot } = found;
  const id = config[STAMP.id];
  if (isOutOfReach(found)) return unknown(desired, found);
  if (id === undefined || !isWhole(found)) return null;
  const power = powerOf(found.status);
  const running = power === "running";
  const instance = desired.instances.find((one) => one.id === id);
  return {
    id,
    generation: generationOf(found),
    differs: instance !== undefined && !hasShape(context, found, instance),
    power,
    configured:
      running &&
      instance !== undefined &&
      config[STAMP.configured] === configuredMark(instance, desired, boot),
    installed: marked(config, STAMP.installed, () => true),
    started: marked(config, STAMP.started, (value) => running && value === boot),
  };
}

/** One on a member that does not answer is known by its name. One that is on another member than is desired is the making before. */
function unknown(
  { instances }: DesiredState,
  { name, location }: FoundInstance,
): ObservedInstance | null {
  const instance = instances.find(({ id }) => instanceName(id) === name);
  if (instance === undefined) return null;
  const generation = location === instance.host ? (instance.generation ?? 1) : 0;
  const nothing = { configured: false, installed: [], started: [] };
  return { id: instance.id, generation, power: "unknown", ...nothing };
}

function powerOf(status: string): ObservedInstance["power"] {
  if (status === "Running") return "running";
  return status === "Stopped" ? "stopped" : "unknown";
}

/** What follows `prefix` in the keys whose value counts. */
function marked(
  config: Readonly<Record<string, string>>,
  prefix: string,
  counts: (value: string) => boolean,
): readonly string[] {
  return Object.entries(config).flatMap(([key, value]) =>
    key.startsWith(prefix) && counts(value) ? [key.slice(prefix.length)] : [],
  );
}
