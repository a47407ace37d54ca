export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** How large a picture may become: its longer side, and all of its pixels. */
export interface PixelLimit {
  readonly side: number;
  readonly pixels: number;
}

/** What every browser paints, and every viewer shows in the memory it has. */
export const PAINTED_AT_MOST: PixelLimit = { side: 16_384, pixels: 120_000_000 };

/** By how much a picture must be smaller to stay within a limit; 1 where it does. */
export function shrinkingTo({ side, pixels }: PixelLimit, { width, height }: PixelSize): number {
  return Math.min(1, side / width, side / height, Math.sqrt(pixels / (width * height)));
}

/** A picture's size in whole pixels, by a factor; never more than that, never nothing. */
export function resized({ width, height }: PixelSize, by: number): PixelSize {
  const whole = (side: number): number =>
    Math.max(1, by < 1 ? Math.floor(side * by) : Math.round(side * by));
  return { width: whole(width), height: whole(height) };
}
