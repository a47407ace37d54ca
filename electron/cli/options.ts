import { object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import type { InferValue } from "@optique/core/parser";
import { argument, flag, option } from "@optique/core/primitives";
import { choice, string } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import { fault, FaultError } from "../../shared/base/fault.ts";
import { QOS_CLASSES } from "../../shared/reservations/qos-class.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { duration, instant } from "./values.ts";

const json = withDefault(flag("--json", { description: message`Print JSON, for scripts.` }), false);

/** What every verb takes. */
export const common = object({ json });

/** What every verb that needs a daemon takes. */
export const connecting = object("Daemon", {
  json,
  daemon: optional(
    option("--daemon", string({ metavar: "URL" }), {
      description: message`A lab's daemon, e.g. https://lab.example:7480; its token is read from LABWRIGHT_TOKEN.`,
    }),
  ),
  data: optional(
    option("--data", path({ metavar: "FOLDER" }), {
      description: message`The data directory of the daemon on this machine, when not the usual one.`,
    }),
  ),
});
export type Connecting = InferValue<typeof connecting>;

export const designFile = argument(path({ metavar: "FILE" }), {
  description: message`A design that Labwright saved.`,
});

/** For verbs that write files. */
export const replacing = object("Files", {
  force: withDefault(
    flag("--force", { description: message`Replace files that are there already.` }),
    false,
  ),
});

export const environmentName = argument(string({ metavar: "ENV" }), {
  description: message`An environment, by name or id.`,
});

/** For verbs about people, of one's own tenant or, as an operator of the lab, of another. */
export const tenantName = object("Whose", {
  tenant: optional(
    option("--tenant", string({ metavar: "TENANT" }), {
      description: message`Another one, by name or id, for operators of the lab; it is told. Your own, unless given.`,
    }),
  ),
});

/** Which window something is wanted for. */
export const windowOptions = object("Window", {
  start: optional(
    option("--start", instant(), { description: message`When it begins; now, unless given.` }),
  ),
  length: withDefault(
    option("--for", duration(), { description: message`How long: 30m, 8h, 3d, 2w.` }),
    24 * 60 * 60_000,
  ),
});

export const poolName = optional(
  option("--pool", string({ metavar: "POOL" }), {
    description: message`A pool, by name or id; the only one, unless given.`,
  }),
);

export const qosClass = optional(
  option("--class", choice(QOS_CLASSES, { metavar: "CLASS" }), {
    description: message`What is to be promised: guaranteed never gives way, minimum only before it begins, best-effort at any time. Prices may differ.`,
  }),
);

/** The window that was asked for. Throws the fault `window-invalid` when it is over already. */
export function windowOf(
  options: { readonly start: string | undefined; readonly length: number },
  now: number,
): Window {
  const start = options.start === undefined ? now : Date.parse(options.start);
  const end = start + options.length;
  if (end <= now) throw new FaultError(fault("window-invalid"));
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}
