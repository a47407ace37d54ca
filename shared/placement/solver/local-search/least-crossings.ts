import type { Links } from "../mapping/links.ts";
import { TOLERANCE, type HostGrid, type ItemNetwork, type MappingProblem } from "../problem.ts";

/**
 * A bound that no sound mapping's links between switches are below: what each network of three and more needs by
 * itself, where all switches with hosts hang on one without any. Elsewhere 0.
 */
export function leastCrossings(problem: MappingProblem, { lans }: Links): number {
  const { grid } = problem;
  if (lans.length === 0 || grid.homes !== null || !isStar(grid)) return 0;
  return lans.reduce((sum, lan) => sum + leastOf(problem, lan), 0);
}

function isStar({ parent, firstHost }: HostGrid): boolean {
  const top = parent.indexOf(-1);
  return parent.every((above, at) => {
    const hasHosts = (firstHost[at + 1] ?? 0) > (firstHost[at] ?? 0);
    return at === top ? !hasHosts : above === top || !hasHosts;
  });
}

/** A network is parted under as few switches as can hold it: each part of it costs its members and one more, halved. */
function leastOf(
  { grid, shapes, shapeOf }: MappingProblem,
  { members, mbps }: ItemNetwork,
): number {
  const size = members.length;
  const slowest = mbps.reduce((least, one) => Math.min(least, one), Infinity);
  const areAlone = members.every((item) => shapes[shapeOf[item] ?? 0]?.exclusive === true);
  // The largest part that is the lesser side of its trunk, and the largest that is the other.
  let [lesser, other] = [0, 0];
  for (let at = 0; at < grid.parent.length; at++) {
    const hosts = (grid.firstHost[at + 1] ?? 0) - (grid.firstHost[at] ?? 0);
    if (hosts === 0) continue;
    const most = Math.min(size, areAlone ? hosts : size);
    const carried =
      slowest > 0 ? Math.floor(((grid.trunkFree[at] ?? 0) + TOLERANCE) / slowest) : size;
    lesser = Math.max(lesser, Math.min(most, carried, Math.floor(size / 2)));
    if (most >= size - carried) other = Math.max(other, most);
  }
  if (other === size || lesser === 0) return 0;
  const rest = size - other;
  const beside = (rest + 1 + rest + Math.ceil(rest / lesser)) / 2;
  const apart = (size + Math.ceil(size / lesser)) / 2;
  return other > size / 2 ? Math.min(apart, beside) : apart;
}
