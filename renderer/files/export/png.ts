import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Svg } from "./svg.ts";

/** What browsers make at most: the longer side, and all pixels. */
const LONGEST = 16_384;
const MOST_PIXELS = 200_000_000;

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** True when a browser can make a picture of that size. */
export function canPaint({ width, height }: PixelSize): boolean {
  return width <= LONGEST && height <= LONGEST && width * height <= MOST_PIXELS;
}

/** Paints an SVG, whose own size is in pixels. */
export async function paintSvg(svg: Svg, size: PixelSize): Promise<Result<HTMLCanvasElement>> {
  if (!canPaint(size))
    return failed(`${size.width} × ${size.height} pixels are more than a browser can paint.`);
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = size.width;
    canvas.height = size.height;
    const context = canvas.getContext("2d");
    if (context === null) return failed("The browser gave no canvas.");
    context.drawImage(image, 0, 0, size.width, size.height);
    return ok(canvas);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  } finally {
    URL.revokeObjectURL(address);
  }
}

export async function toPng(canvas: HTMLCanvasElement): Promise<Result<Uint8Array>> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
  return blob === null
    ? failed("The browser could not write the picture.")
    : ok(new Uint8Array(await blob.arrayBuffer()));
}

function failed(detail: string): Result<never> {
  return err(fault("picture-failed", { detail }));
}
