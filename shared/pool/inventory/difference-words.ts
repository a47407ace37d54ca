import { formatAmounts } from "../../base/units.ts";
import type { ThingChange } from "../change.ts";
import { headingOf, printedField } from "./columns.ts";

/** Fields whose headings name a unit, since a cell holds a plain number of it. */
const MEASURED: Readonly<Record<string, { readonly title: string; readonly unit: string }>> = {
  diskGiB: { title: "disk", unit: "GiB" },
  capacityGiB: { title: "capacity", unit: "GiB" },
  uplinkMbps: { title: "uplink", unit: "Mb/s" },
  speedMbps: { title: "speed", unit: "Mb/s" },
  bandwidthMbps: { title: "bandwidth", unit: "Mb/s" },
};

/** `cores 32 → 64, owner nothing → Robotics`; of what is added `disk 2 TiB, memory 128 GiB`. */
export function differenceWords({
  change,
  differences,
}: Pick<ThingChange, "change" | "differences">): string {
  return differences
    .map(({ field, before, after }) => {
      const [was, is] = bothWords(field, before, after);
      const title = MEASURED[field]?.title ?? headingOf(field);
      return `${title} ${change === "added" ? is : `${was} → ${is}`}`;
    })
    .join(", ");
}

/** Two values of a field, so that one sees that they differ. */
function bothWords(field: string, before: unknown, after: unknown): readonly [string, string] {
  const unit = MEASURED[field]?.unit;
  if (unit === undefined) return [fieldWords(field, before), fieldWords(field, after)];
  const known = [before, after].filter((value) => typeof value === "number");
  const words = formatAmounts(known, unit);
  const wordsOf = (value: unknown): string =>
    typeof value === "number" ? (words[known.indexOf(value)] ?? "") : valueWords(value);
  return [wordsOf(before), wordsOf(after)];
}

function fieldWords(field: string, value: unknown): string {
  const cell = typeof value === "number" ? printedField(field, value) : "";
  return cell === "" ? valueWords(value) : cell;
}

/** A value as people read it. */
function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (Array.isArray(value))
    return value.length === 0 ? "nothing" : value.map(valueWords).join("; ");
  if (typeof value === "object") {
    const parts = Object.entries(value).map(([name, part]) => `${name} ${valueWords(part)}`);
    return parts.length === 0 ? "nothing" : parts.join(", ");
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
