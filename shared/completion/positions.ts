import type { Design, DesignNode, DesignNote, NodeId } from "../design/design.ts";
import { CARD, NOTE, onGrid, RANKS } from "../layout/drawing.ts";
import { layOutGraph } from "../layout/layout.ts";
import type { Draft } from "./draft.ts";

/** From one place tried to the next. */
const STEP = { x: 272, y: 112 };
/** Room for the frame of a group. */
const FRAME = 96;
const RINGS = 40;

type Point = DesignNode["position"];

/**
 * Gives every new node its place. A service is laid out as a block beside what is there; what completes
 * other nodes goes as near to what it is linked to as there is room. Nothing else is moved.
 */
export function placeNewNodes(draft: Draft): void {
  const added = Object.keys(draft.design().nodes).filter((id) => draft.isNew(id));
  const isBlock =
    draft.request.service !== undefined ||
    added.length === Object.keys(draft.design().nodes).length;
  if (isBlock) placeBlock(draft, added);
  else placeBeside(draft, added);
}

function placeBlock(draft: Draft, added: readonly NodeId[]): void {
  const origin = beside(draft.request.design);
  const isAdded = new Set(added);
  const places = layOutGraph({
    nodes: added.map((id) => {
      const forwarding = draft.context.node(id)?.traits.forwarding ?? "none";
      return { id, ...CARD, rank: RANKS[forwarding] };
    }),
    links: Object.values(draft.design().links)
      .filter(({ from, to }) => isAdded.has(from.node) && isAdded.has(to.node))
      .map(({ from, to }) => [from.node, to.node]),
    groups: new Map(),
    padding: { top: 0, side: 0 },
  });
  for (const [id, { x, y }] of places)
    move(draft, id, { x: onGrid(origin.x + x), y: onGrid(origin.y + y) });
}

/** To the right of everything there is, notes included. */
function beside({ nodes, notes }: Design): Point {
  const boxes = [...Object.values(nodes).map(cardBox), ...Object.values(notes).map(noteBox)];
  if (boxes.length === 0) return { x: 0, y: 0 };
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  return { x: onGrid(right + FRAME), y: onGrid(top) };
}

function placeBeside(draft: Draft, added: readonly NodeId[]): void {
  const placed = new Set(Object.keys(draft.request.design.nodes));
  for (const id of added) {
    const near = draft.context
      .linksOf(id)
      .flatMap((link) => {
        const { from, to } = draft.context.link(link) ?? {};
        return [from?.node, to?.node];
      })
      .find((other) => other !== undefined && placed.has(other));
    const anchor = draft.design().nodes[near ?? ""]?.position ?? beside(draft.request.design);
    move(draft, id, freePlace(draft, anchor, placed));
    placed.add(id);
  }
}

/** The first free place on rings around a point, right and below before left and above. */
function freePlace(draft: Draft, { x, y }: Point, placed: ReadonlySet<NodeId>): Point {
  const { nodes, notes } = draft.design();
  const taken = [
    ...[...placed].flatMap((id) => nodes[id] ?? []).map(cardBox),
    ...Object.values(notes).map(noteBox),
  ];
  const isFree = (place: Point): boolean =>
    taken.every(
      (box) =>
        place.x + CARD.width + 16 <= box.x ||
        box.x + box.width + 16 <= place.x ||
        place.y + CARD.height + 16 <= box.y ||
        box.y + box.height + 16 <= place.y,
    );
  for (let ring = 1; ring <= RINGS; ring++)
    for (const [across, down] of ringOf(ring)) {
      const place = { x: onGrid(x + across * STEP.x), y: onGrid(y + down * STEP.y) };
      if (isFree(place)) return place;
    }
  return beside(draft.design());
}

function ringOf(ring: number): readonly (readonly [number, number])[] {
  const all: [number, number][] = [];
  for (let down = -ring; down <= ring; down++)
    for (let across = -ring; across <= ring; across++)
      if (Math.max(Math.abs(across), Math.abs(down)) === ring) all.push([across, down]);
  const order = ([across, down]: readonly [number, number]): number =>
    Math.abs(across) + Math.abs(down) + (across < 0 ? 0.5 : 0) + (down < 0 ? 0.25 : 0);
  return all.sort((a, b) => order(a) - order(b));
}

function move(draft: Draft, id: NodeId, position: Point): void {
  draft.apply({ type: "change-node", id, change: { position } });
}

function cardBox({ position: { x, y } }: DesignNode) {
  return { x, y, ...CARD };
}

function noteBox({ position: { x, y }, width = NOTE.width, height = NOTE.height }: DesignNote) {
  return { x, y, width, height };
}
