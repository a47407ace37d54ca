import { Decimal, decimalText } from "../base/money.ts";
import { bandwidthsFrom } from "./outside.ts";
import { complete } from "./complete.ts";
import type { Choice, Completion, CompletionRequest } from "./completion.ts";
import { createDraft } from "./draft.ts";
import { partKey, valuesOf } from "./keys.ts";
import { prepare, slotsOf } from "./prepare.ts";
import { itemPrices } from "./item-prices.ts";
import type { Solver } from "./solver.ts";
import { switchOffers } from "./switches.ts";
import { formatMegabits } from "../base/units.ts";

/** Something else that would do in place of what was chosen, with all that follows from it. */
export interface Alternative {
  readonly value: string;
  readonly name: string;
  /** What the whole design then costs more (or, negative, less): exact decimals in the book's currency. */
  readonly month: string;
  readonly once: string;
}

/**
 * What may be chosen instead: everything that leads to a whole design too, the cheapest first. Each is
 * worked out in full, so this takes as many times as long as completing.
 */
export function alternativesOf(
  request: CompletionRequest,
  completion: Completion,
  choice: Choice,
  solver: Solver,
): readonly Alternative[] {
  if (!choice.isOpen) return [];
  const others = valuesFor(request, choice).filter((value) => value !== choice.value);
  return others
    .flatMap((value): Alternative[] => {
      const choices = { ...request.choices, [choice.key]: value };
      const outcome = complete({ ...request, choices }, solver);
      if (!outcome.ok) return [];
      const taken = outcome.value.choices.find(({ key }) => key === choice.key);
      const { month, once } = completion.price;
      return [
        {
          value,
          name: taken?.value === value ? taken.name : nameOf(request, value),
          month: difference(outcome.value.price.month, month),
          once: difference(outcome.value.price.once, once),
        },
      ];
    })
    .sort((a, b) => Number(a.month) * 12 + Number(a.once) - Number(b.month) * 12 - Number(b.once));
}

function difference(then: string, now: string): string {
  return decimalText(new Decimal(then).minus(now));
}

function valuesFor(request: CompletionRequest, choice: Choice): readonly string[] {
  if (choice.key === "gateway") return ["firewall", "router"];
  if (choice.key === "internet") return bandwidthsFrom(Number(choice.value)).map(String);
  const { catalogue, terms, at } = request;
  const { [choice.key]: _present, ...choices } = request.choices ?? {};
  const open = { ...request, choices };
  const prices = itemPrices(terms, at);
  if (choice.key.endsWith("/switchModel"))
    return switchOffers(1, 0, { catalogue, prices }).map(({ model }) => model.id);
  const ofNode = choice.key === partKey({ id: choice.node }, "storageClass");
  if (ofNode) return catalogue.data.storageClasses.map(({ id }) => id);
  const draft = createDraft(open, prices);
  const { columns } = prepare(draft, slotsOf(draft)).task.candidates;
  return [...new Set(columns.flatMap((column) => valuesOf(column).get(choice.key) ?? []))];
}

/** What people call an item of the catalogue, a speed, or a machine. */
function nameOf({ catalogue, design }: CompletionRequest, value: string): string {
  for (const sort of [
    "machineTypes",
    "operatingSystems",
    "applications",
    "switchModels",
    "storageClasses",
  ] as const) {
    const found = catalogue.find(sort, value);
    if (found !== undefined) return found.name;
  }
  if (/^\d+$/.test(value)) return formatMegabits(Number(value));
  if (value === "none") return "No volume";
  return design.nodes[value]?.name ?? "A machine of its own";
}
