import { z } from "zod";
import type { Copies, ExpectedUse, FieldHint } from "./component-kind.ts";

const NUMBER = /^\d{1,6}(\.\d{1,6})?$/;

/** One number, or three: at the least, mostly, and at the most. Empty: nobody says. */
function rangeOf(most: number) {
  const message = `Enter a number up to ${most}, or least/mostly/most such as 5/20/80.`;
  return z
    .string(message)
    .refine((text) => text === "" || isRange(text, most), { message })
    .default("");
}

function isRange(text: string, most: number): boolean {
  const parts = text.split("/");
  const numbers = parts.map(Number);
  return (
    (parts.length === 1 || parts.length === 3) &&
    parts.every((part) => NUMBER.test(part)) &&
    numbers.every((number, at) => number <= most && number >= (numbers[at - 1] ?? 0))
  );
}

const MOST_TRAFFIC = 100_000;

const COPIES = /^(\d{1,5})\/(\d{1,5})$/;
const MOST_COPIES = 10_000;
const COPIES_MESSAGE = `Enter at the least and at the most how many, up to ${MOST_COPIES}, such as 2/8.`;

function readCopies(text: string): Copies | null {
  const [, least, most] = COPIES.exec(text) ?? [];
  return least === undefined ? null : { least: Number(least), most: Number(most) };
}

function areCopies(text: string): boolean {
  const copies = readCopies(text);
  if (copies === null) return text === "";
  return copies.least >= 1 && copies.least <= copies.most && copies.most <= MOST_COPIES;
}

/** What is expected of the use that is only measured once it runs. */
export const loadProperties = {
  processorUse: rangeOf(100),
  trafficPerHour: rangeOf(MOST_TRAFFIC),
  copies: z.string(COPIES_MESSAGE).refine(areCopies, { message: COPIES_MESSAGE }).default(""),
  offPeakUse: z.int("Enter a whole number from 0 to 100.").min(0).max(100).default(100),
};

export const loadFields = {
  processorUse: {
    label: "Expected processor use",
    unit: "%",
    help: "Of its cores: one number, or least/mostly/most. Where processor time has a price, it is projected by this.",
    placeholder: "5/20/80",
    advanced: true,
  },
  trafficPerHour: {
    label: "Expected data sent",
    unit: "GiB/h",
    help: "One number, or least/mostly/most. Where sent data has a price, it is projected by this.",
    placeholder: "0.1/0.5/2",
    advanced: true,
  },
  offPeakUse: {
    label: "Outside of busy hours",
    unit: "%",
    help: "So much of both while the price book says that it is not peak.",
    advanced: true,
  },
  copies: {
    label: "Copies by load",
    help: "At the least and at the most, where their number follows the load. The drawn count is expected, and reserved; the total's low and high are of these.",
    placeholder: "2/8",
    advanced: true,
  },
} as const satisfies Readonly<Record<string, FieldHint>>;

type Load = z.output<z.ZodObject<typeof loadProperties>>;

/** How many there may be at the least and at the most; null where it is as drawn. */
export function expectedCopies({ copies }: Pick<Load, "copies">): Copies | null {
  return readCopies(copies);
}

const GIBIBYTE = 2 ** 30;
const HOUR_SECONDS = 3600;

/** What one instance with so many cores is expected to use in each hour. */
export function expectedLoad(
  { processorUse, trafficPerHour, offPeakUse }: Load,
  cores: number,
): readonly ExpectedUse[] {
  const uses: readonly (readonly [ExpectedUse["meter"], string, string, number])[] = [
    ["cpu", "vCPU.s", processorUse, (cores * HOUR_SECONDS) / 100],
    ["network-out", "byte", trafficPerHour, GIBIBYTE],
  ];
  return uses.flatMap(([meter, unit, text, factor]) => {
    if (text === "") return [];
    const [first = "0", second = first, third = first] = text.split("/");
    const perHour = (number: string) => ({ number, factor: String(factor) });
    const cases = { low: perHour(first), expected: perHour(second), high: perHour(third) };
    return [{ meter, unit, perHour: cases, offPeakPercent: offPeakUse }];
  });
}
