import { ok, type Result } from "../../../shared/base/result.ts";
import { host } from "../../host/index.ts";
import { hiddenWords, pdfOf, type PlacedText } from "./pdf.ts";
import type { Point } from "../../canvas/geometry.ts";
import { sheetOf } from "./drawing.ts";
import { packedRows, type Painting } from "./painting.ts";
import { PAINTED_AT_MOST, resized, shrinkingTo, type PixelLimit } from "./pixel-size.ts";
import type { Svg } from "./svg.ts";
import type { Measure } from "./text.ts";
import type { Work } from "./work.ts";

/** The page may be larger: what is painted on it is stretched then. */
const PAINTED_IN_PDF: PixelLimit = { ...PAINTED_AT_MOST, pixels: 60_000_000 };
/**
 * A picture as a PDF: the desktop prints it, with lines as lines and fonts as fonts; a browser, which prints
 * only by its own dialog, paints it and lays its words over it.
 */
export async function toPdf(painting: Painting, work: Work): Promise<Result<Uint8Array>> {
  const { parts, sheet, look } = painting;
  const print = host().printPdf;
  if (print === null) return paintedPdf(painting, work);
  await work.turn("Printing", 0);
  const { width, height } = sheet;
  const pdf = await print({ svg: sheetOf(parts, sheet, look), width, height }, work.signal);
  work.signal.throwIfAborted();
  return pdf;
}

async function paintedPdf(painting: Painting, work: Work): Promise<Result<Uint8Array>> {
  const { sheet } = painting;
  const pixels = resized(sheet, shrinkingTo(PAINTED_IN_PDF, sheet));
  const data = await packedRows({ ...painting, sheet: { ...sheet, ...pixels } }, "pdf", work);
  if (!data.ok) return data;
  const words = await placedWords(painting, work);
  const { width, height } = sheet;
  return ok(pdfOf({ width, height, pixels, data: data.value, words }));
}

/** The words of a picture where they stand in it, piece by piece as a PDF has them. */
async function placedWords(
  { parts, sheet, look }: Painting,
  work: Work,
): Promise<readonly string[]> {
  const scale = sheet.width / sheet.area.width;
  const words: string[] = [];
  for (let from = 0; from < parts.length; from += READ_AT_ONCE) {
    await work.turn("Writing", from / parts.length);
    const svg = sheetOf(parts.slice(from, from + READ_AT_ONCE), sheet, look);
    const texts = wordsOf(svg, sheet.area, look.measure).map((word) => scaled(word, scale));
    if (texts.length > 0) words.push(hiddenWords(texts, sheet.height));
  }
  return words;
}

/** Parts of a drawing. */
const READ_AT_ONCE = 200;

function parsed(svg: Svg): Document {
  return new DOMParser().parseFromString(svg, "image/svg+xml");
}

/** Every text of the picture with its place, from the upper left corner. */
function wordsOf(svg: Svg, origin: Point, measure: Measure): readonly PlacedText[] {
  return [...parsed(svg).querySelectorAll("text")].map((element) => {
    const number = (name: string): number => Number(element.getAttribute(name));
    const text = element.textContent;
    const size = number("font-size");
    const weight = number("font-weight") === 0 ? 400 : 600;
    const { width } = measure(text, { size, weight });
    const shift = element.getAttribute("text-anchor") === "middle" ? width / 2 : 0;
    const moved = shiftOf(element);
    return {
      text,
      size,
      width,
      x: number("x") + moved.x - origin.x - shift,
      baseline: number("y") + moved.y - origin.y,
    };
  });
}

/** How far the groups around an element move it. */
function shiftOf(element: Element): { x: number; y: number } {
  const group = element.parentElement?.closest("[transform]");
  const [, x = "0", y = "0"] =
    /translate\(([-\d.]+) ([-\d.]+)\)/.exec(group?.getAttribute("transform") ?? "") ?? [];
  return { x: Number(x), y: Number(y) };
}

function scaled({ text, x, baseline, size, width }: PlacedText, by: number): PlacedText {
  return { text, x: x * by, baseline: baseline * by, size: size * by, width: width * by };
}
