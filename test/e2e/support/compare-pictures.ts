import type { Page } from "@playwright/test";

interface Difference {
  readonly sizes: readonly (readonly [number, number])[];
  /** How much of the picture is seen to differ, 0 to 1. */
  readonly share: number;
}

/** A channel that differs by less than this of 255 looks the same. */
const SEEN = 40;

/** Compares two PNG pictures by the page's own browser. */
export async function differenceOf(page: Page, one: Buffer, other: Buffer): Promise<Difference> {
  const sources = [one, other].map((png) => `data:image/png;base64,${png.toString("base64")}`);
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
