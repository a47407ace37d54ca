/** Words of the picture, so that they can be found and copied; in pixels from the upper left corner. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  readonly size: number;
  readonly width: number;
}

export interface PdfPicture {
  /** Of the page, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The picture's own size. */
  readonly pixels: { readonly width: number; readonly height: number };
  /** Red, green and blue of each pixel, deflated. */
  readonly data: Uint8Array;
  /** Its words, as {@link hiddenWords} writes them, in any number of pieces. */
  readonly words: readonly string[];
}

/** Points of an inch (72) by CSS pixels of one (96). */
const POINTS_PER_PIXEL = 0.75;

/**
 * A PDF of one page: the picture, and over it its words as invisible text, as text recognition does it. A
 * font need not be there for that: what is looked for is the letters' numbers, which are their Unicode.
 */
export function pdfOf(picture: PdfPicture): Uint8Array {
  const { width, height, pixels, data, words } = picture;
  const content = encoded(
    `q ${matrix(width, 0, 0, height, 0, 0)} cm /Im Do Q\nBT 3 Tr\n${words.join("\n")}\nET`,
  );
  const unicode = encoded(TO_UNICODE);
  return assembled([
    [encoded("<< /Type /Catalog /Pages 2 0 R >>")],
    [encoded("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")],
    [
      encoded(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${points(width)} ${points(height)}] ` +
          "/Contents 4 0 R /Resources << /XObject << /Im 5 0 R >> /Font << /F 6 0 R >> >> >>",
      ),
    ],
    stream("", content),
    stream(
      `/Type /XObject /Subtype /Image /Width ${pixels.width} /Height ${pixels.height} ` +
        "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode ",
      data,
    ),
    [
      encoded(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Helvetica /Encoding /Identity-H " +
          "/DescendantFonts [7 0 R] /ToUnicode 8 0 R >>",
      ),
    ],
    [
      encoded(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Helvetica /DW 500 /FontDescriptor 9 0 R " +
          "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
      ),
    ],
    stream("", unicode),
    [
      encoded(
        "<< /Type /FontDescriptor /FontName /Helvetica /Flags 4 /FontBBox [0 -200 1000 900] " +
          "/ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
      ),
    ],
  ]);
}

const TO_UNICODE = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
${Array.from({ length: 256 }, (_, high) => {
  const page = high.toString(16).padStart(2, "0").toUpperCase();
  return `${high % 100 === 0 ? `${Math.min(100, 256 - high)} beginbfrange\n` : ""}<${page}00> <${page}FF> <${page}00>${high % 100 === 99 || high === 255 ? "\nendbfrange" : ""}`;
}).join("\n")}
endcmap CMapName currentdict /CMap defineresource pop end end`;

/**
 * Words for a page of that height, in CSS pixels. Every letter is half as wide as high in that font; the line is
 * stretched to what is seen.
 */
export function hiddenWords(texts: readonly PlacedText[], height: number): string {
  const shown = texts.map(({ text, x, baseline, size, width }) => {
    const natural = (text.length * size) / 2;
    const stretch = natural === 0 ? 100 : (width / natural) * 100;
    return `/F ${points(size)} Tf ${number(stretch)} Tz 1 0 0 1 ${points(x)} ${points(height - baseline)} Tm <${hex(text)}> Tj`;
  });
  return shown.join("\n");
}

function hex(text: string): string {
  let digits = "";
  for (let at = 0; at < text.length; at++)
    digits += text.charCodeAt(at).toString(16).padStart(4, "0");
  return digits;
}

function points(pixels: number): string {
  return number(pixels * POINTS_PER_PIXEL);
}

function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function matrix(...values: readonly number[]): string {
  return values.map(points).join(" ");
}

type Part = readonly Uint8Array[];

function stream(entries: string, data: Uint8Array): Part {
  return [
    encoded(`<< ${entries}/Length ${data.length} >>\nstream\n`),
    data,
    encoded("\nendstream"),
  ];
}

/** Numbers the objects, and says at the end where each of them begins. */
function assembled(objects: readonly Part[]): Uint8Array {
  const parts: Uint8Array[] = [encoded("%PDF-1.7\n%\u00E2\u00E3\n")];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    for (const part of [encoded(`${index + 1} 0 obj\n`), ...object, encoded("\nendobj\n")])
      add(part);
  }
  const start = length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  add(
    encoded(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\n` +
        `startxref\n${start}\n%%EOF\n`,
    ),
  );
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
