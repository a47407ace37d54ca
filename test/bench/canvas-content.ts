import type { Browser, Page } from "@playwright/test";
import type { Design } from "../../shared/design/design.ts";
import { nodesInView, viewOf } from "./canvas-page.ts";

const LEAST_IN_VIEW = 0.99;

/**
 * Fails unless a page shows the whole drawing: every node has its place in view, and wherever one should be,
 * the picture on the screen is not just background. A faster picture of less would be no picture.
 */
export async function checkContent(browser: Browser, page: Page, design: Design): Promise<void> {
  const places = await nodesInView(page, design);
  const nodes = Object.keys(design.nodes).length;
  if (places.length < nodes) throw new Error(`${places.length} of ${nodes} nodes are in view`);
  const { left, top, x, y, zoom } = await viewOf(page);
  const picture = (await page.screenshot()).toString("base64");
  // Beside the first node's upper left corner nothing is drawn.
  const empty = { x: left + x - 24 * zoom - 4, y: top + y - 24 * zoom - 4 };
  // Cards are white as the page may be; their pictures and stripes, left of the middle, are not.
  const coloured = places.map((place) => ({ x: place.x - 74 * zoom, y: place.y }));
  const drawn = await differing(browser, picture, empty, coloured);
  if (drawn < LEAST_IN_VIEW * nodes) throw new Error(`${drawn} of ${nodes} nodes can be seen`);
}

type Places = readonly { readonly x: number; readonly y: number }[];

/** At how many places a picture has another colour than at the `empty` one. */
async function differing(
  browser: Browser,
  picture: string,
  empty: Places[number],
  places: Places,
): Promise<number> {
  const page = await browser.newPage();
  const count = await page.evaluate(
    async (given) => {
      const bytes = Uint8Array.from(atob(given.picture), (char) => char.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      if (context === null) return 0;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const colourAt = ({ x, y }: { x: number; y: number }): string => {
        const at = 4 * (Math.round(y) * image.width + Math.round(x));
        return data.slice(at, at + 3).join();
      };
      const background = colourAt(given.empty);
      return given.places.filter((place) => colourAt(place) !== background).length;
    },
    { picture, empty, places },
  );
  await page.close();
  return count;
}
