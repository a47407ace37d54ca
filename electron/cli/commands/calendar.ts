import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { withDefault } from "@optique/core/modifiers";
import { flag, option } from "@optique/core/primitives";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findPool, personNames } from "../find.ts";
import { connecting, poolName, windowOf } from "../options.ts";
import { calendarLines, reservationLines } from "../show/reservations.ts";
import { answer } from "../terminal.ts";
import { duration } from "../values.ts";

const options = object("Calendar", {
  pool: poolName,
  length: withDefault(
    option("--for", duration(), {
      description: message`How far ahead: 1d, 2w; a week, unless given.`,
    }),
    7 * 24 * 60 * 60_000,
  ),
  mine: withDefault(
    flag("--mine", { description: message`Only our own reservations, in all pools.` }),
    false,
  ),
  ics: withDefault(flag("--ics", { description: message`Our own as an iCalendar file.` }), false),
  feed: withDefault(
    flag("--feed", {
      description: message`A new secret address for calendar programs; the one before it ends.`,
    }),
    false,
  ),
});

/** `labwright calendar [--mine | --ics | --feed]` */
export const calendar = defineVerb({
  name: "calendar",
  brief: message`Show what is held of a lab, and when.`,
  options: merge(connecting, options),
  run: (given, terminal) =>
    withDaemon(given, terminal, async (client) => {
      if (given.ics) {
        const { text } = must(await attempt(client.reservations.ics()));
        terminal.write("stdout", text);
        return 0;
      }
      if (given.feed) {
        const { path, address } = must(await attempt(client.reservations.feed()));
        const base = given.daemon ?? terminal.environment.LABWRIGHT_DAEMON ?? address;
        const url = base === null ? path : new URL(path, base).href;
        answer(terminal, given.json, { path, url }, () => [url]);
        return 0;
      }
      const window = windowOf({ start: undefined, length: given.length }, terminal.now());
      if (given.mine) {
        const own = must(await attempt(client.reservations.list(window)));
        answer(terminal, given.json, own, () => reservationLines(own));
        return 0;
      }
      const { id } = await findPool(client, given.pool);
      const all = must(await attempt(client.reservations.calendar({ id, ...window })));
      const nameOf = await personNames(client);
      answer(terminal, given.json, all, () => calendarLines(all, nameOf));
      return 0;
    }),
});
