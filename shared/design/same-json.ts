/** True when two JSON values say the same, in whatever order their fields stand. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const first = new Map<string, unknown>(Object.entries(a));
  const second = new Map<string, unknown>(Object.entries(b));
  return (
    first.size === second.size &&
    [...first].every(([key, value]) => second.has(key) && sameJson(value, second.get(key)))
  );
}
