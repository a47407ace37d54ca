import type { Page } from "@playwright/test";

interface Difference {
  readonly sizes: readonly (readonly [number, number])[];
  /** How much of the picture is seen to differ, 0 to 1. */
  readonly share: number;
}

/** A channel that differs by less than this of 255 looks the same. */
const SEEN = 40;

/** Compares a PNG picture with another picture by the page's own browser. */
export async function differenceOf(
  page: Page,
  one: Buffer,
  other: Buffer,
  type: "png" | "svg+xml" | "bmp" = "png",
): Promise<Difference> {
  const sources = [
    `data:image/png;base64,${one.toString("base64")}`,
    `data:image/${type};base64,${other.toString("base64")}`,
  ];
  return page.evaluate(
    async ([first = "", second = "", seen = 0]) => {
      const pixelsOf = async (source: string): Promise<ImageData> => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        if (context === null) throw new Error("no canvas");
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [a, b] = await Promise.all([pixelsOf(String(first)), pixelsOf(String(second))]);
      let different = 0;
      for (let at = 0; at < a.data.length; at += 4)
        for (let channel = 0; channel < 3; channel++)
          if (Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > Number(seen)) {
            different++;
            break;
          }
      return {
        sizes: [a, b].map(({ width, height }) => [width, height] as const),
        share: different / (a.width * a.height),
      };
    },
    [sources[0], sources[1], SEEN],
  );
}

/** Red, green and blue of each pixel, from the upper left corner, as a picture that a browser shows. */
export function bitmapOf(pixels: Buffer, width: number, height: number): Buffer {
  const HEAD = 54;
  const row = Math.ceil((width * 3) / 4) * 4;
  const bitmap = Buffer.alloc(HEAD + row * height);
  bitmap.write("BM");
  bitmap.writeUInt32LE(bitmap.length, 2);
  bitmap.writeUInt32LE(HEAD, 10);
  bitmap.writeUInt32LE(40, 14);
  bitmap.writeInt32LE(width, 18);
  // Less than nothing: from the top.
  bitmap.writeInt32LE(-height, 22);
  bitmap.writeUInt16LE(1, 26);
  bitmap.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++)
        bitmap[HEAD + y * row + x * 3 + channel] = pixels[(y * width + x) * 3 + 2 - channel] ?? 0;
  return bitmap;
}
