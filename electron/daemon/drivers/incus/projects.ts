import { ok } from "../../../../shared/base/result.ts";
import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath, isMissing } from "./client/rest.ts";
import { findOwn, makeOnce, type Configured } from "./make-once.ts";
import { oneChangeAtATime } from "./one-change.ts";
import { stampOf } from "./stamp.ts";

/** Profiles and volumes of its own; images and bridges are the server's. */
const FEATURES = {
  "features.images": "false",
  "features.networks": "false",
  "features.profiles": "true",
  "features.storage.volumes": "true",
} as const;

/** The environment's project, or null. One of that name that is not ours is a failure. */
export function findProject(context: Context): Promise<Outcome<Configured | null>> {
  return findOwn(context, projectPath(context), `project ${context.project}`);
}

export function createProject(context: Context): Promise<Outcome<void>> {
  const { rest, project, environment, signal } = context;
  const body = {
    name: project,
    description: `Labwright: ${environment.name}`,
    config: { ...FEATURES, ...stampOf(environment.managementId, "environment") },
  };
  return makeOnce(context, projectPath(context), `project ${project}`, () =>
    rest.change("POST", apiPath(["projects"]), body, "to make a project", signal),
  );
}

/**
 * Sets or (null) takes away one key of the project's configuration. A project that is gone has none. The server takes
 * the whole of it only, so one change at a time.
 */
export function markProject(
  context: Context,
  key: string,
  value: string | null,
): Promise<Outcome<void>> {
  return oneChangeAtATime(context, "project", async () => {
    const found = await findProject(context);
    if (!found.ok) return found;
    if (found.value === null || (found.value.config[key] ?? null) === value) return ok(undefined);
    const { [key]: _, ...others } = found.value.config;
    const config = value === null ? others : { ...others, [key]: value };
    const body = { description: found.value.description, config };
    const { rest, project, signal } = context;
    const done = await rest.change("PUT", projectPath(context), body, `to mark ${project}`, signal);
    return done.ok ? ok(undefined) : done;
  });
}

/** Refused by the server while something is left in it, which keeps it findable. */
export async function removeProject(context: Context): Promise<Outcome<void>> {
  const { rest, project, signal } = context;
  const removed = await rest.change(
    "DELETE",
    projectPath(context),
    undefined,
    `to remove ${project}`,
    signal,
  );
  return removed.ok || isMissing(removed.error) ? ok(undefined) : removed;
}

function projectPath({ project }: Context): string {
  return apiPath(["projects", project]);
}
