import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { flag, option } from "@optique/core/primitives";
import { choice } from "@optique/core/valueparser";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findEnvironment } from "../find.ts";
import { connecting, environmentName } from "../options.ts";
import { keepOfferLines } from "../show/environments.ts";
import { ratedLines } from "../show/rated.ts";
import { answer } from "../terminal.ts";
import { awaitState } from "../wait.ts";

/** `labwright down ENV` */
export const down = defineVerb({
  name: "down",
  brief: message`Release an environment.`,
  description: message`Removes everything that was made for an environment and gives its hardware back. With --wait it ends when all of it is gone, with the final statement.`,
  options: merge(
    connecting,
    object({
      environment: environmentName,
      keeps: optional(
        option("--keep", choice(["buy", "renew"], { metavar: "HOW" }), {
          description: message`Keep it: buy it, or take a licence that is renewed. The next bills charge that.`,
        }),
      ),
      offers: withDefault(
        flag("--offers", {
          description: message`Only say what could be kept of it now, and for how much.`,
        }),
        false,
      ),
      wait: withDefault(flag("--wait", { description: message`Wait until it is gone.` }), false),
    }),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const found = await findEnvironment(client, options.environment);
      const { id } = found;
      if (options.offers) {
        const offers = must(await attempt(client.environments.keepOffers({ id })));
        answer(terminal, options.json, offers, () => keepOfferLines(offers));
        return 0;
      }
      const { keeps } = options;
      const summary = must(await attempt(client.environments.release({ id, keeps })));
      if (!options.wait) {
        answer(terminal, options.json, summary, () => [`${summary.name} is ${summary.state}.`]);
        return 0;
      }
      const asked = must(await attempt(client.environments.get({ id: found.id })));
      await awaitState(client, asked, ["released"], terminal, options.json);
      const rated = must(await attempt(client.environments.statement({ id: found.id })));
      answer(terminal, options.json, rated, () => ratedLines(rated, found.design));
      return 0;
    }),
});
