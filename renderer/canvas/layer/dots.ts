import type { Rgb } from "./palette.ts";

/**
 * An image whose pixels are written one by one. Ten thousand nodes of a few pixels each take about a
 * millisecond like this; letting a canvas fill as many shapes takes ten times as long.
 */
export class Dots {
  readonly image: ImageData;
  readonly #pixels: Uint32Array;
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, height: number) {
    this.image = new ImageData(width, height);
    this.#pixels = new Uint32Array(this.image.data.buffer);
    this.#width = width;
    this.#height = height;
  }

  clear(): void {
    this.#pixels.fill(0);
  }

  /** Fills a box; where it covers a pixel only in part, or `alpha` is below 1, what is below shines through. */
  box(left: number, top: number, right: number, bottom: number, colour: Rgb, alpha = 1): void {
    const [x0, x1] = [Math.max(0, left), Math.min(this.#width, right)];
    const [y0, y1] = [Math.max(0, top), Math.min(this.#height, bottom)];
    if (x0 >= x1) return;
    const [first, last] = [Math.ceil(x0), Math.floor(x1)];
    for (let y = Math.floor(y0); y < y1; y++) {
      const row = y * this.#width;
      const strength = alpha * (Math.min(y + 1, y1) - Math.max(y, y0));
      // Narrower than a pixel: both ends lie in the same one.
      if (last < first) {
        this.#blend(row + last, colour, strength * (x1 - x0));
        continue;
      }
      if (first > x0) this.#blend(row + first - 1, colour, strength * (first - x0));
      if (strength >= 1) this.#pixels.fill(packed(colour, 1), row + first, row + last);
      else for (let x = first; x < last; x++) this.#blend(row + x, colour, strength);
      if (x1 > last) this.#blend(row + last, colour, strength * (x1 - last));
    }
  }

  /** A line along an axis, one pixel wide. It replaces what was there. */
  line(fromX: number, fromY: number, toX: number, toY: number, colour: Rgb, alpha: number): void {
    const value = packed(colour, alpha);
    const left = Math.max(0, Math.round(Math.min(fromX, toX)));
    const right = Math.min(this.#width - 1, Math.round(Math.max(fromX, toX)));
    const top = Math.max(0, Math.round(Math.min(fromY, toY)));
    const bottom = Math.min(this.#height - 1, Math.round(Math.max(fromY, toY)));
    for (let y = top; y <= bottom; y++)
      if (left === right) this.#pixels[y * this.#width + left] = value;
      else if (left < right)
        this.#pixels.fill(value, y * this.#width + left, y * this.#width + right + 1);
  }

  #blend(at: number, colour: Rgb, alpha: number): void {
    const below = this.#pixels[at] ?? 0;
    if (below === 0 || alpha >= 1) {
      this.#pixels[at] = packed(colour, Math.min(1, alpha));
      return;
    }
    const [red, green, blue] = colour;
    const strong = Math.max(below >>> 24, alpha * 255);
    const mix = (under: number, over: number): number => under + (over - under) * alpha;
    this.#pixels[at] =
      (strong << 24) |
      (mix((below >>> 16) & 255, blue) << 16) |
      (mix((below >>> 8) & 255, green) << 8) |
      mix(below & 255, red);
  }
}

// Little-endian: the first byte, red, is the lowest.
function packed([red, green, blue]: Rgb, alpha: number): number {
  return ((alpha * 255) << 24) | (blue << 16) | (green << 8) | red;
}
