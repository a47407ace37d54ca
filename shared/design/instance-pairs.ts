/**
 * Which instances a link between two nodes joins, as pairs of ordinals. Equal counts pair off; otherwise
 * the fewer are dealt out in turn to the many: twelve servers on two switches are six on each.
 */
export function instancePairs(
  fromCount: number,
  toCount: number,
): readonly (readonly [number, number])[] {
  return Array.from({ length: Math.max(fromCount, toCount) }, (_, index) => [
    (index % fromCount) + 1,
    (index % toCount) + 1,
  ]);
}
