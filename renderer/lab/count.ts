/** A number of things as people read it: `18,560`. */
export function count(value: number): string {
  return value.toLocaleString("en");
}
