import { formatGibibytes } from "../base/units.ts";
import type { Difference, FieldChange, PartChange } from "./difference.ts";

const WORDS = {
  machine: "machine",
  volume: "volume",
  network: "network",
  held: "",
} as const satisfies Record<PartChange["type"], string>;

/** `Remove machine web-2 with the 20 GiB on its disk`: one line for the window, the CLI and the goldens. */
export function partChangeText(part: PartChange): string {
  const what = [WORDS[part.type], part.name].filter((word) => word !== "").join(" ");
  switch (part.change) {
    case "added":
      return part.size === "" ? `Add ${what}` : `Add ${what}: ${part.size}`;
    case "removed":
      return `Remove ${what}${lossWords(part)}`;
    case "changed":
      return `Change ${what}: ${part.fields.map(fieldText).join("; ")}`;
    case "recreated":
      return `Make ${what} anew${lossWords(part)}: ${part.fields.map(fieldText).join("; ")}`;
  }
}

/** Empty when none is told. */
export function toldText(told: number): string {
  if (told === 0) return "";
  return told === 1
    ? "Tell 1 machine that stays the new names and addresses"
    : `Tell ${told} machines that stay the new names and addresses`;
}

/** All of it, one line a part; a single line says that nothing changes. */
export function differenceLines({ parts, told }: Difference): readonly string[] {
  const lines = [...parts.map(partChangeText), toldText(told)].filter((line) => line !== "");
  return lines.length === 0 ? ["Nothing changes in the lab"] : lines;
}

/** Whether agreeing to it loses data. */
export function isDestructive({ parts }: Difference): boolean {
  return parts.some(({ losesGiB }) => losesGiB > 0);
}

function lossWords({ type, losesGiB }: PartChange): string {
  if (losesGiB === 0) return "";
  const size = formatGibibytes(losesGiB);
  return type === "machine" ? `, losing its disk of ${size}` : `, losing the ${size} on it`;
}

function fieldText({ field, before, after }: FieldChange): string {
  const change = `${before || "nothing"} → ${after || "nothing"}`;
  return field === "" ? change : `${field} ${change}`;
}
