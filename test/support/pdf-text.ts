import { inflateSync } from "node:zlib";

/**
 * The words of a PDF as pdfmake writes it: each string that is shown, page by page, in the order of drawing. Follows
 * the fonts' own tables from glyphs to characters.
 */
export function pdfText(bytes: Uint8Array): readonly string[] {
  const objects = objectsOf(Buffer.from(bytes));
  const fonts = new Map(
    [...objects].flatMap(([number, { head }]) => {
      const table = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1];
      return table === undefined ? [] : [[number, charactersOf(objects.get(table)!.stream)]];
    }),
  );
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  return pages.flatMap(({ head }) => {
    const resources = objects.get(/\/Resources (\d+) 0 R/.exec(head)![1]!)!.head;
    const named = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => [
        name!,
        fonts.get(number!)!,
      ]),
    );
    return shown(objects.get(/\/Contents (\d+) 0 R/.exec(head)![1]!)!.stream, named);
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
    [...list!.matchAll(/<([0-9a-f]*)>/gi)].forEach(([, hex], at) => {
      map.set(parseInt(from!, 16) + at, Buffer.from(hex!, "hex").swap16().toString("utf16le"));
    });
  return map;
}

function shown(page: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string[] {
  let font: ReadonlyMap<number, string> = new Map();
  const words: string[] = [];
  for (const [, name, strings] of page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name)!;
    else
      words.push(
        [...strings!.matchAll(/<([0-9a-f]+)>/gi)]
          .flatMap(([, hex]) => hex!.match(/.{4}/g)!)
          .map((glyph) => font.get(parseInt(glyph, 16)) ?? "\uFFFD")
          .join(""),
      );
  }
  return words;
}
