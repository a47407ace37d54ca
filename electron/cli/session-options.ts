import { object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, optional, withDefault } from "@optique/core/modifiers";
import { flag, option } from "@optique/core/primitives";
import { fault, FaultError } from "../../shared/base/fault.ts";
import { dateAt } from "../../shared/pricing/engine/local-days.ts";
import { windowOf } from "./options.ts";
import { day, duration, rule, timeOfDay, zone } from "./values.ts";

/** At which times, beyond one window: again and again, or any time within a longer one. */
export const timesOptions = object("Times", {
  within: optional(
    option("--within", duration(), {
      description: message`Any time in so long from its start on will do, e.g. --for 2h --within 12h: two hours in the next twelve.`,
    }),
  ),
  cheapest: withDefault(
    flag("--cheapest", {
      description: message`With --within: the cheapest time, not the earliest.`,
    }),
    false,
  ),
  every: optional(
    option("--every", rule(), {
      description: message`An RFC 5545 rule of days, e.g. FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=20; needs --from and --to.`,
    }),
  ),
  zone: optional(
    option("--zone", zone(), {
      description: message`The zone that its times are clocks of, e.g. Europe/Berlin; of a booking the contract's or else the lab's, unless given.`,
    }),
  ),
  from: optional(
    option("--from", timeOfDay(), {
      description: message`With --every: when each time begins, on the zone's clocks.`,
    }),
  ),
  to: optional(
    option("--to", timeOfDay(), {
      description: message`With --every: when it ends; on the next day, where that is not after --from.`,
    }),
  ),
  except: multiple(
    option("--except", day(), {
      description: message`A day to leave out; may be given again.`,
    }),
  ),
});

const ASK = "Say whose clocks its times are, such as --zone Europe/Berlin.";

function missing(option: string, detail: string): FaultError {
  return new FaultError(fault("option-missing", { detail }, option));
}

function tooShort(): FaultError {
  const detail = "What is wanted is longer than the time that it is to be in.";
  return new FaultError(fault("option-contradicts", { detail }, "--for and --within"));
}

interface Times {
  readonly start: string | undefined;
  readonly length: number;
  readonly within: number | undefined;
  readonly cheapest: boolean;
  readonly every: string | undefined;
  readonly zone: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly except: readonly string[];
}

/**
 * What the schema makes of it is checked afterwards, with one fault for whatever is missing. Where a computer happens
 * to stand says nothing about whose clocks a class goes by: without a zone of its own what repeats is refused.
 */
export function sessionOf(times: Times, now: number): unknown {
  const window = windowOf(times, now);
  if (times.every !== undefined) {
    const { zone: named, from, to } = times;
    if (named === undefined) throw missing("--zone", ASK);
    const detail = "What repeats is from one time of the day to another.";
    if (from === undefined) throw missing("--from", detail);
    if (to === undefined) throw missing("--to", detail);
    return {
      type: "repeated",
      zone: named,
      // Where its times are clocks of: in the morning of Auckland it is still yesterday in UTC.
      firstDay: dateAt(Date.parse(window.start), named).toString(),
      from,
      to,
      rule: times.every,
      except: times.except,
    };
  }
  if (times.within !== undefined) {
    if (times.within < times.length) throw tooShort();
    return {
      type: "within",
      from: times.start ?? null,
      to: new Date(Date.parse(window.start) + times.within).toISOString(),
      minutes: Math.round(times.length / 60_000),
      prefer: times.cheapest ? "cheapest" : "earliest",
    };
  }
  if (times.start === undefined) return { type: "now", minutes: Math.round(times.length / 60_000) };
  return { type: "from-to", ...window };
}
