/** Units that are written alike for one and for many. */
const SAME = new Set(["GiB", "MiB", "KiB", "TiB", "PiB", "GB", "MB", "TB", "PB", "Mbps", "Gbps"]);
/** Those of ours that FOCUS has a word of its own for. */
const WORDS: Readonly<Record<string, string>> = { h: "Hour", min: "Minute", s: "Second" };

/** A unit as FOCUS writes it: `instance-hour` is `Instance-Hours`, `request` is `Requests`. */
export function focusUnit(unit: string): string {
  const parts = unit.split("-").filter((part) => part !== "");
  if (parts.length === 0) return "Units";
  return parts.map((part, at) => wordOf(part, at === parts.length - 1)).join("-");
}

function wordOf(part: string, isLast: boolean): string {
  if (SAME.has(part)) return part;
  const word = WORDS[part] ?? part[0]?.toUpperCase() + part.slice(1);
  if (!isLast || word.endsWith("s")) return word;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
