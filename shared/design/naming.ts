/** Splits `web-12` into its stem and its number; `web` counts as having none. */
function splitName(name: string): { stem: string; number: number | null } {
  const match = /^(.*?)-(\d{1,9})$/.exec(name);
  return match === null
    ? { stem: name, number: null }
    : { stem: match[1] ?? name, number: Number(match[2]) };
}

/**
 * A name that is not among `taken`: `prefix-1`, `prefix-2` … for a new node. The lowest free number is
 * taken, as people expect after a delete.
 */
export function freshName(prefix: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = `${prefix}-${number}`;
    if (!taken.has(name)) return name;
  }
}

/** The name for a copy: itself where it is free, else counted up from its own number. */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const { stem, number } = splitName(name);
  for (let next = (number ?? 1) + 1; ; next++) {
    const candidate = `${stem}-${next}`;
    if (!taken.has(candidate)) return candidate;
  }
}
