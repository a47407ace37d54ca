import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { sheetOf, type Part, type Sheet } from "./drawing.ts";
import type { Look } from "./look.ts";
import { newPacker } from "./packer.ts";
import type { PixelSize } from "./pixel-size.ts";
import type { Pixels, RowsOf } from "./pixel-rows.ts";
import type { Work } from "./work.ts";

/** What is painted: parts of a drawing, and the sheet of it that they make. */
export interface Painting {
  readonly parts: readonly Part[];
  readonly sheet: Sheet;
  readonly look: Look;
}

/** Rows of pixels, from `top` on. */
interface Band {
  readonly top: number;
  readonly rows: number;
}

/** So much of a picture is painted in one go: more of either stops the page for longer than one notices. */
const BAND = { pixels: 3_000_000, parts: 200 } as const;

/** A picture from top to bottom, in pieces that are quickly painted. */
export function bandsOf({ width, height }: PixelSize, parts: number): readonly Band[] {
  const pieces = Math.max(1, (width * height) / BAND.pixels, parts / BAND.parts);
  const rows = Math.ceil(height / Math.ceil(pieces));
  return Array.from({ length: Math.ceil(height / rows) }, (_, index) => {
    const top = index * rows;
    return { top, rows: Math.min(rows, height - top) };
  });
}

/** The rows of a picture, deflated: painted with turns between its bands, packed beside the page. */
export async function packedRows(
  painting: Painting,
  rowsOf: RowsOf,
  work: Work,
): Promise<Result<Uint8Array>> {
  const { sheet, parts } = painting;
  const canvas = new OffscreenCanvas(sheet.width, 1);
  // In memory, as its pixels are read: what a graphics card paints is not quite the same everywhere.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return failed("The browser gave no canvas.");
  const packer = newPacker({ rowsOf, width: sheet.width });
  try {
    let packed: Promise<Result<unknown>> = Promise.resolve(ok(null));
    for (const band of bandsOf(sheet, parts.length)) {
      await work.turn("Painting", band.top / sheet.height);
      const painted = await paintBand(painting, band, context);
      // One band is packed while the next is painted; no more of them wait.
      const before = await packed;
      if (!before.ok) return before;
      if (!painted.ok) return painted;
      packed = packer.add(painted.value);
    }
    const last = await packed;
    if (!last.ok) return last;
    await work.turn("Writing", 1);
    return await packer.finish();
  } finally {
    packer.stop();
  }
}

async function paintBand(
  { parts, sheet, look }: Painting,
  { top, rows }: Band,
  context: OffscreenCanvasRenderingContext2D,
): Promise<Result<Pixels>> {
  const { area, width, height } = sheet;
  const each = area.height / height;
  const part = { ...area, y: area.y + top * each, height: rows * each };
  const svg = sheetOf(parts, { area: part, width, height: rows }, look);
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    // Empties it, too.
    context.canvas.height = rows;
    context.drawImage(image, 0, 0, width, rows);
    return ok(context.getImageData(0, 0, width, rows).data);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function failed(detail: string): Result<never> {
  return err(fault("picture-failed", { detail }));
}
