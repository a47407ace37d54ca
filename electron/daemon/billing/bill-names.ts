import type { BillNames } from "../../../shared/billing/bill-names.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import { pathName } from "../../../shared/design/path-names.ts";
import type { Store } from "../store/store.ts";

/** Bills of one tenant with what people call the things on them. */
export async function withNames(
  store: Store,
  tenant: string,
  bills: readonly Bill[],
): Promise<readonly Bill[]> {
  const lines = bills.flatMap((bill) => bill.lines);
  if (lines.length === 0) return bills;
  const asked = new Set(lines.map(({ environment }) => environment));
  const known = (await store.listEnvironments(tenant)).filter(({ id }) => asked.has(id));
  const users = await store.listUsers(tenant);
  const nodes = new Map<string, ReadonlyMap<string, string>>();
  for (const [id, own] of Map.groupBy(lines, ({ environment }) => environment)) {
    const ids = new Set(own.map(({ node }) => node).filter((node) => node !== ""));
    // One after the other: a design may be large, and a month may have many.
    const design = ids.size === 0 ? undefined : (await store.environment(id, tenant))?.design;
    if (design !== undefined)
      nodes.set(id, new Map([...ids].map((node) => [node, pathName(node, design)])));
  }
  return bills.map((bill) =>
    Object.assign({}, bill, { names: namesOn(bill, known, users, nodes) }),
  );
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Of what is known, what is on it. */
function namesOn(
  { lines }: Bill,
  environments: readonly Named[],
  users: readonly Named[],
  nodes: ReadonlyMap<string, ReadonlyMap<string, string>>,
): BillNames {
  const called = (known: readonly Named[], ids: readonly string[]): Record<string, string> => {
    const on = new Set(ids);
    return Object.fromEntries(
      known.filter(({ id }) => on.has(id)).map(({ id, name }) => [id, name]),
    );
  };
  const ofNodes = [...Map.groupBy(lines, ({ environment }) => environment)].flatMap(([id, own]) => {
    const names = nodes.get(id);
    if (names === undefined) return [];
    const on = new Set(own.map(({ node }) => node));
    return [[id, Object.fromEntries([...names].filter(([node]) => on.has(node)))] as const];
  });
  return {
    environments: called(
      environments,
      lines.map(({ environment }) => environment),
    ),
    users: called(
      users,
      lines.map(({ user }) => user),
    ),
    nodes: Object.fromEntries(ofNodes),
  };
}
