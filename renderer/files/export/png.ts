import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Svg } from "./svg.ts";

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** How large a picture may become: its longer side, and all of its pixels. */
export interface PixelLimit {
  readonly side: number;
  readonly pixels: number;
}

/** What every browser paints; its own limit is near, and half a gigabyte is enough. */
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

/** Paints an SVG so many pixels large. */
export async function paintSvg(svg: Svg, size: PixelSize): Promise<Result<HTMLCanvasElement>> {
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
