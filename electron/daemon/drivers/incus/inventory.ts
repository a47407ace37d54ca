import { z } from "zod";
import { ok } from "../../../../shared/base/result.ts";
import type { ManagementId } from "../driver.ts";
import type { Outcome } from "./client/failure.ts";
import { apiPath, type RestClient } from "./client/rest.ts";
import { stampedNetworks } from "./networks.ts";
import { stampedRules } from "./outside.ts";
import { configuredSchema } from "./make-once.ts";
import { STAMP } from "./stamp.ts";

/** Every management ID on the server. Instances and volumes are in projects, which carry it for them. */
export async function inventory(
  rest: RestClient,
  signal: AbortSignal,
): Promise<Outcome<readonly ManagementId[]>> {
  const path = apiPath(["projects"], { recursion: "1" });
  const [projects, networks, rules] = await Promise.all([
    rest.get(path, z.array(configuredSchema), signal),
    stampedNetworks(rest, signal),
    stampedRules(rest, signal),
  ]);
  if (!projects.ok) return projects;
  if (!networks.ok) return networks;
  if (!rules.ok) return rules;
  const stamped = [...projects.value, ...rules.value].flatMap(
    ({ config }) => config[STAMP.management] ?? [],
  );
  const ids = new Set([...stamped, ...networks.value.map(({ managementId }) => managementId)]);
  return ok([...ids].sort());
}
