import type pdfmakeBuild from "pdfmake/build/pdfmake.min.js";
import type { PdfDefinition } from "./definition.ts";
import type { MoreFont } from "./fonts.ts";
import { decodeBase64, unpackWoff } from "./woff.ts";

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
  const [{ default: pdfmake }, { default: fonts }, { withFonts }, { teachDirections }] =
    await Promise.all([
      import("pdfmake/build/pdfmake.min.js"),
      import("pdfmake/build/vfs_fonts.js"),
      import("./fonts.ts"),
      import("./lines.ts"),
    ]);
  for (const file of Object.values(FILES))
    pdfmake.virtualfs.writeFileSync(file, fonts[file] ?? "", "base64");
  pdfmake.setFonts({ Roboto: FILES });
  // A bill needs nothing from elsewhere.
  pdfmake.setUrlAccessPolicy(() => false);
  await teachDirections(pdfmake);
  return async (asked) => {
    const { definition, fonts: more } = withFonts(asked);
    for (const font of more) await addFont(pdfmake, font);
    // Laying out writes into what it is given.
    const bytes = await pdfmake.createPdf({ ...definition }).getBuffer();
    return Uint8Array.from(bytes);
  };
}

/** Each as large as a picture, so loaded only for who needs it; of it only the letters that are used go into a file. */
const PACKED = {
  NotoSansSC: () => import("../../../assets/fonts/noto-sans-sc.json", { with: { type: "json" } }),
  NotoSansKR: () => import("../../../assets/fonts/noto-sans-kr.json", { with: { type: "json" } }),
  NotoSansHebrew: () =>
    import("../../../assets/fonts/noto-sans-hebrew.json", { with: { type: "json" } }),
  PlexSansArabic: () =>
    import("../../../assets/fonts/ibm-plex-sans-arabic.json", { with: { type: "json" } }),
} as const satisfies Record<MoreFont, unknown>;

type PdfMake = typeof pdfmakeBuild;

const added = new Set<MoreFont>();

async function addFont(pdfmake: PdfMake, font: MoreFont): Promise<void> {
  if (added.has(font)) return;
  const { default: packed } = await PACKED[font]();
  pdfmake.virtualfs.writeFileSync(font, unpackWoff(decodeBase64(packed.woff)));
  // There is one weight of it: a bold one is as large again.
  pdfmake.addFonts({ [font]: { normal: font, bold: font } });
  added.add(font);
}
