import { object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, optional, withDefault } from "@optique/core/modifiers";
import { flag, option } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { fault, FaultError } from "../../shared/base/fault.ts";
import { dateAt } from "../../shared/pricing/engine/local-days.ts";
import { windowOf } from "./options.ts";
import { duration } from "./values.ts";

/** At which times, beyond one window: again and again, or any time within a longer one. */
export const timesOptions = object("Times", {
  within: optional(
    option("--within", duration(), {
      description: message`Any time so long from its start on will do, e.g. --for 2h --within 12h.`,
    }),
  ),
  cheapest: withDefault(
    flag("--cheapest", {
      description: message`With --within: the cheapest time, not the earliest.`,
    }),
    false,
  ),
  every: optional(
    option("--every", string({ metavar: "RULE" }), {
      description: message`An RFC 5545 rule of days, e.g. FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=20; needs --from and --to.`,
    }),
  ),
  zone: optional(
    option("--zone", string({ metavar: "ZONE" }), {
      description: message`The zone that its times are clocks of, e.g. Europe/Berlin; of a booking the contract's or else the lab's, unless given.`,
    }),
  ),
  from: optional(
    option("--from", string({ metavar: "HH:MM" }), {
      description: message`With --every: when each time begins, on the zone's clocks.`,
    }),
  ),
  to: optional(
    option("--to", string({ metavar: "HH:MM" }), {
      description: message`With --every: when it ends; on the next day, where that is not after --from.`,
    }),
  ),
  except: multiple(
    option("--except", string({ metavar: "DAY" }), {
      description: message`A day to leave out; may be given again.`,
    }),
  ),
});

const ASK = "Say whose clocks its times are, such as --zone Europe/Berlin.";

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
  const { zone } = times;
  if (times.every !== undefined) {
    if (zone === undefined) throw new FaultError(fault("input-invalid", { detail: ASK }, "--zone"));
    return {
      type: "repeated",
      zone,
      // Where its times are clocks of: in the morning of Auckland it is still yesterday in UTC.
      firstDay: dateAt(Date.parse(window.start), zone).toString(),
      from: times.from,
      to: times.to,
      rule: times.every,
      except: times.except,
    };
  }
  if (times.within !== undefined)
    return {
      type: "within",
      from: times.start ?? null,
      to: new Date(Date.parse(window.start) + times.within).toISOString(),
      minutes: Math.round(times.length / 60_000),
      prefer: times.cheapest ? "cheapest" : "earliest",
    };
  if (times.start === undefined) return { type: "now", minutes: Math.round(times.length / 60_000) };
  return { type: "from-to", ...window };
}
