import type { Mapping } from "../mapping/mapping.ts";
import type { Verdict } from "../problem.ts";

/** Ways of links tried for one mapping, where hosts have several cables. */
const WAYS = 500;
/** Beyond this many items it would neither end nor fit on the stack; where cables or rules matter, far sooner. */
const MOST_ITEMS = 1000;
const MOST_WHERE_HOSTS_DIFFER = 30;

/**
 * Tries every way of putting the items on hosts, as far as so many looks go: complete for small problems, where the
 * quick ways may miss the one that there is. Twins, and hosts that are alike, are tried in one order only.
 * Puts what stands nowhere yet, and leaves that as it was when there is no way.
 */
export function searchAll(mapping: Mapping, most: number): Verdict {
  const { problem, room } = mapping;
  const order = orderOf(mapping);
  const hostsDiffer =
    problem.rules.length > 0 ||
    problem.networks.some(({ mbps }) => mbps.some((promised) => promised > 0));
  if (order.length > (hostsDiffer ? MOST_WHERE_HOSTS_DIFFER : MOST_ITEMS)) return "unknown";
  const sorts = sortsOfHosts(mapping);
  let looks = 0;
  const isWay = (): boolean => {
    if (mapping.isSound || mapping.routes === null || mapping.rules.broken > 0)
      return mapping.isSound;
    looks += WAYS;
    return mapping.reroute(WAYS);
  };
  const place = (at: number): boolean => {
    const item = order[at];
    if (item === undefined) return isWay();
    const before = order[at - 1];
    const isTwin = before !== undefined && problem.twinOf[before] === problem.twinOf[item];
    const first = isTwin ? Math.max(0, mapping.hostOf[before] ?? 0) : 0;
    const tried = new Set<string>();
    for (let host = first; host < problem.grid.hosts && looks < most; host++) {
      looks += 1;
      if (!room.fits(mapping.shapeOf(item), host)) continue;
      const sort = hostsDiffer ? String(host) : `${sorts[host]} ${room.signature(host)}`;
      if (tried.has(sort)) continue;
      tried.add(sort);
      mapping.put(item, host);
      if (place(at + 1)) return true;
      mapping.lift(item);
    }
    return false;
  };
  if (place(0)) return "way";
  // Ways of links are not all tried.
  return looks < most && mapping.routes === null ? "none" : "unknown";
}

/** Those that take whole hosts first, then the largest; twins one after the other. */
function orderOf(mapping: Mapping): readonly number[] {
  const { alone, room, problem } = mapping;
  const size = (item: number): number => room.size(problem.shapeOf[item] ?? 0);
  return mapping
    .unplaced()
    .toSorted(
      (a, b) =>
        (alone[b] ?? 0) - (alone[a] ?? 0) ||
        size(b) - size(a) ||
        (problem.twinOf[a] ?? 0) - (problem.twinOf[b] ?? 0) ||
        a - b,
    );
}

/** Which of the shapes each host suits, as a text to compare. */
function sortsOfHosts({ problem: { grid, shapes } }: Mapping): readonly string[] {
  return Array.from({ length: grid.hosts }, (_, host) =>
    shapes.map(({ suits }) => suits[host] ?? 0).join(""),
  );
}
