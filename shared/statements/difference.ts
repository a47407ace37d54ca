import type { Totals } from "../pricing/engine/invoice.ts";
import type { RatedLine } from "../pricing/engine/line.ts";

/** The first thing in which what a file states is not what rating it again gives. */
export type Difference =
  | {
      readonly kind: "line";
      readonly lineKey: string;
      readonly title: string;
      readonly period: string;
      /** The first field that differs. */
      readonly field: string;
      readonly stated: string;
      readonly rated: string;
    }
  /** `missing`: rating gives it and the file does not have it. `added`: the other way round. */
  | {
      readonly kind: "missing" | "added";
      readonly lineKey: string;
      readonly title: string;
      readonly period: string;
    }
  | {
      readonly kind: "totals";
      readonly field: string;
      readonly stated: string;
      readonly rated: string;
    }
  /** Its inputs are not those that were digested. */
  | { readonly kind: "inputs" }
  /** It cannot be rated at all. */
  | { readonly kind: "unratable"; readonly detail: string };

/** The first line that differs, in the order of the lines; null: they are the same, to the last digit. */
export function firstDifferentLine(
  stated: readonly RatedLine[],
  rated: readonly RatedLine[],
): Difference | null {
  const known = new Map(rated.map((line) => [line.lineKey, line]));
  for (const line of stated) {
    const again = known.get(line.lineKey);
    if (again === undefined) return { kind: "added", ...named(line) };
    const field = firstField(line, again);
    if (field !== null) return { kind: "line", ...named(line), ...field };
    known.delete(line.lineKey);
  }
  const [missing] = known.values();
  return missing === undefined ? null : { kind: "missing", ...named(missing) };
}

function named({ lineKey, title, period }: RatedLine) {
  return { lineKey, title, period };
}

/** The first total that differs. */
export function differentTotal(stated: Totals, rated: Totals): Difference | null {
  const field = firstField(stated, rated);
  return field && { kind: "totals", ...field };
}

interface FieldDifference {
  readonly field: string;
  readonly stated: string;
  readonly rated: string;
}

function firstField(stated: object, rated: object): FieldDifference | null {
  const again: Readonly<Record<string, unknown>> = { ...rated };
  for (const [field, value] of Object.entries(stated)) {
    const texts = { stated: textOf(value), rated: textOf(again[field]) };
    if (texts.stated !== texts.rated) return { field, ...texts };
  }
  return null;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
