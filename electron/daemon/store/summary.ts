import type { EnvironmentSummary, InstanceStatus } from "../../../shared/protocol/environment.ts";
import type { EnvironmentRecord } from "./store.ts";

type Summarised = Pick<
  EnvironmentRecord,
  | "id"
  | "name"
  | "tenant"
  | "owner"
  | "pool"
  | "state"
  | "error"
  | "window"
  | "createdAt"
  | "updatedAt"
>;

/** What lists and `environment` events say of an environment. */
export function summarise(
  record: Summarised,
  instances: readonly Pick<InstanceStatus, "state">[],
): EnvironmentSummary {
  const { id, name, tenant, owner, pool, state, error, window, createdAt, updatedAt } = record;
  const count = (wanted: InstanceStatus["state"]): number =>
    instances.filter((instance) => instance.state === wanted).length;
  return {
    id,
    name,
    tenant,
    owner,
    pool,
    state,
    error,
    start: window.start,
    end: window.end,
    instances: { total: instances.length, running: count("running"), failed: count("failed") },
    createdAt,
    updatedAt,
  };
}
