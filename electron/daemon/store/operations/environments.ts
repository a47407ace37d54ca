import type {
  EnvironmentState,
  EnvironmentSummary,
  InstanceStatus,
} from "../../../../shared/protocol/environment.ts";
import type { Baseline } from "../../../../shared/pricing/baseline.ts";
import type { LevelSegment } from "../../../../shared/pricing/project/node-usage.ts";
import type { EnvironmentRecord, OpenEnvironment } from "../store.ts";
import { summarise } from "../summary.ts";
import type { Transaction } from "./operation.ts";
import { toCounted, toEnvironment, toSummarised } from "./rows.ts";
import { selectSummaries, withBooked } from "./select-environments.ts";
import { toSegment } from "./stored-segment.ts";

export async function environment(
  transaction: Transaction,
  id: string,
  tenant: string,
): Promise<EnvironmentRecord | null> {
  const row = await withBooked(transaction)
    .selectAll("environments")
    .where("environments.id", "=", id)
    .where("environments.tenant", "=", tenant)
    .executeTakeFirst();
  return row === undefined ? null : toEnvironment(row);
}

export async function baseline(
  transaction: Transaction,
  id: string,
  tenant: string,
): Promise<Baseline | null> {
  const row = await transaction
    .selectFrom("environments")
    .select("baseline")
    .where("id", "=", id)
    .where("tenant", "=", tenant)
    .executeTakeFirst();
  return row === undefined || row.baseline === null ? null : JSON.parse(row.baseline);
}

/** Newest first. */
export async function listEnvironments(
  transaction: Transaction,
  tenant: string,
  states?: readonly EnvironmentState[],
): Promise<readonly EnvironmentSummary[]> {
  const rows = await selectSummaries(transaction)
    .where("environments.tenant", "=", tenant)
    .$if(states !== undefined, (query) => query.where("environments.state", "in", states ?? []))
    .orderBy("environments.created_at", "desc")
    .orderBy("environments.id")
    .execute();
  const instances = await transaction
    .selectFrom("instances")
    .innerJoin("environments", "environments.id", "instances.environment")
    .select(["instances.environment", "instances.state", "instances.host"])
    .where("environments.tenant", "=", tenant)
    .execute();
  const counted = Map.groupBy(instances, (instance) => instance.environment);
  return rows.map((row) =>
    summarise(toSummarised(row), (counted.get(row.id) ?? []).map(toCounted)),
  );
}

/** Oldest first: who came first is served first. */
export async function openEnvironments(
  transaction: Transaction,
): Promise<readonly OpenEnvironment[]> {
  const rows = await transaction
    .selectFrom("environments")
    .select(["id", "tenant", "management_id", "state"])
    .where("state", "<>", "released")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(({ id, tenant, management_id: managementId, state }) => ({
    id,
    tenant,
    managementId,
    state: state as OpenEnvironment["state"],
  }));
}

export async function instances(
  transaction: Transaction,
  environment: string,
  tenant: string,
): Promise<readonly InstanceStatus[]> {
  const rows = await transaction
    .selectFrom("instances")
    .innerJoin("environments", "environments.id", "instances.environment")
    .select("instances.status")
    .where("environments.id", "=", environment)
    .where("environments.tenant", "=", tenant)
    .orderBy("instances.position")
    .execute();
  return rows.map((row) => JSON.parse(row.status));
}

/** In order of their start. */
export async function usage(
  transaction: Transaction,
  environment: string,
  tenant: string,
): Promise<readonly LevelSegment[]> {
  const rows = await transaction
    .selectFrom("usage_segments")
    .innerJoin("environments", "environments.id", "usage_segments.environment")
    .select(["usage_segments.segment", "environments.owner"])
    .where("environments.id", "=", environment)
    .where("environments.tenant", "=", tenant)
    .orderBy("usage_segments.start_at")
    .orderBy("usage_segments.instance")
    .orderBy("usage_segments.meter")
    .orderBy("usage_segments.item")
    .execute();
  return rows.map(({ segment, owner: user }) =>
    toSegment(segment, { environment, account: tenant, user }),
  );
}
