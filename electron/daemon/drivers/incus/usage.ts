import { z } from "zod";
import { ok } from "../../../../shared/base/result.ts";
import type { UsageSample } from "../driver.ts";
import { inProject, type Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath } from "./client/rest.ts";
import { nullable } from "./instances.ts";
import { STAMP } from "./stamp.ts";

const countersSchema = z.looseObject({
  bytes_received: z.number(),
  bytes_sent: z.number(),
});

const withStateSchema = z.looseObject({
  config: nullable(z.record(z.string(), z.string()), {}),
  last_used_at: z.string(),
  state: z
    .looseObject({
      status: z.string(),
      cpu: z.looseObject({ usage: z.number() }),
      memory: z.looseObject({ usage: z.number() }),
      disk: z.record(z.string(), z.looseObject({ usage: z.number() })).nullish(),
      network: z.record(z.string(), z.looseObject({ counters: countersSchema })).nullish(),
    })
    .nullish(),
});

/**
 * Counters of all running instances of an environment, in one request. Whose doing it was is left open: the server
 * counts the bytes of a card and the time of a machine, and neither says who asked for it.
 */
export async function readUsage(context: Context): Promise<Outcome<readonly UsageSample[]>> {
  const path = apiPath(["instances"], inProject(context, { recursion: "2" }));
  const found = await context.rest.get(path, z.array(withStateSchema), context.signal);
  if (!found.ok) return found;
  return ok(found.value.flatMap((instance) => sampleOf(instance) ?? []));
}

function sampleOf({
  config,
  state,
  last_used_at: boot,
}: z.infer<typeof withStateSchema>): UsageSample | null {
  const instance = config[STAMP.id];
  if (instance === undefined || state?.status !== "Running") return null;
  const cards = Object.entries(state.network ?? {}).filter(([name]) => name !== "lo");
  const sum = (key: "bytes_received" | "bytes_sent"): number =>
    cards.reduce((total, [, { counters }]) => total + counters[key], 0);
  const disks = Object.values(state.disk ?? {}).filter(({ usage }) => usage > 0);
  return {
    instance,
    bootId: boot,
    bootedAt: Date.parse(boot),
    cpuNanoseconds: state.cpu.usage,
    receivedBytes: sum("bytes_received"),
    sentBytes: sum("bytes_sent"),
    memoryBytes: state.memory.usage,
    diskBytes: disks.length === 0 ? null : disks.reduce((total, { usage }) => total + usage, 0),
  };
}
