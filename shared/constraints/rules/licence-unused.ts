import { sketch } from "../../design/sketch.ts";
import { nodeElement } from "../elements.ts";
import { LAN, onLan, SERVER } from "../examples.ts";
import { fix, setProperty } from "../fixes.ts";
import { defineRule } from "../rule.ts";
import { seatsHeld, seatsNeeded } from "../seats.ts";

const DESKTOP = { kind: "machine", machineType: "desktop-office", operatingSystem: "windows-11" };
const LICENCE = { kind: "licence", product: "windows-11-pro" };

export const licenceUnused = defineRule({
  code: "licence-unused",
  severity: "info",
  scope: "design",
  title: "More seats than needed",
  explanation: "Seats are charged whether or not a machine of the design uses them.",
  check: (context) =>
    context.keys("seats").flatMap((product) => {
      const [first] = context.find("seats", product);
      const needed = seatsNeeded(context, product);
      const held = seatsHeld(context, product);
      if (first === undefined || held <= needed) return [];
      const own = context.node(first);
      const seats = (own?.traits.seats?.seats ?? 0) - (held - needed);
      return [
        {
          elements: context.find("seats", product).map(nodeElement),
          parameters: {
            product: context.catalogue.find("licenceProducts", product)?.name ?? product,
            needed,
            held,
          },
          fix:
            seats >= 1
              ? fix(`Lower it to ${seats}`, [setProperty(own, "seats", seats)])
              : fix("Remove the licence", [{ type: "remove-node", id: first }]),
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
    ],
  },
});
