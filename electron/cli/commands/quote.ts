import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { starterCatalogue, starterRateCard } from "../../../shared/catalogue/starter.ts";
import { quote as makeQuote } from "../../../shared/pricing/bill.ts";
import { defineVerb } from "../command.ts";
import { loadDesign } from "../design-file.ts";
import { common, designFile, windowOf, windowOptions } from "../options.ts";
import { billLines } from "../show/bill.ts";
import { answer, complaining } from "../terminal.ts";

/** `labwright quote FILE` */
export const quote = defineVerb({
  name: "quote",
  brief: message`Say what a design will cost.`,
  description: message`Prices a design for a window by the rate card that Labwright ships: each line with quantity, unit price and reason. Needs no daemon.`,
  options: merge(common, windowOptions, object({ file: designFile })),
  run: ({ json, file, start, length }, terminal) =>
    complaining(terminal, json, async () => {
      const design = await loadDesign(file);
      const window = windowOf({ start, length }, terminal.now());
      const bill = makeQuote({
        design,
        catalogue: starterCatalogue(),
        card: starterRateCard(),
        window,
      });
      answer(terminal, json, { window, ...bill }, () => [
        `${design.name} from ${window.start} to ${window.end}`,
        ...billLines(bill, design),
      ]);
      return 0;
    }),
});
