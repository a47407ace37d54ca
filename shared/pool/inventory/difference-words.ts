import type { ThingChange } from "../change.ts";
import { headingOf, printedField } from "./columns.ts";

/** `cores 32 → 64, owner nothing → Robotics`; of what is added `cores 32, memory 128 GiB`. */
export function differenceWords({
  change,
  differences,
}: Pick<ThingChange, "change" | "differences">): string {
  return differences
    .map(({ field, before, after }) => {
      const [was, is] = [fieldWords(field, before), fieldWords(field, after)];
      return `${headingOf(field)} ${change === "added" ? is : `${was} → ${is}`}`;
    })
    .join(", ");
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
