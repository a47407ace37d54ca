import type { PdfContent, PdfDefinition } from "./definition.ts";
import { figure, words } from "./words.ts";

const GREY = "#555555";

interface Page {
  /** Of the file. */
  readonly title: string;
  /** At the foot of each page. */
  readonly foot: string;
  readonly author: string;
  /** As of when it is true: it is the file's own date, or no two would be alike. */
  readonly at: string;
  readonly content: readonly PdfContent[];
}

/** The pages that all documents of Labwright have in common. */
export function pageOf({ title, foot, author, at, content }: Page): PdfDefinition {
  const made = new Date(at);
  return {
    info: {
      title,
      author,
      creator: "Labwright",
      producer: "Labwright",
      creationDate: made,
      modDate: made,
    },
    pageSize: "A4",
    pageMargins: [40, 44, 40, 52],
    defaultStyle: { fontSize: 9, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 18, bold: true },
      heading: { fontSize: 12, bold: true, margin: [0, 16, 0, 6] },
      head: { bold: true, color: GREY },
      small: { fontSize: 7.5, color: GREY },
      strong: { bold: true },
    },
    footer: (page, pages) => ({
      columns: [words(foot, "small"), figure(`Page ${page} of ${pages}`, "small")],
      margin: [40, 18, 40, 0],
    }),
    content,
  };
}
