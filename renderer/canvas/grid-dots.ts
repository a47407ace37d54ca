import { GRID } from "../../shared/layout/drawing.ts";

/** The dots at actual size, in pixels. */
export const DOTS = { gap: 3 * GRID, radius: 0.6 } as const;
/** Dots closer than this, in pixels, would be a grey haze. */
const CLOSEST = 14;
/** A dot of a smaller radius is not seen. */
const SMALLEST = 0.1;

/** Dots as they lie on the screen, in pixels. */
interface GridDots {
  readonly gap: number;
  readonly radius: number;
  /** How far they are shifted, by less than a gap, and by whole pixels, or they would be blurred. */
  readonly x: number;
  readonly y: number;
}

/** The dots at a place and zoom, of each so many the smaller they are; null where they are too small to be seen. */
export function dotsAt([x, y, zoom]: readonly [number, number, number]): GridDots | null {
  const radius = DOTS.radius * zoom;
  if (radius < SMALLEST) return null;
  const gap = DOTS.gap * zoom * 2 ** Math.max(0, Math.ceil(Math.log2(CLOSEST / (DOTS.gap * zoom))));
  return { gap, radius, x: Math.round(x % gap), y: Math.round(y % gap) };
}
