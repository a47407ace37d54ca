/** What the columns of inventories say of a machine's size. */
interface Size {
  readonly cores?: number;
  readonly memoryMiB?: number;
  readonly diskGiB?: number;
}

/** Read of headings such as `CPU`, `RAM (GB)` and `Disk`, and of cells such as `8` and `16 GB`. */
export function sizeIn(properties: ReadonlyMap<string, unknown>): Size {
  const find = (words: RegExp) => [...properties].find(([heading]) => words.test(heading));
  const cores = amountIn(find(/^(?:v?cpus?|v?cores?|cpu cores|cpu count)$/i))?.amount;
  const memory = amountIn(find(/^(?:ram|mem|memory)\b/i));
  const disk = amountIn(find(/^(?:disk|hdd|ssd|disk size)\b/i));
  return {
    ...(cores !== undefined && { cores }),
    // Without a unit, nobody writes gigabytes in hundreds.
    ...(memory && { memoryMiB: memory.amount * (1024 ** unitOf(memory, 256) / 1024) }),
    ...(disk && {
      diskGiB: Math.max(1, (disk.amount * 1024 ** unitOf(disk, Infinity)) / 1024 ** 2),
    }),
  };
}

interface Amount {
  readonly amount: number;
  /** `m`, `g`, `t`, or nothing. */
  readonly unit: string;
}

function amountIn(column: readonly [string, unknown] | undefined): Amount | undefined {
  if (column === undefined) return undefined;
  const [heading, cell] = column;
  const cut = String(cell).slice(0, 32);
  const [, number = "", own = ""] = /^\s*(\d+(?:\.\d+)?)\s*([mgt]?)i?b?\s*$/i.exec(cut) ?? [];
  const above = /\b([mgt])i?b\b/i.exec(heading)?.[1] ?? "";
  const amount = Number(number);
  if (number === "" || amount <= 0) return undefined;
  return { amount, unit: (own || above).toLowerCase() };
}

/** The power of 1024 by which an amount counts kibibytes. */
function unitOf({ amount, unit }: Amount, most: number): number {
  if (unit !== "") return "mgt".indexOf(unit) + 1;
  return amount < most ? 2 : 1;
}
