import type { DesiredInstance, DesiredState } from "../../../../shared/plan/desired.ts";
import type { ObservedInstance, ObservedState } from "../../../../shared/plan/observed.ts";
import type { LabItem } from "./journal.ts";
import type { EnvironmentReference } from "../driver.ts";
import type { Lab } from "./lab.ts";
import { hasShape, isConfigured, volumeShape } from "./shape.ts";

/** What is there now of one environment; what is only ordered does not show yet. */
export function observeLab(
  lab: Lab,
  { managementId, desired }: Pick<EnvironmentReference, "managementId" | "desired">,
  now: number,
): ObservedState {
  const wanted = new Map(desired.instances.map((instance) => [instance.id, instance]));
  const capacities = new Map(desired.volumes.map((volume) => [volume.id, volumeShape(volume)]));
  const items = lab.find(managementId).filter((item) => lab.isReady(item));
  const idsOf = (type: LabItem["type"]): readonly string[] =>
    items.filter((item) => item.type === type).map(({ id }) => id);
  return {
    present: idsOf("environment").length > 0,
    networks: idsOf("network"),
    volumes: idsOf("volume"),
    smallVolumes: items
      .filter(({ type, id, shape }) => {
        const capacity = capacities.get(id);
        return (
          type === "volume" &&
          shape !== null &&
          capacity !== undefined &&
          Number(shape) < Number(capacity)
        );
      })
      .map(({ id }) => id),
    instances: items
      .filter(({ type }) => type === "instance")
      .map((item) =>
        observeInstance(item, wanted.get(item.id), { desired, now, dead: lab.isDead(item.host) }),
      ),
  };
}

export function isRunning(item: LabItem, now: number): boolean {
  return item.runningAt !== null && item.runningAt <= now && item.goneAt === null;
}

interface Look {
  readonly desired: DesiredState;
  readonly now: number;
  readonly dead: boolean;
}

/** A machine that nobody wants any more is only there. */
function observeInstance(
  item: LabItem,
  wanted: DesiredInstance | undefined,
  { desired, now, dead }: Look,
): ObservedInstance {
  const running = isRunning(item, now);
  const done = (times: Readonly<Record<string, number>>): readonly string[] =>
    Object.entries(times).flatMap(([application, at]) => (at <= now ? [application] : []));
  const told = running && item.configuredAt !== null && item.configuredAt <= now;
  return {
    id: item.id,
    generation: item.generation,
    differs: wanted !== undefined && !hasShape(item, wanted),
    power: dead ? "unknown" : running ? "running" : "stopped",
    configured: told && wanted !== undefined && isConfigured(item, wanted, desired),
    installed: done(item.installed),
    started: running ? done(item.started) : [],
  };
}
