import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { starterCatalogue, starterTerms } from "../../../shared/catalogue/starter.ts";
import { quote as makeQuote } from "../../../shared/pricing/quote.ts";
import { defineVerb } from "../command.ts";
import { loadDesign } from "../design-file.ts";
import { common, designFile, windowOf, windowOptions } from "../options.ts";
import { ratedLines } from "../show/rated.ts";
import { answer, complaining } from "../terminal.ts";

/** `labwright quote FILE` */
export const quote = defineVerb({
  name: "quote",
  brief: message`Say what a design will cost.`,
  description: message`Prices a design for a window by the price book that Labwright ships: each line with quantity, unit price and amount. Needs no daemon.`,
  options: merge(common, windowOptions, object({ file: designFile })),
  run: ({ json, file, start, length }, terminal) =>
    complaining(terminal, json, async () => {
      const design = await loadDesign(file);
      const window = windowOf({ start, length }, terminal.now());
      const rated = makeQuote({
        design,
        catalogue: starterCatalogue(),
        terms: starterTerms(),
        window,
      });
      answer(terminal, json, { window, ...rated }, () => [
        `${design.name} from ${window.start} to ${window.end}`,
        ...ratedLines(rated, design),
      ]);
      return 0;
    }),
});
