import { ok, type Result } from "../../../shared/base/result.ts";
import { host } from "../../host/index.ts";
import { pdfOf, type PlacedText } from "./pdf.ts";
import {
  PAINTED_AT_MOST,
  paintSvg,
  resized,
  shrinkingTo,
  type PixelLimit,
  type PixelSize,
} from "./png.ts";
import type { Svg } from "./svg.ts";
import type { Measure } from "./text.ts";

/** The page may be larger: what is painted on it is stretched then. Three copies of it are in memory at once. */
const PAINTED_IN_PDF: PixelLimit = { ...PAINTED_AT_MOST, pixels: 60_000_000 };
/** Where the page is printed, only this is; see print.module.css. */
const PRINTED = "printed-picture";

/**
 * An SVG as a PDF: the desktop prints it, with lines as lines and fonts as fonts; a browser, which prints
 * only by its own dialog, paints it and lays its words over it.
 */
export async function toPdf(
  svg: Svg,
  size: PixelSize,
  measure: Measure,
): Promise<Result<Uint8Array>> {
  const print = host().printPdf;
  return print === null ? paintedPdf(svg, size, measure) : printedPdf(svg, () => print(size));
}

async function printedPdf<T>(svg: Svg, print: () => Promise<T>): Promise<T> {
  const sheet = document.createElement("div");
  sheet.id = PRINTED;
  sheet.append(parsed(svg).documentElement);
  const style = new CSSStyleSheet();
  style.replaceSync(
    `#${PRINTED} { display: none }
    @media print {
      @page { margin: 0 }
      html, body { height: auto !important; background: none !important }
      body > :not(#${PRINTED}) { display: none !important }
      #${PRINTED} { display: block; line-height: 0 }
    }`,
  );
  document.body.append(sheet);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  try {
    return await print();
  } finally {
    sheet.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== style);
  }
}

async function paintedPdf(
  svg: Svg,
  size: PixelSize,
  measure: Measure,
): Promise<Result<Uint8Array>> {
  const painted = await paintSvg(svg, resized(size, shrinkingTo(PAINTED_IN_PDF, size)));
  if (!painted.ok) return painted;
  const { width, height } = painted.value;
  const rgba = painted.value.getContext("2d")?.getImageData(0, 0, width, height).data;
  const data = await deflated(withoutAlpha(rgba ?? new Uint8ClampedArray()));
  const pixels = { width, height };
  const scale = size.width / viewBoxOf(svg).width;
  const texts = wordsOf(svg, measure).map((word) => scaled(word, scale));
  return ok(pdfOf({ ...size, pixels, data, texts }));
}

/** PDF pictures have no alpha: what shines through is paper. */
function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = (rgba[from + 3] ?? 255) / 255;
    for (let part = 0; part < 3; part++)
      rgb[to + part] = 255 + ((rgba[from + part] ?? 255) - 255) * alpha;
  }
  return rgb;
}

async function deflated(data: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(data)]).stream();
  const packed = stream.pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function parsed(svg: Svg): Document {
  return new DOMParser().parseFromString(svg, "image/svg+xml");
}

function viewBoxOf(svg: Svg): { x: number; y: number; width: number } {
  const values = parsed(svg).documentElement.getAttribute("viewBox")?.split(" ").map(Number);
  const [x = 0, y = 0, width = 1] = values ?? [];
  return { x, y, width };
}

/** Every text of the picture with its place, from the upper left corner. */
function wordsOf(svg: Svg, measure: Measure): readonly PlacedText[] {
  const origin = viewBoxOf(svg);
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
