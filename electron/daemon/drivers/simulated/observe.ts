import type { ObservedInstance, ObservedState } from "../../../../shared/plan/observed.ts";
import type { LabItem } from "./journal.ts";
import type { Lab } from "./lab.ts";

/** What is there now of one environment; what is only ordered does not show yet. */
export function observeLab(lab: Lab, managementId: string, now: number): ObservedState {
  const items = lab.find(managementId).filter((item) => lab.isReady(item));
  const idsOf = (type: LabItem["type"]): readonly string[] =>
    items.filter((item) => item.type === type).map(({ id }) => id);
  return {
    present: idsOf("environment").length > 0,
    networks: idsOf("network"),
    volumes: idsOf("volume"),
    instances: items
      .filter(({ type }) => type === "instance")
      .map((item) => observeInstance(item, lab.isDead(item.host), now)),
  };
}

export function isRunning(item: LabItem, now: number): boolean {
  return item.runningAt !== null && item.runningAt <= now && item.goneAt === null;
}

function observeInstance(item: LabItem, dead: boolean, now: number): ObservedInstance {
  const running = isRunning(item, now);
  const done = (times: Readonly<Record<string, number>>): readonly string[] =>
    Object.entries(times).flatMap(([application, at]) => (at <= now ? [application] : []));
  return {
    id: item.id,
    power: dead ? "unknown" : running ? "running" : "stopped",
    configured: running && item.configuredAt !== null && item.configuredAt <= now,
    installed: done(item.installed),
    started: running ? done(item.started) : [],
  };
}
