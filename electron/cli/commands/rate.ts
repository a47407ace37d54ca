import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { option } from "@optique/core/primitives";
import { path } from "@optique/run/valueparser";
import { FaultError } from "../../../shared/base/fault.ts";
import type { Result } from "../../../shared/base/result.ts";
import { calendarFor } from "../../../shared/pricing/engine/calendar.ts";
import { totalsOf } from "../../../shared/pricing/engine/invoice.ts";
import { rate as rateUsage } from "../../../shared/pricing/engine/rate.ts";
import { readBook, readContract, readSegments } from "../../../shared/pricing/engine/read.ts";
import { collect } from "../../../shared/pricing/engine/schemes/index.ts";
import { readTextFile } from "../../node/text-file.ts";
import { defineVerb } from "../command.ts";
import { common } from "../options.ts";
import { invoiceLines } from "../show/invoice.ts";
import { answer, complaining } from "../terminal.ts";

const files = object("Files, each YAML or JSON", {
  book: option("--book", path({ metavar: "BOOK" }), {
    description: message`A price book: format labwright-price-book.`,
  }),
  contract: option("--contract", path({ metavar: "CONTRACT" }), {
    description: message`Who pays, and in which months: format labwright-contract.`,
  }),
  segments: option("--segments", path({ metavar: "SEGMENTS" }), {
    description: message`What was used, or will be: format labwright-segments.`,
  }),
});

/** `labwright rate --book B --contract C --segments S` */
export const rate = defineVerb({
  name: "rate",
  brief: message`Price usage by a price book and a contract.`,
  description: message`Rates files directly: every line with quantity, unit price, discounts and reason, what they come to, and what is to be paid when. Needs no daemon.`,
  options: merge(common, files),
  run: ({ json, ...paths }, terminal) =>
    complaining(terminal, json, async () => {
      const book = await load(paths.book, readBook);
      const contract = await load(paths.contract, readContract);
      const segments = await load(paths.segments, (text) => readSegments(text, book));
      const calendar = calendarFor(book, contract, segments, { tzdb: process.versions.tz });
      const lines = rateUsage(book, contract, segments, calendar);
      const totals = totalsOf(book, contract, lines);
      const payments = collect(contract, lines, { book, calendar });
      answer(terminal, json, { lines, totals, payments: payments.map(readable) }, () =>
        invoiceLines({ book, contract, lines, totals, payments }),
      );
      return 0;
    }),
});

function readable<T extends { readonly at: number }>(payment: T) {
  return { ...payment, at: new Date(payment.at).toISOString() };
}

/** Reads a file; throws the fault that says what is wrong with it, and where. */
async function load<T>(file: string, read: (text: string) => Result<T>): Promise<T> {
  const text = await readTextFile(file);
  if (!text.ok) throw new FaultError(text.error);
  const made = read(text.value);
  if (made.ok) return made.value;
  const { where } = made.error;
  throw new FaultError({ ...made.error, where: where === undefined ? file : `${file}, ${where}` });
}
