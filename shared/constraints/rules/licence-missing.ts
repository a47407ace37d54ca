import { sketch } from "../../design/sketch.ts";
import { elementsOf } from "../elements.ts";
import { LAN } from "../examples.ts";
import { fix, newNode } from "../fixes.ts";
import { licencesOf } from "../indexes.ts";
import { defineRule } from "../rule.ts";
import { seatsHeld, seatsNeeded } from "../seats.ts";

const DESKTOP = { kind: "machine", machineType: "desktop-office", operatingSystem: "windows-11" };

export const licenceMissing = defineRule({
  code: "licence-missing",
  severity: "error",
  scope: "design",
  title: "Licence missing",
  explanation:
    "Some of the software may only be used under a licence, and the design has no seat of it.",
  measures: [{ what: "Seats", unit: "", have: "held", need: "needed" }],
  check: (context) =>
    context.keys("licensed").flatMap((product) => {
      const needed = seatsNeeded(context, product);
      if (needed === 0 || seatsHeld(context, product) > 0) return [];
      const users = context.find("licensed", product);
      const [first] = users;
      if (first === undefined) return [];
      const user = context.node(first);
      const wants = user && licencesOf(user, context.catalogue);
      const name = context.catalogue.find("licenceProducts", product)?.name ?? product;
      const licence = newNode(context, "licence", first, { product, seats: needed });
      return [
        {
          elements: elementsOf(users),
          parameters: {
            product: name,
            needed,
            held: 0,
            software: wants?.find((want) => want.product === product)?.software ?? "",
          },
          fix: fix(`Add ${name} with ${needed} ${needed === 1 ? "seat" : "seats"}`, [licence.edit]),
        },
      ];
    }),
  examples: {
    passing: [
      sketch(
        "Example",
        { lan: LAN, a: DESKTOP, l: { kind: "licence", product: "windows-11-pro", seats: 1 } },
        ["a:nic lan:net"],
      ),
    ],
    failing: [sketch("Example", { lan: LAN, a: { ...DESKTOP, count: 5 } }, ["a:nic lan:net"])],
  },
});
