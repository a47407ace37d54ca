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
  | "booked"
  | "createdAt"
  | "updatedAt"
  | "revision"
>;

/** What lists and `environment` events say of an environment. */
export function summarise(
  record: Summarised,
  instances: readonly Pick<InstanceStatus, "state" | "host">[],
): EnvironmentSummary {
  const { id, name, tenant, owner, pool, state, error } = record;
  const { window, booked, createdAt, updatedAt } = record;
  // What has a host is a machine; subnets and volumes are parts that people do not count.
  const machines = instances.filter((instance) => instance.host !== null);
  const count = (wanted: InstanceStatus["state"]): number =>
    machines.filter((machine) => machine.state === wanted).length;
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
    ...(booked !== null && { booked }),
    instances: { total: machines.length, running: count("running"), failed: count("failed") },
    createdAt,
    updatedAt,
    revision: record.revision,
  };
}
