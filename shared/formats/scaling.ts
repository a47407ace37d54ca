import type { Scale } from "./positions.ts";
import { pointOf } from "./values.ts";

type Point = { readonly x: number; readonly y: number };

/** The scale that an import kept in the design; 1 where there is none to be trusted. */
export function scaleOf(value: unknown): Scale {
  const scale = pointOf(value);
  return scale !== undefined && scale.x > 0 && scale.y > 0 ? scale : { x: 1, y: 1 };
}

/**
 * A place in the source's own measures: the very one it had there, unless it was moved since. `aside` is
 * where the import put what lay under something else.
 */
export function sourcePlace(
  now: Point,
  before: Point | undefined,
  scale: Scale,
  aside?: Point,
): Point {
  if (before !== undefined && aside !== undefined && now.x === aside.x && now.y === aside.y)
    return { x: before.x, y: before.y };
  if (before !== undefined && Math.abs(now.x - before.x * scale.x) < 1)
    if (Math.abs(now.y - before.y * scale.y) < 1) return { x: before.x, y: before.y };
  return { x: Math.round(now.x / scale.x), y: Math.round(now.y / scale.y) };
}
