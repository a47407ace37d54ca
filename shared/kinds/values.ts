import { z } from "zod";

/** A whole number within bounds, whose message says the bounds. */
export function wholeNumber(minimum: number, maximum: number): z.ZodInt {
  const message = `Enter a whole number from ${minimum} to ${maximum}.`;
  return z.int(message).min(minimum, message).max(maximum, message);
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `Choose one of: ${words.join(", ")}.`);
}

/** The id of a catalogue item. Whether the catalogue has it is a rule's question, not the schema's. */
export function itemName(): z.ZodString {
  return z.string("Choose an item of the catalogue.");
}

/** Free text such as an address or a CIDR; rules judge what it says. */
export function text(message: string): z.ZodString {
  return z.string(message);
}

/** `1 core`, `4 cores`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
