import { alternativesOf } from "../../shared/completion/alternatives.ts";
import { complete } from "../../shared/completion/complete.ts";
import type { CompletionRequest } from "../../shared/completion/completion.ts";
import { emptyDesign, type Design } from "../../shared/design/design.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { cheaperDesign, smallCatalogue, yearly } from "../support/brute-force-completion.ts";
import { requestFor, serviceOf, solver } from "../support/completing.ts";
import { timeOf, type BenchResult, type BenchRow } from "./measure.ts";

/** How long it takes to complete designs, and how much longer to try everything instead. */
export async function bench(): Promise<BenchResult> {
  const highs = await solver();
  const run = (request: CompletionRequest) => () => {
    const outcome = complete(request, highs);
    if (!outcome.ok) throw new Error(outcome.error.conflicts.map(({ text }) => text).join(" "));
    return outcome.value;
  };
  const web = requestFor(sketch("Web", { web: { kind: "machine", applications: ["apache"] } }));
  const mail = requestFor(emptyDesign("New"), { service: serviceOf("e-mail", 200) });
  const proposed = run(mail)();
  const [choice] = proposed.choices;
  if (choice === undefined) throw new Error("nothing was chosen");
  const count = alternativesOf(mail, proposed, choice, highs).length;
  return {
    name: "Completion",
    rows: [
      await timeOf("an application alone", run(web)),
      await timeOf("e-mail for 200 users, from an empty canvas", run(mail)),
      {
        ...(await timeOf(
          "what else would do for one choice",
          () => alternativesOf(mail, proposed, choice, highs),
          5,
        )),
        note: `${count} alternatives, each a whole design`,
      },
      await timeOf("100 machines without type and system", run(requestFor(manyMachines(100))), 5),
      await timeOf(
        "1,000 machines without type and system",
        run(requestFor(manyMachines(1000))),
        3,
      ),
      ...(await againstBruteForce(run)),
    ],
  };
}

function manyMachines(count: number): Design {
  const applications = [["apache"], ["postgresql"], ["tomcat"], ["redis", "nginx"], []];
  const nodes = Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, SketchNode] => [
      `m${index}`,
      { kind: "machine", applications: applications[index % applications.length] ?? [] },
    ]),
  );
  return sketch("Many", nodes);
}

/** The same small design by trying every whole one there is, and keeping the cheapest. */
async function againstBruteForce(
  run: (request: CompletionRequest) => () => { readonly design: Design },
): Promise<readonly BenchRow[]> {
  const machines: Record<string, SketchNode> = {
    site: { kind: "machine", applications: ["wordpress"] },
  };
  const catalogue = smallCatalogue();
  const completing = run(requestFor(sketch("Small", machines), { catalogue }));
  const row = await timeOf("a WordPress machine, of 4 types and 4 systems", completing);
  const start = performance.now();
  let [best, price] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  do {
    best = price;
    const better = cheaperDesign(
      machines,
      {},
      ["apache", "nginx", "php", "mysql", "mariadb"],
      best,
    );
    price = better === null ? best : yearly(better, catalogue);
  } while (price < best);
  const value = performance.now() - start;
  if (Math.abs(best - yearly(completing().design, catalogue)) > 1e-6)
    throw new Error("trying everything finds another price");
  return [
    row,
    {
      what: "the same by trying everything",
      value,
      unit: "ms",
      runs: 1,
      note: `${(value / row.value).toFixed(0)} × as long, to the same price`,
    },
  ];
}
