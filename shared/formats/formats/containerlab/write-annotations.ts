import type { Design, DesignGroup } from "../../../design/design.ts";
import { hostName } from "../../../design/host-name.ts";
import type { CabledNode } from "../../cabling.ts";
import { sourcePlace } from "../../scaling.ts";
import { fieldOf, fieldsOf, isFields, listOf, pointOf, textOf, type Fields } from "../../values.ts";
import { readAnnotations } from "./annotations.ts";
import type { Source } from "./source.ts";
import { outsideOf } from "./topology.ts";

/** The text of the annotations file: the old one where nothing in it changed, else with what changed. */
export function writeAnnotations(
  design: Design,
  nodes: readonly CabledNode[],
  names: ReadonlyMap<string, string>,
  source: Source,
): string {
  const old = readAnnotations(source.annotations)?.raw ?? {};
  const entries = entriesOf(old);
  const groups = groupIds(design, old);
  const written: Fields = {
    ...old,
    nodeAnnotations: [
      ...nodes.flatMap(({ key, resolved }) => {
        const id = names.get(key);
        if (id === undefined) return [];
        const group = groups.get(resolved.node.group ?? "");
        const before = textOf(fieldsOf(resolved.node, "containerlab"), "node");
        return [placed(id, before, resolved.node, group, "nodeAnnotations")];
      }),
      ...strangers(old, source, new Set(names.values())),
    ],
    networkNodeAnnotations: nodes.flatMap(({ resolved }) => {
      const id = outsideOf(resolved.node);
      return id === "" ? [] : [placed(id, id, resolved.node, undefined, "networkNodeAnnotations")];
    }),
    freeTextAnnotations: textAnnotations(design, entries, source),
    groupStyleAnnotations: Object.entries(design.groups).map(([key, group]) =>
      groupEntry(groups.get(key) ?? key, group, groups, entries),
    ),
  };
  return isEqual(old, written) && source.annotations !== ""
    ? source.annotations
    : `${JSON.stringify(written, null, 2)}\n`;

  function placed(
    id: string,
    before: string,
    node: Design["nodes"][string],
    group: string | undefined,
    list: string,
  ): Fields {
    const entry = entries(list, before);
    const at = pointOf(fieldOf(entry, "position"));
    const aside = pointOf(fieldOf(source.aside, before));
    const { group: _group, groupId: _groupId, ...rest } = entry;
    const place = { id, position: sourcePlace(node.position, at, source.scale, aside) };
    if (group === undefined) return { ...rest, ...place };
    return { ...entry, ...place, ["groupId" in entry ? "groupId" : "group"]: group };
  }
}

function groupEntry(
  id: string,
  { name, color, parent }: DesignGroup,
  ids: ReadonlyMap<string, string>,
  entries: Entries,
): Fields {
  const above = parent === undefined ? undefined : ids.get(parent);
  return {
    ...entries("groupStyleAnnotations", id),
    id,
    name,
    ...(color !== undefined && { color }),
    ...(above !== undefined && { parentId: above }),
  };
}

/** Entries of nodes that the topology did not have, either. */
function strangers(
  old: Fields,
  { topology }: Source,
  now: ReadonlySet<string>,
): readonly unknown[] {
  const known = new Set(topology.nodes.map(({ name }) => name));
  return listOf(old, "nodeAnnotations").filter((one) => {
    const id = textOf(one, "id");
    return !known.has(id) && !now.has(id);
  });
}

type Entries = (list: string, id: string) => Fields;

/** The source's entries by list and id. */
function entriesOf(raw: Fields): Entries {
  const byList = new Map<string, ReadonlyMap<string, unknown>>();
  return (list, id) => {
    let byId = byList.get(list);
    if (byId === undefined) {
      byId = new Map(listOf(raw, list).map((one) => [textOf(one, "id"), one]));
      byList.set(list, byId);
    }
    const found = byId.get(id);
    return isFields(found) ? found : {};
  };
}

/** The ids of the source's groups by ours, told by their names; new groups get one made of theirs. */
function groupIds({ groups }: Design, old: Fields): ReadonlyMap<string, string> {
  const known = new Map(
    listOf(old, "groupStyleAnnotations").map((one) => {
      const id = textOf(one, "id");
      return [textOf(one, "name") || id, id];
    }),
  );
  const ids = Object.entries(groups).map(([key, { name }]) => {
    const id = known.get(name) ?? (hostName(name) || key);
    known.delete(name);
    return [key, id] as const;
  });
  return new Map(ids);
}

function textAnnotations(
  { notes }: Design,
  entries: Entries,
  { scale }: Source,
): readonly Fields[] {
  return Object.entries(notes).map(([key, note]) => {
    const id = textOf(fieldsOf(note, "containerlab"), "note") || key;
    const entry = entries("freeTextAnnotations", id);
    const { x, y } = note.position;
    const position = sourcePlace({ x, y }, pointOf(fieldOf(entry, "position")), scale);
    return Object.assign({ fontSize: 14 }, entry, { id, text: note.text, position });
  });
}

/** Equal but for the order of fields and for lists that are empty or absent. */
function isEqual(a: unknown, b: unknown): boolean {
  if (!isFields(a) || !isFields(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return a === b || (isNothing(a) && isNothing(b));
    const byId = new Map(b.map((one: unknown) => [textOf(one, "id"), one]));
    return (
      a.length === b.length &&
      a.every((one, index) => {
        const id = textOf(one, "id");
        return isEqual(one, id === "" ? b[index] : byId.get(id));
      })
    );
  }
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) =>
    isEqual(a[key], b[key]),
  );
}

function isNothing(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
