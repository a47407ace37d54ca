import type { Column } from "./column.ts";
import { PARTS, type FreeCapacity } from "./free-capacity.ts";
import { sizeOf } from "./sizing.ts";
import type { Row, Term, Variable } from "./solver.ts";

/**
 * Keeps what is chosen within what the lab has left, and measures the largest share of anything that it
 * takes. Returns the variable of that share. A machine of its own takes the whole of the largest host.
 */
export function poolRows(
  pool: FreeCapacity,
  columns: readonly Column[],
  variables: Variable[],
  rows: Row[],
): Term {
  const share = { variable: variables.push({ kind: "amount" }) - 1, factor: 1 };
  for (const hosts of pool.hosts)
    for (const part of PARTS) {
      const terms = columns.flatMap((column, variable) => {
        const amount = amountOf(column, part);
        if (architectureOf(column) !== hosts.architecture) return [];
        const each = column.type.bareMetal ? Math.max(amount, hosts.largest[part]) : amount;
        return [{ variable, factor: each * column.count }];
      });
      if (terms.length === 0) continue;
      rows.push({ terms, most: hosts.total[part] });
      if (hosts.total[part] > 0) {
        const shares = terms.map(({ variable, factor }) => ({
          variable,
          factor: factor / hosts.total[part],
        }));
        rows.push({ terms: [...shares, { variable: share.variable, factor: -1 }], most: 0 });
      }
    }
  rows.push(...impossible(pool, columns));
  const products = new Set(columns.flatMap(({ licences }) => licences));
  for (const product of products)
    rows.push({
      terms: columns.flatMap((column, variable) =>
        column.licences.includes(product) ? [{ variable, factor: column.count }] : [],
      ),
      most: pool.seats.get(product) ?? 0,
    });
  return share;
}

/** What no host of the lab can hold. */
function impossible(pool: FreeCapacity, columns: readonly Column[]): readonly Row[] {
  return columns.flatMap((column, variable) => {
    const hosts = pool.hosts.find(({ architecture }) => architecture === architectureOf(column));
    const fits =
      hosts !== undefined && PARTS.every((part) => amountOf(column, part) <= hosts.largest[part]);
    return fits ? [] : [{ terms: [{ variable, factor: 1 }], most: 0 }];
  });
}

function architectureOf({ slots, type }: Column) {
  return slots[0]?.set.architecture ?? type.architecture;
}

function amountOf({ slots, type }: Column, part: (typeof PARTS)[number]): number {
  const [host] = slots;
  return host === undefined ? type[part] : sizeOf(host, type)[part];
}
