import { endOf } from "./cable-ends.ts";
import type { InventoryRow, LeftOut } from "./row.ts";

/** What a file lists and a lab has no use for, with the cables that lead there. */
interface Leaving {
  readonly all: readonly LeftOut[];
  device(where: string, name: string, role: string): void;
  other(where: string, message: string): void;
  /** The rows but for cables that end at what is left out, or at nothing. */
  without(rows: readonly InventoryRow[]): readonly InventoryRow[];
}

export function leaving(): Leaving {
  const all: LeftOut[] = [];
  const devices = new Set<string>();
  const other = (where: string, message: string): void => void all.push({ where, message });
  const reasonOf = ({ sort, values }: InventoryRow): string | null => {
    const ends = [endOf(values["from"]), endOf(values["to"])];
    const gone = ends.find((end) => end !== null && devices.has(end.item));
    return sort !== "cable" || gone === undefined || gone === null
      ? null
      : `The cable ends at “${gone.item}”, which is left out.`;
  };
  return {
    all,
    other,
    device(where, name, role) {
      devices.add(name);
      other(where, `“${name}”, by its role “${role}”, is no machine, no switch and no storage.`);
    },
    without: (rows) =>
      rows.filter((row) => {
        const reason = reasonOf(row);
        if (reason !== null) other(row.where, reason);
        return reason === null;
      }),
  };
}
