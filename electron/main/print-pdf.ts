import type { WebContents } from "electron";
import { fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";

/** CSS pixels of an inch, in which PDF sizes are given. */
const PIXELS_PER_INCH = 96;

/** The page as it would be printed on one sheet of that size: vectors, and text that can be searched. */
export async function printPdf(
  page: WebContents,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Result<Uint8Array>> {
  try {
    const pdf = await page.printToPDF({
      printBackground: true,
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      pageSize: { width: width / PIXELS_PER_INCH, height: height / PIXELS_PER_INCH },
      pageRanges: "1",
    });
    return ok(new Uint8Array(pdf));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return err(fault("picture-failed", { detail }));
  }
}
