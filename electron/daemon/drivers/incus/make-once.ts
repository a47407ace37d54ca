import { z } from "zod";
import { err, ok } from "../../../../shared/base/result.ts";
import { refused, type Outcome } from "./client/failure.ts";
import { isMissing } from "./client/rest.ts";
import type { Context } from "./context.ts";
import { isOurs } from "./stamp.ts";

/** What everything on the server has that carries our stamp. */
export const configuredSchema = z.looseObject({
  name: z.string(),
  description: z.string().default(""),
  config: z.record(z.string(), z.string()).default({}),
});

export type Configured = z.infer<typeof configuredSchema>;

/** Who asks, and whom. */
type Asking = Pick<Context, "rest" | "signal"> & {
  readonly environment: Pick<Context["environment"], "managementId">;
};

/** The environment's own thing at a path, or null. One there that is not ours is a failure. */
export async function findOwn(
  { rest, environment, signal }: Asking,
  path: string,
  thing: string,
): Promise<Outcome<Configured | null>> {
  const found = await rest.get(path, configuredSchema, signal);
  if (!found.ok) return isMissing(found.error) ? ok(null) : found;
  if (isOurs(found.value.config, environment.managementId)) return found;
  return err(refused(`to use ${thing}`, `somebody else made a ${thing}`));
}

/**
 * Makes what is not there yet. An earlier call that was cut off may be carried out between our look and our
 * order, which is then refused as there already: so a refusal is believed only after a second look.
 */
export async function makeOnce(
  asking: Asking,
  path: string,
  thing: string,
  make: () => Promise<Outcome<unknown>>,
): Promise<Outcome<void>> {
  const present = await findOwn(asking, path, thing);
  if (!present.ok) return present;
  if (present.value !== null) return ok(undefined);
  const made = await make();
  if (made.ok) return ok(undefined);
  const since = await findOwn(asking, path, thing);
  return since.ok && since.value !== null ? ok(undefined) : made;
}
