/** Red, green, blue and alpha of each pixel, row by row. */
export type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** How the rows of a picture are written: as PNG has them, or as PDF does. */
export type RowsOf = "png" | "pdf";

/** Writes the bands of a picture, from top to bottom, as the bytes that are deflated. */
export type RowWriter = (band: Pixels) => Uint8Array<ArrayBuffer>;

export function rowWriter(rowsOf: RowsOf, width: number): RowWriter {
  return rowsOf === "png" ? pngRows(width) : withoutAlpha;
}

/** PNG's filter *Up*: most of a drawing is as the row above it, and nothing packs better than nothing. */
const UP = 2;

function pngRows(width: number): RowWriter {
  const row = 4 * width;
  let above: Pixels = new Uint8ClampedArray(row);
  return (band) => {
    const rows = band.length / row;
    const written = new Uint8Array(rows * (row + 1));
    for (let index = 0; index < rows; index++) {
      const current = band.subarray(index * row, (index + 1) * row);
      const start = index * (row + 1);
      written[start] = UP;
      writeDifference(current, above, written.subarray(start + 1, start + 1 + row));
      above = current;
    }
    return written;
  };
}

/** Whole pixels are compared first: few differ, and the rest stays nothing. */
function writeDifference(current: Pixels, above: Pixels, to: Uint8Array): void {
  const [now, before] = [pixelsOf(current), pixelsOf(above)];
  for (let pixel = 0; pixel < now.length; pixel++)
    if (now[pixel] !== before[pixel])
      for (let at = 4 * pixel; at < 4 * pixel + 4; at++)
        to[at] = (current[at] ?? 0) - (above[at] ?? 0);
}

function pixelsOf({ buffer, byteOffset, byteLength }: Pixels): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

/** PDF pictures have no alpha: what shines through is paper. */
function withoutAlpha(rgba: Pixels): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = (rgba[from + 3] ?? 255) / 255;
    for (let part = 0; part < 3; part++)
      rgb[to + part] = 255 + ((rgba[from + part] ?? 255) - 255) * alpha;
  }
  return rgb;
}
