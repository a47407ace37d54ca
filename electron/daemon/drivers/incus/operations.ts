import { z } from "zod";
import { ok } from "../../../../shared/base/result.ts";
import { inProject, type Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath } from "./client/rest.ts";

const operationsSchema = z.record(
  z.string(),
  z.array(
    z.looseObject({
      id: z.string(),
      class: z.string(),
      resources: z.record(z.string(), z.array(z.string())).nullish(),
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

function concerns(resources: readonly (readonly string[])[], name: string): boolean {
  return resources.flat().some((url) => (url.split("?")[0] ?? "").endsWith(`/instances/${name}`));
}
