import { formatGibibytes, formatMebibytes } from "../base/units.ts";
import { counted } from "../kinds/values.ts";
import type { Need } from "./sizing.ts";

/** `A`, `A and B`, `A, B and C`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `0.5 cores, 512 MiB of memory and 7 GiB of disk`. */
export function sizeText({ cores, memoryMiB, diskGiB }: Need): string {
  const disk = Number(diskGiB.toFixed(1));
  return listed([
    ...(cores === 0 ? [] : [counted(cores, "core")]),
    `${formatMebibytes(memoryMiB)} of memory`,
    `${formatGibibytes(disk)} of disk`,
  ]);
}
