import type { PdfDefinition } from "./definition.ts";

const FILES = { normal: "Roboto-Regular.ttf", bold: "Roboto-Medium.ttf" } as const;

type Print = (definition: PdfDefinition) => Promise<Uint8Array>;
let loaded: Promise<Print> | undefined;

/**
 * Lays a document out. Everywhere by pdfmake's build for browsers, which brings its own compression: Node's gives
 * other bytes. Loaded only when it is asked for, since it is as large as the rest of the window.
 */
export async function printPdf(definition: PdfDefinition): Promise<Uint8Array> {
  const print = await loadPrinter();
  return print(definition);
}

/** Loads it ahead, for who may not be able to later. */
export async function loadPrinter(): Promise<Print> {
  loaded ??= newPrinter();
  try {
    return await loaded;
  } catch (error) {
    // It may be there the next time.
    loaded = undefined;
    throw error;
  }
}

async function newPrinter(): Promise<Print> {
  const [{ default: pdfmake }, { default: fonts }] = await Promise.all([
    import("pdfmake/build/pdfmake.min.js"),
    import("pdfmake/build/vfs_fonts.js"),
  ]);
  for (const file of Object.values(FILES))
    pdfmake.virtualfs.writeFileSync(file, fonts[file] ?? "", "base64");
  pdfmake.setFonts({ Roboto: FILES });
  // A bill needs nothing from elsewhere.
  pdfmake.setUrlAccessPolicy(() => false);
  return async (definition) => {
    // Laying out writes into what it is given.
    const bytes = await pdfmake.createPdf({ ...definition }).getBuffer();
    return Uint8Array.from(bytes);
  };
}
