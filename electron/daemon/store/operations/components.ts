import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import type {
  ComponentReference,
  ComponentSummary,
  SharedComponent,
} from "../../../../shared/protocol/component.ts";
import type { Transaction } from "./operation.ts";

/** Versions a tenant may keep; more than people can find their way in. */
const MOST_VERSIONS = 2000;

/** Adds a version. The same again is harmless; another one under its number is refused: `already-exists`. */
export async function putComponent(
  transaction: Transaction,
  tenant: string,
  saved: SharedComponent,
  at: Instant,
): Promise<void> {
  const { component, version } = saved.version;
  const body = JSON.stringify(saved);
  const taken = await transaction
    .selectFrom("components")
    .select(["tenant", "body", "version"])
    .where("component", "=", component)
    .where((where) => where.or([where("tenant", "=", tenant), where("published", "=", 1)]))
    .execute();
  const same = taken.find((row) => row.tenant === tenant && row.version === version);
  if (same?.body === body) return;
  // A component that others offer is theirs to go on with.
  if (same !== undefined || taken.some((row) => row.tenant !== tenant))
    throw new FaultError(
      fault("already-exists", { what: "component version", id: `${component} ${version}` }),
    );
  await refuseMany(transaction, tenant);
  await transaction
    .insertInto("components")
    .values({
      tenant,
      component,
      version,
      summary: JSON.stringify(summaryOf(saved)),
      body,
      saved_at: fromInstant(at),
      published: 0,
    })
    .execute();
}

async function refuseMany(transaction: Transaction, tenant: string): Promise<void> {
  const { count } = await transaction
    .selectFrom("components")
    .select((select) => select.fn.countAll<number | string>().as("count"))
    .where("tenant", "=", tenant)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_VERSIONS)
    throw new FaultError(fault("library-full", { limit: MOST_VERSIONS }));
}

type Summary = Omit<ComponentSummary, "own" | "published" | "savedAt">;

function summaryOf({ version }: SharedComponent): Summary {
  const { component, version: number, name, icon, description, category, tags, nodes } = version;
  return {
    component,
    version: number,
    name,
    ...(icon !== undefined && { icon }),
    ...(description !== undefined && { description }),
    ...(category !== undefined && { category }),
    tags,
    nodes: Object.keys(nodes).length,
  };
}

/** The tenant's own versions and those published to all; its own where both have one. */
export async function listComponents(
  transaction: Transaction,
  tenant: string,
): Promise<readonly ComponentSummary[]> {
  const rows = await transaction
    .selectFrom("components")
    .select(["tenant", "component", "version", "summary", "saved_at", "published"])
    .where((where) => where.or([where("tenant", "=", tenant), where("published", "=", 1)]))
    .orderBy("component")
    .orderBy("version")
    .execute();
  const own = new Set(
    rows.flatMap((row) => (row.tenant === tenant ? `${row.component} ${row.version}` : [])),
  );
  return rows
    .filter((row) => row.tenant === tenant || !own.has(`${row.component} ${row.version}`))
    .map((row) => {
      const summary: Summary = JSON.parse(row.summary);
      return Object.assign(summary, {
        published: row.published === 1,
        own: row.tenant === tenant,
        savedAt: toInstant(row.saved_at),
      });
    });
}

/** A version that the tenant may see, or null. */
export async function component(
  transaction: Transaction,
  tenant: string,
  { component: id, version }: ComponentReference,
): Promise<SharedComponent | null> {
  const rows = await transaction
    .selectFrom("components")
    .select(["tenant", "body"])
    .where("component", "=", id)
    .where("version", "=", version)
    .where((where) => where.or([where("tenant", "=", tenant), where("published", "=", 1)]))
    .execute();
  const row = rows.find((one) => one.tenant === tenant) ?? rows[0];
  return row === undefined ? null : JSON.parse(row.body);
}

/** Offers one of the tenant's versions to all, or takes it back. False when the tenant has no such version. */
export async function publishComponent(
  transaction: Transaction,
  tenant: string,
  { component: id, version }: ComponentReference,
  published: boolean,
): Promise<boolean> {
  const others = await transaction
    .selectFrom("components")
    .select("tenant")
    .where("component", "=", id)
    .where("published", "=", 1)
    .where("tenant", "<>", tenant)
    .limit(1)
    .execute();
  if (published && others.length > 0)
    throw new FaultError(
      fault("already-exists", { what: "published component", id: `${id} ${version}` }),
    );
  const { numUpdatedRows } = await transaction
    .updateTable("components")
    .set({ published: published ? 1 : 0 })
    .where("tenant", "=", tenant)
    .where("component", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Removes one of the tenant's versions; designs that use it keep their own copy. False when there is none. */
export async function removeComponent(
  transaction: Transaction,
  tenant: string,
  { component: id, version }: ComponentReference,
): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom("components")
    .where("tenant", "=", tenant)
    .where("component", "=", id)
    .where("version", "=", version)
    .where("published", "=", 0)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
