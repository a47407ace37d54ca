/** What we use of pdfmake's build for browsers, which has no types. */
declare module "pdfmake/build/pdfmake.min.js" {
  /** What it has drawn: each page by its lines, tables and pictures. */
  interface LaidOut {
    readonly _pdfMakePages: readonly {
      readonly items: readonly { readonly type: string; readonly item: object }[];
    }[];
  }
  interface PdfMake {
    readonly virtualfs: {
      writeFileSync(name: string, data: string, encoding: "base64"): void;
      writeFileSync(name: string, data: Uint8Array): void;
    };
    setFonts(fonts: Record<string, { readonly normal: string; readonly bold: string }>): void;
    addFonts(fonts: Record<string, { readonly normal: string; readonly bold: string }>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    createPdf(definition: object): {
      getBuffer(): Promise<Uint8Array>;
      getStream(): Promise<LaidOut>;
    };
  }
  const pdfmake: PdfMake;
  export default pdfmake;
}

declare module "pdfmake/build/vfs_fonts.js" {
  /** Base64 by file name. */
  const fonts: Readonly<Record<string, string>>;
  export default fonts;
}
