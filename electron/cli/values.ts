import { message, type Message } from "@optique/core/message";
import type { ValueParser } from "@optique/core/valueparser";

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const DURATION = /^(\d{1,6}(?:\.\d{1,6})?)([mhdw])$/;

/** A length of time such as `8h`, as milliseconds. */
export function duration(): ValueParser<"sync", number> {
  return valueParser("DURATION", 0, message`Expected a length of time such as 30m, 8h, 3d or 2w.`, {
    parse: (input) => {
      const [, amount, unit] = DURATION.exec(input) ?? [];
      const milliseconds = Number(amount) * UNITS[(unit ?? "m") as keyof typeof UNITS];
      return milliseconds > 0 ? milliseconds : undefined;
    },
    format: (value) => {
      const whole = Object.entries(UNITS).filter(([, length]) => value % length === 0);
      const [unit, length] = whole.at(-1) ?? ["m", UNITS.m];
      return `${value / length}${unit}`;
    },
  });
}

/** A point in time with its zone, or the computer's own zone without; as UTC. */
export function instant(): ValueParser<"sync", string> {
  return valueParser("TIME", "", message`Expected a time such as 2027-03-01T08:00Z.`, {
    parse: (input) => {
      const time = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?$/.test(input)
        ? Date.parse(input)
        : Number.NaN;
      return Number.isNaN(time) ? undefined : new Date(time).toISOString();
    },
    format: (value) => value,
  });
}

/** A limit as it is written, or `none`. */
export function limit(): ValueParser<"sync", string> {
  return valueParser("LIMIT", "none", message`Expected a number such as 20 or 500.00, or none.`, {
    parse: (input) => (/^(none|\d{1,12}(\.\d{1,6})?)$/.test(input) ? input : undefined),
    format: (value) => value,
  });
}

function valueParser<T>(
  metavar: "DURATION" | "TIME" | "LIMIT",
  placeholder: T,
  error: Message,
  { parse, format }: { parse: (input: string) => T | undefined; format: (value: T) => string },
): ValueParser<"sync", T> {
  return {
    mode: "sync",
    metavar,
    placeholder,
    parse: (input) => {
      const value = parse(input);
      return value === undefined ? { success: false, error } : { success: true, value };
    },
    format,
  };
}
