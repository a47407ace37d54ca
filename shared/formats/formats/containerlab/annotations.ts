import { parseJson } from "../../../design/json-text.ts";
import type { Draft } from "../../draft.ts";
import { noteWhole } from "../../unread.ts";
import { fieldOf, isFields, listOf, numberOf, pointOf, textOf, type Fields } from "../../values.ts";

type Point = { readonly x: number; readonly y: number };

export interface Annotations {
  readonly text: string;
  readonly raw: Fields;
  /** By node name. */
  readonly nodes: ReadonlyMap<string, { readonly position?: Point; readonly group: string }>;
}

/** The file beside a topology in which editors keep places, groups and notes; nothing where it is broken. */
export function readAnnotations(text: string): Annotations | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok || !isFields(parsed.value)) return undefined;
  const raw = parsed.value;
  const all = [...listOf(raw, "nodeAnnotations"), ...listOf(raw, "networkNodeAnnotations")];
  const nodes = all.map((one) => {
    const position = pointOf(fieldOf(one, "position"));
    const group = textOf(one, "groupId") || textOf(one, "group") || textOf(one, "parentId");
    return [textOf(one, "id"), { ...(position !== undefined && { position }), group }] as const;
  });
  return { text, raw, nodes: new Map(nodes) };
}

/** Adds the groups that have members or a name, and the notes; says what is only kept. */
export function addAnnotations({ raw }: Annotations, draft: Draft): void {
  for (const group of listOf(raw, "groupStyleAnnotations")) {
    const id = textOf(group, "id");
    const color = colorOf(group, "color") ?? colorOf(group, "borderColor");
    const parent = textOf(group, "parentId") || undefined;
    draft.addGroup(id, { name: textOf(group, "name") || id, color, parent });
    draft.loss.add("mapped", "group", "Group", `groupStyleAnnotations.${id}`);
  }
  for (const note of listOf(raw, "freeTextAnnotations")) addNote(note, draft);
  for (const list of ["freeShapeAnnotations", "edgeAnnotations", "trafficRateAnnotations"])
    for (const one of listOf(raw, list)) {
      draft.loss.add("kept", WORDS[list] ?? list, "", `${list}.${textOf(one, "id")}`);
      noteWhole(one);
    }
}

const WORDS: Readonly<Record<string, string>> = {
  freeShapeAnnotations: "drawn shape",
  edgeAnnotations: "look of a link",
  trafficRateAnnotations: "traffic display",
};

function addNote(note: unknown, draft: Draft): void {
  const text = textOf(note, "text");
  const position = pointOf(fieldOf(note, "position"));
  const where = `freeTextAnnotations.${textOf(note, "id")}`;
  if (text === "" || position === undefined)
    return draft.loss.add("dropped", "note without text or place", "", where);
  const [width, height] = [numberOf(note, "width"), numberOf(note, "height")];
  const color = colorOf(note, "backgroundColor");
  draft.addNote({
    text,
    position: { ...position },
    ...(width !== undefined && width > 0 && { width }),
    ...(height !== undefined && height > 0 && { height }),
    ...(color !== undefined && { color }),
    containerlab: { note: textOf(note, "id") },
  });
  draft.loss.add("mapped", "free text", "Note", where);
}

/** Only colours that are written as such; `transparent` and the like are none. */
function colorOf(value: unknown, name: string): string | undefined {
  const text = textOf(value, name);
  return /^#[\da-f]{6}$/i.test(text) ? text : undefined;
}
