import { licencesOf } from "../constraints/indexes.ts";
import { seatsHeld, seatsNeeded } from "../constraints/seats.ts";
import type { NodeId } from "../design/design.ts";
import { counted } from "../kinds/values.ts";
import type { SpareSeats } from "./choose.ts";
import type { Draft } from "./draft.ts";

/** Seats that the architect set and that the machines inside of components leave over. */
export function spareSeats(draft: Draft): SpareSeats {
  const { context } = draft;
  return new Map(
    context.keys("seats").map((product) => {
      const inside = context
        .find("licensed", product)
        .filter((id) => !Object.hasOwn(draft.design().nodes, id))
        .reduce((sum, id) => sum + (context.node(id)?.count ?? 0), 0);
      const open = openLicences(draft, product).length;
      return [product, Math.max(0, seatsHeld(context, product) - open - inside)];
    }),
  );
}

/** Licences of a product whose number of seats is open; they count one until it is chosen. */
function openLicences(draft: Draft, product: string): readonly NodeId[] {
  return draft.context
    .find("seats", product)
    .filter((id) => Object.hasOwn(draft.design().nodes, id) && draft.isOpen(id, "seats"));
}

/** Adds the seats that the software takes and no licence of the design has. */
export function addLicences(draft: Draft): void {
  const { context, request } = draft;
  for (const product of context.keys("licensed")) {
    const needed = seatsNeeded(context, product);
    const [open] = openLicences(draft, product);
    const held = seatsHeld(context, product) - openLicences(draft, product).length;
    const missing = needed - held;
    if (missing <= 0) continue;
    const name = request.catalogue.find("licenceProducts", product)?.name ?? product;
    const node = open ?? draft.add("licence", `${product}-licence`, { product, seats: missing });
    draft.apply({ type: "set-property", id: node, property: "seats", value: missing });
    const users = context.find("licensed", product);
    const software = context.node(users[0] ?? "");
    const wanting =
      software === undefined
        ? undefined
        : licencesOf(software, request.catalogue).find((one) => one.product === product);
    draft.explain({
      key: `licence/${product}`,
      node,
      title: `Licence for ${wanting?.software ?? name}`,
      value: product,
      name: `${counted(missing, "seat")} of ${name}`,
      reason: `${counted(needed, "machine")} ${needed === 1 ? "runs" : "run"} it${needed === 1 ? "" : ", one seat each"}${held > 0 ? `; ${held} are there already` : ""}.`,
      isOpen: false,
    });
  }
}
