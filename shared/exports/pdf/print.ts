import type { PdfDefinition } from "./definition.ts";

const FILES = { normal: "Roboto-Regular.ttf", bold: "Roboto-Medium.ttf" } as const;

let loaded: Promise<(definition: PdfDefinition) => Promise<Uint8Array>> | undefined;

/**
 * Lays a document out. Everywhere by pdfmake's build for browsers, which brings its own compression: Node's gives
 * other bytes. Loaded only when it is asked for, since it is as large as the rest of the window.
 */
export async function printPdf(definition: PdfDefinition): Promise<Uint8Array> {
  loaded ??= loadPrinter();
  return (await loaded)(definition);
}

async function loadPrinter() {
  const [{ default: pdfmake }, { default: fonts }] = await Promise.all([
    import("pdfmake/build/pdfmake.min.js"),
    import("pdfmake/build/vfs_fonts.js"),
  ]);
  for (const file of Object.values(FILES))
    pdfmake.virtualfs.writeFileSync(file, fonts[file] ?? "", "base64");
  pdfmake.setFonts({ Roboto: FILES });
  // A bill needs nothing from elsewhere.
  pdfmake.setUrlAccessPolicy(() => false);
  return async (definition: PdfDefinition): Promise<Uint8Array> => {
    // Laying out writes into what it is given.
    const bytes = await pdfmake.createPdf({ ...definition }).getBuffer();
    return Uint8Array.from(bytes);
  };
}
