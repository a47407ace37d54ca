import { z } from "zod";
import { err, ok } from "../../../../shared/base/result.ts";
import type { Context } from "./context.ts";
import { refused, type Outcome } from "./client/failure.ts";
import { apiPath, isMissing } from "./client/rest.ts";
import { isOurs, stampOf } from "./stamp.ts";

export const configuredSchema = z.looseObject({
  name: z.string(),
  config: z.record(z.string(), z.string()).default({}),
});

/** Profiles and volumes of its own; images and bridges are the server's. */
const FEATURES = {
  "features.images": "false",
  "features.networks": "false",
  "features.profiles": "true",
  "features.storage.volumes": "true",
} as const;

/** Whether the environment's project is there. One of that name that is not ours is a failure. */
export async function projectPresent(context: Context): Promise<Outcome<boolean>> {
  const { rest, project, environment, signal } = context;
  const found = await rest.get(apiPath(["projects", project]), configuredSchema, signal);
  if (!found.ok) return isMissing(found.error) ? ok(false) : found;
  if (isOurs(found.value.config, environment.managementId)) return ok(true);
  return err(refused(`to use project ${project}`, "somebody else made a project of that name"));
}

export async function createProject(context: Context): Promise<Outcome<void>> {
  const present = await projectPresent(context);
  if (!present.ok) return present;
  if (present.value) return ok(undefined);
  const { rest, project, environment, signal } = context;
  const body = {
    name: project,
    description: `Labwright: ${environment.name}`,
    config: { ...FEATURES, ...stampOf(environment.managementId, "environment") },
  };
  const made = await rest.change("POST", apiPath(["projects"]), body, "to make a project", signal);
  return made.ok ? ok(undefined) : made;
}

/** Refused by the server while something is left in it, which keeps it findable. */
export async function removeProject(context: Context): Promise<Outcome<void>> {
  const { rest, project, signal } = context;
  const path = apiPath(["projects", project]);
  const removed = await rest.change("DELETE", path, undefined, `to remove ${project}`, signal);
  return removed.ok || isMissing(removed.error) ? ok(undefined) : removed;
}
