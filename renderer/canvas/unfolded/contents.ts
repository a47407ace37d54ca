import type { DesignLink, DesignNode, Endpoint } from "../../../shared/design/design.ts";
import { innerId } from "../../../shared/design/element-path.ts";
import { elementKey } from "../../store/elements.ts";
import { flowId } from "../flow-id.ts";
import { NODE_SIZE, sameBox, shifted, type Point } from "../geometry.ts";
import type {
  CardItem,
  FrameItem,
  Inside,
  NoteItem,
  SceneItem,
  SceneryItem,
  UnfoldedItem,
} from "../scene.ts";
import { endInside, type UseLayout } from "./layout.ts";

type UseItem = CardItem | UnfoldedItem | SceneryItem;

/** A link between two things that are to be seen. */
export interface Ends {
  readonly id: string;
  readonly link: DesignLink;
  readonly source: string;
  readonly target: string;
  readonly depth?: number;
  readonly use?: string;
}

/** The frame of an unfolded use of the drawing and all that it shows, from the outside in. */
export function contentsOf(
  use: string,
  node: DesignNode | undefined,
  layout: UseLayout,
  before: ReadonlyMap<string, SceneItem>,
): readonly UseItem[] {
  if (node === undefined) return [];
  const items: UseItem[] = [];
  const add = (item: UseItem): void => {
    items.push(kept(before.get(item.id), item));
  };
  const frame = (id: string, own: DesignNode, at: Point, its: UseLayout, depth: number): void => {
    const { width, height } = its;
    const box = { x: at.x, y: at.y, width, height };
    const common = { key: elementKey("node", id), ...(depth > 0 && { inside: { use, depth } }) };
    add({ id, type: "unfolded", node: own, box, layout: its, ...common });
    for (const part of its.scenery) add(sceneryItem(part, at, { use, depth: depth + 1 }));
    for (const inner of its.inside.values()) {
      const place = { x: at.x + inner.at.x, y: at.y + inner.at.y };
      if (inner.layout !== undefined) frame(inner.id, inner.node, place, inner.layout, depth + 1);
      else {
        const inside: Inside = { use, depth: depth + 1 };
        const key = elementKey("node", inner.id);
        const { id: path, node: found } = inner;
        add({
          id: path,
          key,
          type: "component",
          node: found,
          box: { ...place, ...NODE_SIZE },
          inside,
        });
      }
    }
  };
  frame(use, node, node.position, layout, 0);
  return items;
}

type Scenery = UseLayout["scenery"][number];

function sceneryItem({ id: path, box, of }: Scenery, at: Point, inside: Inside): SceneryItem {
  const type = "group" in of ? "group" : "note";
  const shape = { id: flowId(type, path), key: elementKey(type, path), box: shifted(box, at) };
  return { ...shape, type: "scenery", of: { ...shape, ...partOf(path, of) }, inside };
}

type Own<Item extends FrameItem | NoteItem> = Omit<Item, "id" | "key" | "box">;

function partOf(path: string, of: Scenery["of"]): Own<FrameItem> | Own<NoteItem> {
  if ("note" in of) return { type: "note", noteId: path, note: of.note };
  return { type: "frame", groupId: path, ...of, collapsed: false, locked: false, depth: 0 };
}

function kept(before: SceneItem | undefined, item: UseItem): UseItem {
  if (item.type === "scenery") {
    const same = before?.type === "scenery" && sameBox(before.box, item.box);
    return same && sameScenery(before.of, item.of) ? before : item;
  }
  const same =
    before?.type === item.type &&
    before.node === item.node &&
    (item.type !== "unfolded" || (before.type === "unfolded" && before.layout === item.layout)) &&
    sameBox(before.box, item.box);
  return same ? before : item;
}

function sameScenery(a: SceneryItem["of"], b: SceneryItem["of"]): boolean {
  if (a.type === "note") return b.type === "note" && a.note === b.note;
  return b.type === "frame" && a.group === b.group && a.members === b.members;
}

/** The links inside of an unfolded use, those of uses unfolded in it too. */
export function linksInside(use: string, layout: UseLayout): readonly Ends[] {
  const found: Ends[] = [];
  const collect = (id: string, { version, copy, inside }: UseLayout): void => {
    const seen = ({ node, port }: Endpoint): string | undefined => {
      const inner = inside.get(node);
      if (inner?.layout === undefined) return inner?.id;
      return endInside(inner.id, inner.layout, port);
    };
    for (const [its, link] of Object.entries(version.links)) {
      const [source, target] = [seen(link.from), seen(link.to)];
      if (source === undefined || target === undefined || source === target) continue;
      const deepest = Math.max(source.split("/").length, target.split("/").length) - 1;
      found.push({ id: innerId(id, copy, its), link, source, target, depth: deepest, use });
    }
    for (const inner of inside.values())
      if (inner.layout !== undefined) collect(inner.id, inner.layout);
  };
  collect(use, layout);
  return found;
}
