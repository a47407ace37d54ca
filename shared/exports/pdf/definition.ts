/** The part of pdfmake's document definition that we use; its own package has no types. */
export interface PdfText {
  readonly text: string | readonly PdfText[];
  readonly style?: PdfStyleName | undefined;
  readonly alignment?: "left" | "right" | undefined;
  readonly margin?: readonly [number, number, number, number] | undefined;
  readonly colSpan?: number | undefined;
  readonly noWrap?: boolean | undefined;
  /** Left out: Roboto. */
  readonly font?: string | undefined;
  /** How deep directions are nested around it, odd where it is read from right to left; see direction.ts. */
  readonly level?: number | undefined;
}

export interface PdfStack {
  readonly stack: readonly PdfText[];
}

/** A heading and what stands below it, on one page. */
interface PdfBlock {
  readonly stack: readonly (PdfText | PdfTable)[];
  readonly unbreakable: true;
}

export type PdfCell = PdfText | PdfStack | Record<string, never>;

export interface PdfTable {
  readonly table: {
    readonly headerRows: number;
    readonly widths: readonly ("*" | "auto" | number)[];
    readonly body: readonly (readonly PdfCell[])[];
    readonly dontBreakRows?: boolean;
  };
  readonly layout: "lightHorizontalLines" | "noBorders";
  readonly margin?: readonly [number, number, number, number];
}

interface PdfColumns {
  readonly columns: readonly PdfCell[];
  readonly columnGap?: number;
  readonly margin?: readonly [number, number, number, number];
}

export type PdfContent = PdfText | PdfTable | PdfColumns | PdfBlock;
export type PdfStyleName = "title" | "heading" | "head" | "small" | "strong";

interface PdfStyle {
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly margin?: readonly [number, number, number, number];
}

/** A document before it is laid out. */
export interface PdfDefinition {
  readonly info: {
    readonly title: string;
    readonly author: string;
    readonly creator: string;
    readonly producer: string;
    /** Fixed, or no two would be alike. */
    readonly creationDate: Date;
    readonly modDate: Date;
  };
  readonly pageSize: "A4";
  readonly pageMargins: readonly [number, number, number, number];
  readonly defaultStyle: PdfStyle & { readonly lineHeight: number };
  readonly styles: Readonly<Record<PdfStyleName, PdfStyle>>;
  readonly footer: (page: number, pages: number) => PdfContent;
  readonly content: readonly PdfContent[];
}
