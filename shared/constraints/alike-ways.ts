import type { QuickFix } from "./rule.ts";
import { changesStanding } from "./pool-rules/standing-ways.ts";

/** Whether a way out says nothing new beside another that is shorter, or leaves more as it is. */
export function saysNothingNew(fix: QuickFix, less: QuickFix): boolean {
  return (
    doesMore(fix, less) ||
    doesTheSame(fix, less) ||
    keepsFewer(fix, less) ||
    standsMilder(fix, less)
  );
}

/** The same wish, milder still: the least that helps is enough. */
function standsMilder(fix: QuickFix, less: QuickFix): boolean {
  return [fix, less].every(({ edits }) => edits.length > 0 && edits.every(changesStanding));
}

/** Changes all that another way out changes, and something else beside it. */
function doesMore(fix: QuickFix, less: QuickFix): boolean {
  const changed = ({ edits }: QuickFix) =>
    new Set(edits.map((edit) => `${edit.type} ${"id" in edit ? edit.id : ""}`));
  const [all, some] = [changed(fix), changed(less)];
  return some.size > 0 && all.size > some.size && [...some].every((one) => all.has(one));
}

/** What it changes, whatever it makes of that. */
export function placesOf({ edits }: QuickFix): string {
  const places = edits.map((edit) => {
    const property = edit.type === "set-property" ? edit.property : "";
    return `${edit.type} ${"id" in edit ? edit.id : ""} ${property}`;
  });
  return places.toSorted().join();
}

function doesTheSame(fix: QuickFix, other: QuickFix): boolean {
  return JSON.stringify(fix.edits) === JSON.stringify(other.edits);
}

/** Fewer still of the same machines. */
function keepsFewer(fix: QuickFix, less: QuickFix): boolean {
  const [one, other] = [keptBy(fix), keptBy(less)];
  if (one === undefined || other === undefined) return false;
  return one.id === other.id && one.count < other.count;
}

/** How many machines of a node are left, where that is all that changes. */
function keptBy({ edits: [edit, ...more] }: QuickFix) {
  if (edit === undefined || more.length > 0) return undefined;
  if (edit.type === "remove-node") return { id: edit.id, count: 0 };
  if (edit.type !== "change-node" || typeof edit.change.count !== "number") return undefined;
  return { id: edit.id, count: edit.change.count };
}
