import { inflateSync } from "node:zlib";

/** A string where it stands on its page: points from the upper left corner. */
interface PlacedString {
  readonly text: string;
  readonly page: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The words of a PDF as pdfmake writes it: each string that is shown, page by page, in the order of drawing. Follows
 * the fonts' own tables from glyphs to characters.
 */
export function pdfText(bytes: Uint8Array): readonly string[] {
  return placedStrings(bytes).map(({ text }) => text);
}

/** Its lines from top to bottom as the eye sees them: each letter, whatever it is, from left to right. */
export function seenLines(bytes: Uint8Array): readonly string[] {
  const lines = Map.groupBy(placedStrings(bytes), ({ page, y }) => `${page} ${y}`);
  return [...lines.values()].map((strings) =>
    strings
      .toSorted((a, b) => a.x - b.x)
      .map(({ text }) => text)
      .join(""),
  );
}

function placedStrings(bytes: Uint8Array): readonly PlacedString[] {
  const objects = objectsOf(Buffer.from(bytes));
  const fonts = new Map(
    [...objects].flatMap(([number, { head }]) => {
      const table = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1];
      return table === undefined ? [] : [[number, charactersOf(objects.get(table)!.stream)]];
    }),
  );
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  return pages.flatMap(({ head }, page) => {
    const resources = objects.get(/\/Resources (\d+) 0 R/.exec(head)![1]!)!.head;
    const named = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => [
        name!,
        fonts.get(number!)!,
      ]),
    );
    const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)![1]!)!.stream;
    return shown(content, named).map((one) => Object.assign(one, { page }));
  });
}

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

function objectsOf(file: Buffer): ReadonlyMap<string, PdfObject> {
  const text = file.toString("latin1");
  const objects = [...text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)].map(
    ({ 1: number, index, 0: mark }) => {
      const body = text.slice(index + mark.length, text.indexOf("\nendobj", index));
      const begin = body.indexOf("stream\n");
      const head = begin < 0 ? body : body.slice(0, begin);
      const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
      const raw = Buffer.from(body.slice(begin + 7, begin + 7 + length), "latin1");
      const packed = begin >= 0 && head.includes("/FlateDecode");
      const stream = begin < 0 ? "" : (packed ? inflateSync(raw) : raw).toString("latin1");
      return [number!, { head, stream }] as const;
    },
  );
  return new Map(objects);
}

/** By glyph: the table says them one by one, or as rows of neighbours. */
function charactersOf(table: string): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  for (const [, from, , list] of table.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi))
    [...list!.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex], at) => {
      const bytes = Buffer.from(hex!.replaceAll(" ", ""), "hex");
      map.set(parseInt(from!, 16) + at, bytes.swap16().toString("utf16le"));
    });
  return map;
}

function shown(
  page: string,
  fonts: ReadonlyMap<string, ReadonlyMap<number, string>>,
): Omit<PlacedString, "page">[] {
  let font: ReadonlyMap<number, string> = new Map();
  let place = { x: 0, y: 0 };
  const words: Omit<PlacedString, "page">[] = [];
  const parts = /\/(F\d+) [\d.]+ Tf|1 0 0 1 ([-\d.]+) ([-\d.]+) Tm|\[([^\]]*)\] TJ/g;
  for (const [, name, x, y, strings] of page.matchAll(parts)) {
    if (name !== undefined) font = fonts.get(name)!;
    // Upwards from the lower edge.
    else if (x !== undefined) place = { x: Number(x), y: -Number(y) };
    else
      words.push({
        ...place,
        text: [...strings!.matchAll(/<([0-9a-f]+)>/gi)]
          .flatMap(([, hex]) => hex!.match(/.{4}/g)!)
          .map((glyph) => font.get(parseInt(glyph, 16)) ?? "\uFFFD")
          .join(""),
      });
  }
  return words;
}
