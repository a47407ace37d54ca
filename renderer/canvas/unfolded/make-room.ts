import { onGrid } from "../../../shared/layout/drawing.ts";
import { overlap, type Box, type Point } from "../geometry.ts";

interface Movable {
  readonly id: string;
  readonly box: Box;
}

/** What is left between things that were moved apart. */
const GAP = 32;

/**
 * Where things go that a frame would cover, and what they push along: to the right what began right of the
 * card that the frame grew from, down the rest. What is not in the way stays; the frame itself does too.
 */
export function makeRoom(
  frame: Box,
  card: Box,
  others: readonly Movable[],
): ReadonlyMap<string, Point> {
  const boxes = new Map(others.map(({ id, box }) => [id, box]));
  const isRight = new Map(others.map(({ id, box }) => [id, box.x >= card.x + card.width]));
  const moved = new Map<string, Point>();
  const pushing: { readonly id: string | null; readonly box: Box }[] = [{ id: null, box: frame }];
  // Everything only ever moves right or down, so this ends; the bound is for drawings where all lies on all.
  for (let left = 20 * others.length; left > 0; left--) {
    const pusher = pushing.shift();
    if (pusher === undefined) break;
    // It was pushed on itself since.
    if (pusher.id !== null && boxes.get(pusher.id) !== pusher.box) continue;
    for (const [id, box] of boxes) {
      if (id === pusher.id || !overlap(withGap(pusher.box, pusher.id === null), box)) continue;
      const place = behind(pusher.box, box, isRight.get(id) === true);
      const at = { ...box, ...place };
      boxes.set(id, at);
      moved.set(id, place);
      pushing.push({ id, box: at });
    }
  }
  return moved;
}

/** What is pushed along only has to be free, not to keep a distance that it did not have. */
function withGap({ x, y, width, height }: Box, isFrame: boolean): Box {
  const gap = isFrame ? GAP / 2 : 0;
  return { x, y, width: width + gap, height: height + gap };
}

function behind(pusher: Box, box: Box, toTheRight: boolean): Point {
  return toTheRight
    ? { x: onGrid(pusher.x + pusher.width + GAP), y: box.y }
    : { x: box.x, y: onGrid(pusher.y + pusher.height + GAP) };
}
