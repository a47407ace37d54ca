import { message, type Message } from "@optique/core/message";
import type { ValueParser } from "@optique/core/valueparser";
import type { ZodType } from "zod";
import { repetitionSchema } from "../../shared/schedule/repetition.ts";
import { dateSchema, timeOfDaySchema, zoneSchema } from "../../shared/schedule/wall-clock.ts";

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

/** A limit of money as it is written; null: none. */
export function moneyLimit(): ValueParser<"sync", string | null> {
  return valueParser("LIMIT", null, message`Expected an amount such as 500.00, or none.`, {
    parse: (input) => (/^\d{1,12}(\.\d{1,6})?$/.test(input) ? input : noneOf(input)),
    format: (value) => value ?? "none",
  });
}

/** A limit of what is counted; null: none. */
export function countLimit(): ValueParser<"sync", number | null> {
  return valueParser("LIMIT", null, message`Expected a whole number such as 20, or none.`, {
    parse: (input) => (/^\d{1,9}$/.test(input) ? Number(input) : noneOf(input)),
    format: (value) => (value === null ? "none" : String(value)),
  });
}

function noneOf(input: string): null | undefined {
  return input === "none" ? null : undefined;
}

/** A zone of the IANA database. */
export function zone(): ValueParser<"sync", string> {
  return textOf(zoneSchema, "ZONE", message`Expected a time zone such as Europe/Berlin.`);
}

/** A time of a day. */
export function timeOfDay(): ValueParser<"sync", string> {
  return textOf(timeOfDaySchema, "HH:MM", message`Expected a time of the day such as 09:00.`);
}

/** A day of the calendar. */
export function day(): ValueParser<"sync", string> {
  return textOf(dateSchema, "DAY", message`Expected a day such as 2027-03-01.`);
}

/** On which days something is repeated. */
export function rule(): ValueParser<"sync", string> {
  const days = message`Expected a rule by days, weeks, months or years, without hours, such as FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10.`;
  return textOf(repetitionSchema.shape.rule, "RULE", days);
}

function textOf(schema: ZodType, metavar: Metavar, error: Message): ValueParser<"sync", string> {
  return valueParser(metavar, "", error, {
    parse: (input) => (schema.safeParse(input).success ? input : undefined),
    format: (value) => value,
  });
}

type Metavar = "DURATION" | "TIME" | "LIMIT" | "ZONE" | "HH:MM" | "DAY" | "RULE";

function valueParser<T>(
  metavar: Metavar,
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
