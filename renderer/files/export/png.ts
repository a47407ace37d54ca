import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { sheetOf, type Part, type Sheet } from "./drawing.ts";
import type { Look } from "./look.ts";
import type { Work } from "./work.ts";

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

/** What is painted: parts of a drawing, and the sheet of it that they make. */
export interface Painting {
  readonly parts: readonly Part[];
  readonly sheet: Sheet;
  readonly look: Look;
}

/** Rows of pixels, from `top` on. */
export interface Band {
  readonly top: number;
  readonly rows: number;
}

/** So much of a picture is painted in one go: more of either stops the page for longer than one notices. */
const BAND = { pixels: 4_000_000, parts: 500 } as const;

/** A picture from top to bottom, in pieces that are quickly painted. */
export function bandsOf({ width, height }: PixelSize, parts: number): readonly Band[] {
  const pieces = Math.max(1, (width * height) / BAND.pixels, parts / BAND.parts);
  const rows = Math.ceil(height / Math.ceil(pieces));
  return Array.from({ length: Math.ceil(height / rows) }, (_, index) => {
    const top = index * rows;
    return { top, rows: Math.min(rows, height - top) };
  });
}

/** Paints a whole picture, with turns between its bands. */
export async function paint(painting: Painting, work: Work): Promise<Result<HTMLCanvasElement>> {
  const { sheet, parts } = painting;
  const whole = contextOf(sheet);
  if (whole === null) return failed("The browser gave no canvas.");
  for (const band of bandsOf(sheet, parts.length)) {
    await work.turn("Painting", band.top / sheet.height);
    const painted = await paintBand(painting, band);
    if (!painted.ok) return painted;
    whole.putImageData(painted.value, 0, band.top);
  }
  return ok(whole.canvas);
}

/** The pixels of a band of a picture. */
export async function paintBand(
  { parts, sheet, look }: Painting,
  { top, rows }: Band,
): Promise<Result<ImageData>> {
  const { area, width, height } = sheet;
  const each = area.height / height;
  const part = { ...area, y: area.y + top * each, height: rows * each };
  const svg = sheetOf(parts, { area: part, width, height: rows }, look);
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  const context = contextOf({ width, height: rows });
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    if (context === null) return failed("The browser gave no canvas.");
    context.drawImage(image, 0, 0, width, rows);
    return ok(context.getImageData(0, 0, width, rows));
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A canvas in the page's memory: its pixels are read and written. */
function contextOf({ width, height }: PixelSize): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext("2d", { willReadFrequently: true });
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
