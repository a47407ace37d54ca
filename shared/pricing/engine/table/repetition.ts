import type { Segment } from "../segments.ts";

/** One of each report that has an id; one that was open and has ended since has ended. */
export function withoutRepetition(segments: readonly Segment[]): readonly Segment[] {
  const open = segments.filter(isOpen);
  if (open.length === 0 && segments.every(({ id }) => id === undefined)) return segments;
  const begun = new Set(open.map(({ start }) => start));
  const ended = new Set(
    segments
      .filter(({ start, end }) => typeof end === "string" && begun.has(start))
      .map(beginningOf),
  );
  const named = new Map<string, Segment>();
  const list: Segment[] = [];
  for (const segment of segments) {
    if (isOpen(segment) && ended.has(beginningOf(segment))) continue;
    const before = segment.id === undefined ? undefined : named.get(segment.id);
    if (segment.id === undefined) list.push(segment);
    // The report that reached farthest, whichever came first.
    else if (before === undefined || JSON.stringify(before) < JSON.stringify(segment))
      named.set(segment.id, segment);
  }
  return [...list, ...named.values()];
}

function isOpen({ end }: Segment): boolean {
  return end === null;
}

/** What began, and when. */
function beginningOf(segment: Segment): string {
  const { account, environment, node, instance, user, meter, item, usedBy, start } = segment;
  return JSON.stringify([account, environment, node, instance, user, meter, item, usedBy, start]);
}
