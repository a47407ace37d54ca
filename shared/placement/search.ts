import type { Layout, Machine } from "./layout.ts";

/** Hosts looked at before giving up; well under half a second. */
const LOOKS = 1_000_000;
/** Beyond this many machines it would neither end nor fit on the stack; with bandwidth, far sooner. */
const MOST_MACHINES = 1000;
const MOST_WITH_BANDWIDTH = 30;

/**
 * Tries every way of putting the machines on hosts, as far as `LOOKS` goes: complete for small designs,
 * where the quick ways may miss the one that fits. Machines of one node, and hosts that are alike, are
 * tried in one order only. Starts from a layout of what stays and leaves that when there is no way.
 */
export function searchAll(layout: Layout): boolean {
  const { free, bandwidths } = layout.problem;
  const machines = layout.unplaced();
  const order = machines.toSorted(
    (a, b) =>
      Number(b.shape.bareMetal) - Number(a.shape.bareMetal) ||
      layout.bins.size(b.shape) - layout.bins.size(a.shape) ||
      a.shape.need - b.shape.need ||
      a.index - b.index,
  );
  // Where bandwidth is promised it matters which of two equal hosts is taken.
  const distinct = bandwidths.some((bandwidth) => bandwidth > 0);
  if (machines.length > (distinct ? MOST_WITH_BANDWIDTH : MOST_MACHINES)) return false;
  const kinds = hostKinds(order, free.length);
  let looks = 0;

  const place = (at: number): boolean => {
    const machine = order[at];
    if (machine === undefined) return layout.hose.totalOverload() === 0;
    const before = order[at - 1];
    const twin = before !== undefined && before.shape === machine.shape;
    const first = twin ? (layout.hostOf(before) ?? 0) : 0;
    const tried = new Set<string>();
    for (let host = first; host < free.length && looks < LOOKS; host++) {
      looks += 1;
      if (!machine.shape.suits[host] || !layout.bins.fits(machine.shape, host)) continue;
      const sort = distinct ? String(host) : `${kinds[host]} ${layout.bins.signature(host)}`;
      if (tried.has(sort)) continue;
      tried.add(sort);
      layout.put(machine, host);
      if (place(at + 1)) return true;
      layout.lift(machine);
    }
    return false;
  };
  return place(0);
}

/** Which of the machines each host suits, as a text to compare. */
function hostKinds(machines: readonly Machine[], hosts: number): readonly string[] {
  const shapes = [...new Set(machines.map(({ shape }) => shape))];
  return Array.from({ length: hosts }, (_, host) =>
    shapes.map(({ suits }) => (suits[host] === true ? "1" : "0")).join(""),
  );
}
