import { createHash } from "node:crypto";
import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, optional } from "@optique/core/modifiers";
import { option } from "@optique/core/primitives";
import { path } from "@optique/run/valueparser";
import { FaultError } from "../../../shared/base/fault.ts";
import type { Result } from "../../../shared/base/result.ts";
import { bookFor } from "../../../shared/pricing/engine/book-for.ts";
import { calendarFor } from "../../../shared/pricing/engine/calendar.ts";
import { totalsOf } from "../../../shared/pricing/engine/invoice.ts";
import { rate as rateUsage } from "../../../shared/pricing/engine/rate.ts";
import { readBook, readContract, readSegments } from "../../../shared/pricing/engine/read.ts";
import { paidFor } from "../../../shared/pricing/engine/schemes/paid.ts";
import { variance, type RatingInputs } from "../../../shared/pricing/engine/variance.ts";
import { inputsText, linesText } from "../../../shared/statements/rating.ts";
import { readTextFile } from "../../node/text-file.ts";
import { defineVerb } from "../command.ts";
import { common } from "../options.ts";
import { invoiceLines } from "../show/invoice.ts";
import { varianceLines } from "../show/variance.ts";
import { answer, complaining } from "../terminal.ts";
import { instant } from "../values.ts";

const files = object("Files, each YAML or JSON", {
  books: multiple(
    option("--book", path({ metavar: "BOOK" }), {
      description: message`A price book: format labwright-price-book. Several revisions of one, each for its own time.`,
    }),
    { min: 1 },
  ),
  contract: option("--contract", path({ metavar: "CONTRACT" }), {
    description: message`Who pays, and in which months: format labwright-contract.`,
  }),
  segments: option("--segments", path({ metavar: "SEGMENTS" }), {
    description: message`What was used, or will be: format labwright-segments.`,
  }),
  against: optional(
    option("--against", path({ metavar: "SEGMENTS" }), {
      description: message`What was projected: says for each row why it came differently.`,
    }),
  ),
  againstBook: optional(
    option("--against-book", path({ metavar: "BOOK" }), {
      description: message`The price book of the projection, where it was another.`,
    }),
  ),
  until: optional(
    option("--until", instant(), {
      description: message`The end of what still goes on; the last time that the files name, unless given.`,
    }),
  ),
});

/** `labwright rate --book B --contract C --segments S` */
export const rate = defineVerb({
  name: "rate",
  brief: message`Price usage by a price book and a contract.`,
  description: message`Rates files directly: every line with quantity, unit price, discounts and reason, what they come to, and what is to be paid when, taxes included; with --json the net part of each payment, too. Needs no daemon. The formats: shared/pricing/README.md, labwright schema price-book.`,
  options: merge(common, files),
  run: ({ json, until, against, againstBook, ...paths }, terminal) =>
    complaining(terminal, json, async () => {
      const inputs = await loadInputs(paths, until);
      const { book, contract, segments, calendar } = inputs;
      const lines = rateUsage(book, contract, segments, calendar);
      const totals = totalsOf(book, contract, lines);
      const payments = paidFor(contract, lines, totals, { book, calendar });
      const digests = {
        inputs: digestOf(inputsText(inputs)),
        lines: digestOf(linesText(lines)),
      };
      const planned = {
        ...paths,
        books: againstBook === undefined ? paths.books : [againstBook],
        segments: against ?? "",
      };
      const differences =
        against === undefined ? undefined : variance(await loadInputs(planned, until), inputs);
      const rated = { lines, totals, payments: payments.map(readable), digests };
      answer(terminal, json, { ...rated, differences }, () => [
        ...invoiceLines({ book, contract, lines, totals, payments }),
        ...varianceLines(differences ?? [], book.currency),
      ]);
      return 0;
    }),
});

interface Paths {
  readonly books: readonly string[];
  readonly contract: string;
  readonly segments: string;
}

async function loadInputs(paths: Paths, until: string | undefined): Promise<RatingInputs> {
  const books = await Promise.all(paths.books.map((file) => load(file, readBook)));
  const contract = await load(paths.contract, readContract);
  const book = good(bookFor(books, contract), paths.books.join(", "));
  const segments = await load(paths.segments, (text) => readSegments(text, book));
  const calendar = calendarFor(book, contract, segments, {
    tzdb: process.versions.tz,
    until: until === undefined ? undefined : Date.parse(until),
  });
  return { book, contract, segments, calendar };
}

/** The same on every computer for the same values, and as a statement file has them. */
function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function readable<T extends { readonly at: number }>(payment: T) {
  return { ...payment, at: new Date(payment.at).toISOString() };
}

/** Reads a file; throws the fault that says what is wrong with it, and where. */
async function load<T>(file: string, read: (text: string) => Result<T>): Promise<T> {
  const text = await readTextFile(file);
  if (!text.ok) throw new FaultError(text.error);
  return good(read(text.value), file);
}

function good<T>(made: Result<T>, file: string): T {
  if (made.ok) return made.value;
  const { where } = made.error;
  throw new FaultError({ ...made.error, where: where === undefined ? file : `${file}, ${where}` });
}
