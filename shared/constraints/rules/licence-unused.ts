import type { NodeId } from "../../design/design.ts";
import type { DesignEdit } from "../../design/edit.ts";
import { sketch } from "../../design/sketch.ts";
import { nodeElement } from "../elements.ts";
import { LAN, onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { seatsHeld, seatsNeeded } from "../seats.ts";

const DESKTOP = { kind: "machine", machineType: "desktop-office", operatingSystem: "windows-11" };
const LICENCE = { kind: "licence", product: "windows-11-pro" };

export const licenceUnused = defineRule({
  code: "licence-unused",
  severity: "info",
  scope: "design",
  title: "More seats than needed",
  explanation: "Seats are charged whether or not a machine of the design uses them.",
  measures: [{ what: "Seats", unit: "", have: "held", need: "needed" }],
  check: (context) =>
    context.keys("seats").flatMap((product) => {
      const licences = context.find("seats", product);
      const needed = seatsNeeded(context, product);
      const held = seatsHeld(context, product);
      if (held <= needed) return [];
      return [
        {
          elements: licences.map(nodeElement),
          parameters: {
            product: context.catalogue.find("licenceProducts", product)?.name ?? product,
            needed,
            held,
          },
          fix: fix(
            needed === 0 ? "Remove the licence" : `Keep ${needed}`,
            lower(context, licences, held - needed),
          ),
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
      onLan({ a: SERVER }, { l: LICENCE }),
      sketch("Example", { lan: LAN, a: DESKTOP, l: { ...LICENCE, seats: 3 } }, ["a:nic lan:net"]),
      onLan({ a: DESKTOP }, { l: LICENCE, k: { ...LICENCE, seats: 2 } }),
    ],
  },
});

/** Takes seats away from the last licences first; one that is left with none goes. */
function lower(
  context: RuleContext,
  licences: readonly NodeId[],
  excess: number,
): readonly (DesignEdit | undefined)[] {
  let rest = excess;
  return licences.toReversed().flatMap((id) => {
    const node = context.node(id);
    const seats = node?.traits.seats?.seats ?? 0;
    const taken = Math.min(rest, seats);
    rest -= taken;
    if (taken === 0) return [];
    return taken === seats
      ? [{ type: "remove-node" as const, id }]
      : [setProperty(node, "seats", seats - taken)];
  });
}
