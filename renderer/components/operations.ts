import type { Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import { detach } from "../../shared/components/detach.ts";
import { drawingOf, nextVersion } from "../../shared/components/drawing.ts";
import { allOf, type ComponentContents } from "../../shared/components/save.ts";
import { usesToUpdate } from "../../shared/components/update-uses.ts";
import type { ComponentVersion } from "../../shared/design/component.ts";
import type { Design, NodeId } from "../../shared/design/design.ts";
import { pathSteps, usesAround } from "../../shared/design/element-path.ts";
import { nodeAt } from "../../shared/design/use-at.ts";
import { isUse, readUse, usedVersion } from "../../shared/design/use.ts";
import { say, sayFault } from "../commands/notify.ts";
import {
  activate,
  activeDocument,
  edit,
  markKept,
  openDocument,
  select,
  useDocuments,
  type OpenDocument,
} from "../store/documents.ts";
import { elementKey, selectedIds, type Selection } from "../store/elements.ts";
import { newId } from "../store/ids.ts";
import { showComponentDialog } from "./component-dialogs.ts";
import { cameFrom } from "./drill-down.ts";
import { keepVersion, nextNumber, useLibrary } from "./library.ts";

/** What would become a component: what is selected, or all of the design while nothing is. */
export function chosenContents(design: Design, selection: Selection): ComponentContents {
  const groups = new Set(selectedIds(selection, "group"));
  const inside = (group: string | undefined): boolean =>
    group !== undefined && (groups.has(group) || inside(design.groups[group]?.parent));
  const nodes = new Set([
    ...selectedIds(selection, "node"),
    ...Object.entries(design.nodes).flatMap(([id, { group }]) => (inside(group) ? [id] : [])),
  ]);
  if (nodes.size === 0) return allOf(design);
  return { nodes, notes: new Set(selectedIds(selection, "note")) };
}

/** The selected uses of components. */
export function selectedUses(): readonly NodeId[] {
  const document = activeDocument();
  if (document === null) return [];
  return selectedIds(document.selection, "node").filter((id) => {
    const node = document.design.nodes[id];
    return node !== undefined && isUse(node);
  });
}

/** The version that a use stands for, where the design carries it; `id` may be a path. */
export function versionOf(design: Design, id: NodeId): ComponentVersion | undefined {
  const node = nodeAt(design, id);
  const use = node === undefined ? undefined : readUse(node);
  return use && usedVersion(design.components, use);
}

/** Turns the selected uses into plain nodes, in one step. */
export function detachSelected(): void {
  const gesture = newId("detach");
  for (const id of selectedUses()) {
    const document = activeDocument();
    if (document === null) return;
    const detached = detach(document.design, id, newId);
    if (detached === undefined) {
      say("The design does not carry what this component holds.", "Not detached");
      continue;
    }
    const select = new Set([...detached.ids.values()].map((node) => elementKey("node", node)));
    edit("Detach component", detached.edits, { select, gesture });
    if (detached.widened.length > 0)
      say("Links between copies now reach every copy of the other side.", "Detach component");
  }
}

/**
 * Opens what a use holds as a drawing of its own, in a tab. `id` may be the path to something inside of uses:
 * what is no use itself is shown in the drawing of the component that holds it.
 */
export function openComponent(id: NodeId): void {
  const document = activeDocument();
  const own = document === null ? undefined : versionOf(document.design, id);
  const holder = usesAround(id).at(-1);
  if (document === null || own !== undefined || holder === undefined)
    return openDrawing(document, own);
  openDrawing(document, versionOf(document.design, holder));
  select(new Set([elementKey("node", pathSteps(id).at(-1)?.id ?? id)]));
}

function openDrawing(document: OpenDocument | null, version: ComponentVersion | undefined): void {
  if (document === null || version === undefined) {
    say("The design does not carry what this component holds.", "Not opened");
    return;
  }
  const open = useDocuments
    .getState()
    .documents.find(
      ({ design }) =>
        design.component?.id === version.component && design.component.version === version.version,
    );
  if (open === undefined) {
    const library = { ...useLibrary.getState().versions, ...document.design.components };
    const drawing = drawingOf(version, library);
    openDocument(drawing, { saved: drawing });
  } else activate(open.id);
  cameFrom(document.id);
}

/** Saves the shown drawing of a component as its next version, and offers it to the uses in other tabs. */
export async function saveNextVersion(): Promise<void> {
  const document = activeDocument();
  const { id: component, version: shown = 0 } = document?.design.component ?? {};
  if (document === null || component === undefined) return;
  const version = Math.max(nextNumber(component), shown + 1);
  const made = nextVersion(document.design, { component, version });
  if (!made.ok) return sayFault(made.error);
  await store(made.value, false);
  markKept(document.id, document.design, version);
  say(`${made.value.name} has version ${version} now.`, "Component saved");
  offerUpdate(made.value);
}

/** Shows the first design that uses an older version, with what an update would change. */
function offerUpdate(to: ComponentVersion): void {
  const user = useDocuments
    .getState()
    .documents.find(
      ({ design, environment }) => environment === null && usesToUpdate(design, to).length > 0,
    );
  if (user === undefined) return;
  activate(user.id);
  showComponentDialog({ type: "update", to });
}

/** Keeps a version here and, where wished, with the tenant's people. */
export async function store(version: ComponentVersion, shared: boolean): Promise<Fault | null> {
  await keepVersion(version);
  const { lab } = useLibrary.getState();
  if (!shared || lab === null) return null;
  const answer: Result<object> = await lab.share(version);
  return answer.ok ? null : answer.error;
}
