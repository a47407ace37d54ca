import type { Quota } from "../../../shared/protocol/reservation.ts";
import { table } from "./table.ts";

/** What each may hold; `-` where there is no limit. */
export function quotaLines(quotas: readonly Quota[], nameOf: (id: string) => string): string[] {
  if (quotas.length === 0) return ["Nobody has a limit."];
  const shown = (limit: number | string | null): string => (limit === null ? "-" : String(limit));
  return table(
    ["TENANT", "USER", "MACHINES", "CORES", "HOURS", "MONEY", "PRIORITY", "APPROVAL ABOVE"],
    quotas.map((quota) => [
      quota.tenant,
      quota.user === null ? "all" : nameOf(quota.user),
      shown(quota.machines),
      shown(quota.cores),
      shown(quota.machineHours),
      shown(quota.money),
      shown(quota.highestPriority),
      shown(quota.approvalAboveMachines),
    ]),
  );
}
