import { ok } from "../../../../shared/base/result.ts";
import type { Context } from "./context.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath, isMissing } from "./client/rest.ts";
import { isPresent, makeOnce } from "./make-once.ts";
import { stampOf } from "./stamp.ts";

/** Profiles and volumes of its own; images and bridges are the server's. */
const FEATURES = {
  "features.images": "false",
  "features.networks": "false",
  "features.profiles": "true",
  "features.storage.volumes": "true",
} as const;

/** Whether the environment's project is there. One of that name that is not ours is a failure. */
export function projectPresent(context: Context): Promise<Outcome<boolean>> {
  return isPresent(context, projectPath(context), `project ${context.project}`);
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
