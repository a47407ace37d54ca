import type { StatusReport } from "../../../shared/billing/status-report.ts";
import type { Store } from "../store/store.ts";

/** What people call the environments, users and groups of a report, by id. */
export async function reportNames(
  store: Store,
  { tenant, environments, users, groups }: StatusReport,
): Promise<StatusReport["names"]> {
  const told = new Set([...environments, ...users].map(({ key }) => key));
  const known = [...(await store.listEnvironments(tenant)), ...(await store.listUsers(tenant))];
  const named = known.filter(({ id }) => told.has(id)).map(({ id, name }) => [id, name] as const);
  const asked = groups.length === 0 ? [] : environments.map(({ key }) => key);
  const ofGroups = await groupNames(store, tenant, asked);
  return Object.fromEntries([
    ...groups.flatMap(({ key }) => {
      // What environments call differently is told by its id, as it is one row.
      const [name, ...others] = ofGroups.get(key) ?? [];
      return name === undefined || others.length > 0 ? [] : [[key, name] as const];
    }),
    ...named,
  ]);
}

/** All names that groups of these environments have, by id. */
async function groupNames(
  store: Store,
  tenant: string,
  environments: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const names = new Map<string, Set<string>>();
  // One after the other: a design may be large.
  for (const environment of environments) {
    const record = await store.environment(environment, tenant);
    for (const [id, { name }] of Object.entries(record?.design.groups ?? {}))
      if (name.trim() !== "") names.set(id, (names.get(id) ?? new Set<string>()).add(name));
  }
  return names;
}
