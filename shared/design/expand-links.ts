import type { DesignLink, Endpoint } from "./design.ts";
import { instancePairs } from "./instance-pairs.ts";

/** What linking needs to know of an expanded use. */
interface LinkedUse {
  readonly ports: ReadonlyMap<string, readonly Endpoint[]>;
}

type Relinked = Readonly<Record<string, DesignLink>>;

interface Remembered {
  readonly id: string;
  readonly from: LinkedUse | undefined;
  readonly to: LinkedUse | undefined;
  readonly links: Relinked;
}

// A link between the same uses stays the same objects, so that nothing is checked again for it.
const remembered = new WeakMap<DesignLink, Remembered>();

/**
 * The links that a drawn link with a use at one end or both stands for: each copy of the use is reached by
 * itself at the port it exposes, dealt out as the instances of nodes are (see instancePairs). One link keeps
 * its id; several are numbered `id.1`, `id.2`.
 */
export function relink(
  id: string,
  link: DesignLink,
  from: LinkedUse | undefined,
  to: LinkedUse | undefined,
): Relinked {
  const known = remembered.get(link);
  if (known?.id === id && known.from === from && known.to === to) return known.links;
  const links = relinkAnew(id, link, endsOf(link.from, from), endsOf(link.to, to));
  remembered.set(link, { id, from, to, links });
  return links;
}

function relinkAnew(
  id: string,
  link: DesignLink,
  from: readonly Endpoint[],
  to: readonly Endpoint[],
): Relinked {
  const pairs = instancePairs(from.length, to.length);
  const links: Record<string, DesignLink> = {};
  for (const [index, [first, second]] of pairs.entries()) {
    const start = from[first - 1];
    const end = to[second - 1];
    if (start === undefined || end === undefined) continue;
    links[pairs.length === 1 ? id : `${id}.${index + 1}`] = {
      ...link,
      from: endAt(link.from, start, pairs.length > from.length),
      to: endAt(link.to, end, pairs.length > to.length),
    };
  }
  return links;
}

/** Where one end of a link is in the expansion; a port that is gone leaves it at the use. */
function endsOf(end: Endpoint, use: LinkedUse | undefined): readonly Endpoint[] {
  return use?.ports.get(end.port) ?? [end];
}

/** A port chosen by its number takes one cable; where several are dealt to it, each takes the next free one. */
function endAt(drawn: Endpoint, { node, port }: Endpoint, isShared: boolean): Endpoint {
  const { index: _index, ...rest } = drawn;
  return isShared ? { ...rest, node, port } : { ...drawn, node, port };
}
