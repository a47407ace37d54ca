import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { bitmapOf } from "./compare-pictures.ts";

/**
 * The first page of a PDF file as Poppler paints it, 96 pixels to the inch, cut to a size in pixels: a page is as large
 * as its printer can say, which may be a part of one less.
 */
export function paintedPage(file: string, [width, height]: readonly [number, number]): Buffer {
  const cut = ["-x", "0", "-y", "0", "-W", `${width}`, "-H", `${height}`];
  execFileSync("pdftoppm", ["-r", "96", ...cut, "-singlefile", file, file]);
  const picture = readFileSync(`${file}.ppm`);
  const [head = "", w, h] = /^P6\n(\d+) (\d+)\n255\n/.exec(picture.toString("latin1", 0, 40)) ?? [];
  return bitmapOf(picture.subarray(head.length), Number(w), Number(h));
}
