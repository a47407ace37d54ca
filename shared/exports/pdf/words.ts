import { formatMoney } from "../../base/money.ts";
import type { PdfStyleName, PdfText } from "./definition.ts";

export function words(text: string, style?: PdfStyleName): PdfText {
  return { text, style };
}

/** A figure: at the right, never broken. */
export function figure(text: string, style?: PdfStyleName): PdfText {
  return { text, style, alignment: "right", noWrap: true };
}

export function money(amount: string, currency: string, style?: PdfStyleName): PdfText {
  return figure(formatMoney(amount, currency), style);
}

/** `2026-11-05 00:00 UTC`: the same for every reader. */
export function instantText(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** A name within other words: whichever way it is read, it does not move what stands beside it (UAX #9, FSI). */
export function named(name: string): string {
  return `\u2068${name}\u2069`;
}
