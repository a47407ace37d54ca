import type { Draft } from "../../draft.ts";
import { listOf, numberOf, textOf } from "../../values.ts";

/** Smart annotations are drawn around all nodes of a tag: a group each. By tag. */
export function groupsByTag(raw: unknown, draft: Draft): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const one of listOf(raw, "smart_annotations")) {
    const tag = textOf(one, "tag");
    if (tag === "" || groups.has(tag)) continue;
    const color = /^#[\da-f]{6}/i.exec(textOf(one, "fill_color"))?.[0];
    groups.set(tag, tag);
    draft.addGroup(tag, { name: textOf(one, "label") || tag, color });
    draft.loss.add("mapped", "smart annotation", "Group", `tag ${tag}`);
  }
  return groups;
}

/** Texts become notes, and so do the lab's own notes, left of the drawing. */
export function addCmlAnnotations(raw: unknown, draft: Draft): void {
  const lab = (raw as { lab?: unknown }).lab;
  const notes = textOf(lab, "notes");
  if (notes.trim() !== "") {
    draft.addNote({ text: notes, position: besideAll(draft), width: 480, height: 320, cml: "lab" });
    draft.loss.add("mapped", "notes of the lab", "Note", "lab.notes");
  }
  for (const [index, one] of listOf(raw, "annotations").entries()) {
    const where = `annotations[${index}]`;
    const [x, y] = [numberOf(one, "x1"), numberOf(one, "y1")];
    const text = textOf(one, "text_content");
    if (text !== "" && x !== undefined && y !== undefined) {
      draft.addNote({ text, position: { x, y }, cml: index });
      draft.loss.add("mapped", "text", "Note", where);
    } else draft.loss.add("kept", `drawn ${textOf(one, "type") || "shape"}`, "", where);
  }
}

function besideAll(draft: Draft): { x: number; y: number } {
  let [x, y] = [0, 0];
  for (const { position } of draft.nodes.values()) {
    x = Math.min(x, position?.x ?? x);
    y = Math.min(y, position?.y ?? y);
  }
  return { x: x - 600, y };
}
