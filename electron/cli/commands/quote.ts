import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import type { InferValue } from "@optique/core/parser";
import { formatMoney } from "../../../shared/base/money.ts";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { starterCatalogue, starterTerms } from "../../../shared/catalogue/starter.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { UseCase } from "../../../shared/pricing/project/expected-use.ts";
import { NOBODY, type UsageContext } from "../../../shared/pricing/project/node-usage.ts";
import { projectSession } from "../../../shared/pricing/project/session.ts";
import { sessionTimes, type Cases } from "../../../shared/pricing/project/session-times.ts";
import { quote as makeQuote } from "../../../shared/pricing/quote.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import { inputFault } from "../../../shared/protocol/errors.ts";
import { sessionSchema } from "../../../shared/schedule/session.ts";
import { whyEmpty } from "../../../shared/schedule/why-empty.ts";
import { defineVerb } from "../command.ts";
import { loadDesign } from "../design-file.ts";
import { common, designFile, qosClass, windowOf, windowOptions } from "../options.ts";
import { sessionOf, timesOptions } from "../session-options.ts";
import { ratedLines } from "../show/rated.ts";
import { sessionLines, type SessionCase } from "../show/session.ts";
import { answer, complaining } from "../terminal.ts";

const options = merge(common, windowOptions, timesOptions, object({ file: designFile, qosClass }));
type Options = InferValue<typeof options>;

/** `labwright quote FILE` */
export const quote = defineVerb({
  name: "quote",
  brief: message`Say what a design will cost.`,
  description: message`Prices a design by the price book that Labwright ships, for a window: each line with quantity, unit price and amount; or for many times together; or within a longer window: at the least, as expected and at the most. Needs no daemon.`,
  options,
  run: (asked, terminal) =>
    complaining(terminal, asked.json, async () => {
      const design = await loadDesign(asked.file);
      const now = terminal.now();
      if (asked.every !== undefined || asked.within !== undefined) {
        const cases = quoteSession(asked, design, now);
        answer(terminal, asked.json, cases, () => sessionLines(cases, design));
        return 0;
      }
      const window = windowOf(asked, now);
      const terms = starterTerms();
      const context = contextOf(asked, terms);
      const asOften = (useCase: UseCase) =>
        makeQuote({ design, catalogue: starterCatalogue(), terms, window, context, useCase });
      const rated = asOften("expected");
      const [least, most] = [asOften("low").totals.gross, asOften("high").totals.gross];
      answer(terminal, asked.json, { window, ...rated, least, most }, () => [
        `${design.name} from ${window.start} to ${window.end}`,
        ...ratedLines(rated, design),
        ...(least === most
          ? []
          : [
              `By how much its machines are used, and how many of them run: ${formatMoney(least, rated.currency)} to ${formatMoney(most, rated.currency)}.`,
            ]),
      ]);
      return 0;
    }),
});

function contextOf({ qosClass: wanted }: Options, { contract }: Terms): UsageContext {
  return { ...NOBODY, account: contract.account, qosClass: wanted ?? "" };
}

/** As many as can be booked at once. */
const MOST = 1000;
/** A quote is of the times alone. */
const NO_MARGINS = { setUp: 0, grace: 0, wipe: 0 } as const;
/** As far as what goes on for ever is booked ahead. */
const AHEAD = 60 * 86_400_000;

function quoteSession(asked: Options, design: Design, now: number): Cases<SessionCase> {
  const session = sessionSchema.safeParse(sessionOf(asked, now));
  if (!session.success) throw new FaultError(inputFault(session.error.issues));
  const terms = starterTerms();
  const request = {
    session: session.data,
    designs: [design],
    catalogue: starterCatalogue(),
    terms,
    context: contextOf(asked, terms),
    expansion: { now, before: now + AHEAD, limit: MOST + 1 },
  };
  const times = sessionTimes(request);
  const count = times.expected.length;
  if (count === 0)
    throw new FaultError(whyEmpty(session.data, { ...request.expansion, designs: 1 }, NO_MARGINS));
  if (count > MOST) throw new FaultError(fault("session-too-long", { count, limit: MOST }));
  const { low, expected, high } = projectSession(request);
  const shown = (which: keyof Cases<unknown>): SessionCase["times"] =>
    times[which].map(({ key, window }) => ({ key, window }));
  return {
    low: { times: shown("low"), rated: low },
    expected: { times: shown("expected"), rated: expected },
    high: { times: shown("high"), rated: high },
  };
}
