import { compareDesigns, type ElementChange } from "../../shared/design/compare.ts";
import type { Design } from "../../shared/design/design.ts";

const LOOKS: ReadonlySet<string> = new Set(["position", "group", "locked", "color", "icon"]);

/** How many nodes, links and parameters of a design are other than those that run; how it is laid out is not. */
export function pendingChanges(running: Design, drawn: Design): number {
  if (running === drawn) return 0;
  return compareDesigns(running, drawn).elements.filter(concernsTheLab).length;
}

function concernsTheLab({ type, change, fields }: ElementChange): boolean {
  if (type === "group" || type === "note") return false;
  return (
    change !== "changed" || fields.some(({ field, property }) => property || !LOOKS.has(field))
  );
}
