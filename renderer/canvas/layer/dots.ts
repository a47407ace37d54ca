/**
 * An image whose pixels are written one by one. Ten thousand nodes of a few pixels each take about a
 * millisecond like this; letting a canvas fill as many shapes takes ten times as long. Colours are numbers
 * (see `inkOf`): taking three apart for each of a hundred thousand pixels would take longer than writing them.
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
  box(left: number, top: number, right: number, bottom: number, ink: number, alpha = 1): void {
    const x0 = Math.max(0, left);
    const x1 = Math.min(this.#width, right);
    const y0 = Math.max(0, top);
    const y1 = Math.min(this.#height, bottom);
    if (x0 >= x1) return;
    for (let y = Math.floor(y0); y < y1; y++)
      this.#row(y * this.#width, x0, x1, ink, alpha * (Math.min(y + 1, y1) - Math.max(y, y0)));
  }

  /** A line along an axis, one pixel wide. It replaces what was there. */
  line(fromX: number, fromY: number, toX: number, toY: number, ink: number, alpha: number): void {
    const value = packed(ink, alpha);
    const left = Math.max(0, Math.round(Math.min(fromX, toX)));
    const right = Math.min(this.#width - 1, Math.round(Math.max(fromX, toX)));
    const top = Math.max(0, Math.round(Math.min(fromY, toY)));
    const bottom = Math.min(this.#height - 1, Math.round(Math.max(fromY, toY)));
    for (let y = top; y <= bottom; y++)
      if (left === right) this.#pixels[y * this.#width + left] = value;
      else if (left < right)
        this.#pixels.fill(value, y * this.#width + left, y * this.#width + right + 1);
  }

  /** A piece of one row of pixels, which begins at `row`. */
  #row(row: number, left: number, right: number, ink: number, strength: number): void {
    const first = Math.ceil(left);
    const last = Math.floor(right);
    // Narrower than a pixel: both ends lie in the same one.
    if (last < first) {
      this.#blend(row + last, ink, strength * (right - left));
      return;
    }
    if (first > left) this.#blend(row + first - 1, ink, strength * (first - left));
    if (strength >= 1) {
      const solid = packed(ink, 1);
      // Short pieces, most of them: a call of `fill` for each takes longer.
      for (let x = row + first; x < row + last; x++) this.#pixels[x] = solid;
    } else for (let x = row + first; x < row + last; x++) this.#blend(x, ink, strength);
    if (right > last) this.#blend(row + last, ink, strength * (right - last));
  }

  #blend(at: number, ink: number, alpha: number): void {
    const below = this.#pixels[at] ?? 0;
    if (below === 0 || alpha >= 1) {
      this.#pixels[at] = packed(ink, Math.min(1, alpha));
      return;
    }
    const part = Math.round(alpha * 256);
    const strong = Math.max(below >>> 24, alpha * 255);
    this.#pixels[at] =
      (strong << 24) | mixed(below, ink, part, RED_AND_BLUE) | mixed(below, ink, part, GREEN);
  }
}

// Two of the three parts of a colour at once: between them there is room for what a multiplication carries.
const RED_AND_BLUE = 0xff_00_ff;
const GREEN = 0x00_ff_00;

/** Some of the parts of two colours, of the upper one so many 256ths. */
function mixed(below: number, ink: number, part: number, mask: number): number {
  const under = below & mask;
  return (under + (Math.imul((ink & mask) - under, part) >>> 8)) & mask;
}

function packed(ink: number, alpha: number): number {
  return ((alpha * 255) << 24) | ink;
}
