import type { Point } from "../geometry.ts";
import type { Palette } from "./palette.ts";

/** Where a point of the drawing lies in the image, in its pixels: `p * scale + (x, y)`. */
export interface Placement {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

type Context = CanvasRenderingContext2D;
type Size = { readonly width: number; readonly height: number };

/**
 * What hundreds of cards have alike, painted once for a zoom and then stamped: a browser takes as long for
 * each shape as for a whole stamp.
 */
export class Stamps {
  readonly #stamps = new Map<string, HTMLCanvasElement>();
  #scale = 0;
  #palette: Palette | null = null;

  /** Called before each painting: stamps are for one scale and one set of colours. */
  begin(scale: number, palette: Palette): void {
    if (scale !== this.#scale || palette !== this.#palette) this.#stamps.clear();
    this.#scale = scale;
    this.#palette = palette;
  }

  /**
   * Puts a stamp on whole pixels, `room` larger than a thing of that size on every side. The first of a key is
   * painted by `paint`, for a thing whose corner is at 0, 0.
   */
  put(
    context: Context,
    key: string,
    thing: { readonly at: Point; readonly size: Size; readonly room: number },
    placement: Placement,
    paint: (context: Context) => void,
  ): void {
    const { at, size, room } = thing;
    const { scale } = placement;
    const margin = Math.ceil(room * scale);
    let stamp = this.#stamps.get(key);
    if (stamp === undefined) this.#stamps.set(key, (stamp = painted(size, margin, scale, paint)));
    const left = Math.round(at.x * scale + placement.x) - margin - placement.x;
    const top = Math.round(at.y * scale + placement.y) - margin - placement.y;
    context.drawImage(stamp, left / scale, top / scale, stamp.width / scale, stamp.height / scale);
  }
}

function painted(
  { width, height }: Size,
  margin: number,
  scale: number,
  paint: (context: Context) => void,
): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale) + 2 * margin;
  canvas.height = Math.ceil(height * scale) + 2 * margin;
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  context.setTransform(scale, 0, 0, scale, margin, margin);
  paint(context);
  return canvas;
}
