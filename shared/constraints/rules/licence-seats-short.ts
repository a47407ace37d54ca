import type { ElementReference } from "../../design/design.ts";
import { sketch } from "../../design/sketch.ts";
import { elementsOf, nodeElement } from "../elements.ts";
import { LAN } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { seatsHeld, seatsNeeded } from "../seats.ts";

const DESKTOP = { kind: "machine", machineType: "desktop-office", operatingSystem: "windows-11" };
/** It is the licence that wants mending: of the thousands that may use it, some are named, to show who they are. */
const MOST_NAMED = 5;

const LICENCE = { kind: "licence", product: "windows-11-pro" };

export const licenceSeatsShort = defineRule({
  code: "licence-seats-short",
  severity: "error",
  scope: "design",
  title: "Too few licence seats",
  explanation: "The software is installed on more machines than the licences of the design cover.",
  measures: [{ what: "Seats", unit: "", have: "held", need: "needed" }],
  check: (context) =>
    context.keys("licensed").flatMap((product) => {
      const licences = context.find("seats", product);
      const [first] = licences;
      const needed = seatsNeeded(context, product);
      const held = seatsHeld(context, product);
      if (first === undefined || held === 0 || held >= needed) return [];
      const own = context.node(first);
      const seats = (own?.traits.seats?.seats ?? 0) + needed - held;
      return [
        {
          elements: [...elementsOf(licences), ...someUsers(context, product)],
          parameters: {
            product: context.catalogue.find("licenceProducts", product)?.name ?? product,
            needed,
            held,
          },
          fix: fix(`Raise it to ${seats} seats`, [setProperty(own, "seats", seats)]),
        },
      ];
    }),
  examples: {
    passing: [
      sketch("Example", { lan: LAN, a: { ...DESKTOP, count: 5 }, l: { ...LICENCE, seats: 5 } }, [
        "a:nic lan:net",
      ]),
    ],
    failing: [
      sketch("Example", { lan: LAN, a: { ...DESKTOP, count: 5 }, l: { ...LICENCE, seats: 3 } }, [
        "a:nic lan:net",
      ]),
    ],
  },
});

function someUsers(context: RuleContext, product: string): readonly ElementReference[] {
  const some: ElementReference[] = [];
  for (const id of context.each("licensed", product)) {
    if (some.length === MOST_NAMED) break;
    some.push(nodeElement(id));
  }
  return some;
}
