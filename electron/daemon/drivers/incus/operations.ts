import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ok } from "../../../../shared/base/result.ts";
import { inProject, type Context } from "./context.ts";
import type { Failure, Outcome } from "./client/failure.ts";
import { apiPath } from "./client/rest.ts";

const operationsSchema = z.record(
  z.string(),
  z.array(
    z.looseObject({
      id: z.string(),
      class: z.string(),
      resources: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
    }),
  ),
);

/**
 * Waits until the server has nothing under way for an instance: what a try that was cut off began goes on
 * there, and a second one beside it would disturb both. How those end does not matter. Open consoles, which
 * are no tasks, do not count.
 */
export async function waitUntilIdle(context: Context, name: string): Promise<Outcome<void>> {
  const path = apiPath(["operations"], inProject(context, { recursion: "1" }));
  const running = await context.rest.get(path, operationsSchema, context.signal);
  if (!running.ok) return running;
  const concerned = Object.values(running.value)
    .flat()
    .filter((one) => one.class === "task" && concerns(Object.values(one.resources ?? {}), name));
  for (const { id } of concerned)
    await context.rest.wait(id, `to finish with ${name}`, context.signal);
  return ok(undefined);
}

/** How often something is tried that the server refuses because it is busy with the instance. */
const TRIES = 5;
/** The server calls an instance busy for a moment longer than the operation lasts. */
const PAUSE = 100;

/**
 * Does something to an instance; while the server refuses because it is still busy with what an earlier try
 * began, waits for that and does it again. `attempt` must look afresh at what is there.
 */
export async function whenIdle(
  context: Context,
  name: string,
  attempt: () => Promise<Outcome<void>>,
): Promise<Outcome<void>> {
  for (let left = TRIES; ; left--) {
    const outcome = await attempt();
    if (outcome.ok || left === 0 || !saysBusy(outcome.error)) return outcome;
    const idle = await waitUntilIdle(context, name);
    if (!idle.ok) return idle;
    await sleep(PAUSE);
  }
}

function saysBusy({ fault }: Failure): boolean {
  return String(fault.parameters["detail"]).includes("is busy running");
}

function concerns(resources: readonly (readonly string[] | null)[], name: string): boolean {
  return resources.some((urls) =>
    urls?.some((url) => (url.split("?")[0] ?? "").endsWith(`/instances/${name}`)),
  );
}
