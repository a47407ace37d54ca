import type { Design } from "../../../design/design.ts";
import type { Scale } from "../../positions.ts";
import { sourcePlace } from "../../scaling.ts";
import { fieldOf, isFields, listOf, numberOf, textOf, type Fields } from "../../values.ts";

/** How CML draws a text that nobody has styled. */
const PLAIN = {
  border_color: "#00000000",
  border_style: "",
  color: "#808080FF",
  rotation: 0,
  text_bold: false,
  text_font: "monospace",
  text_italic: false,
  text_size: 12,
  text_unit: "pt",
  thickness: 1,
  type: "text",
  z_index: 0,
} as const;

interface Notes {
  readonly annotations: readonly unknown[];
  /** The lab's own notes. */
  readonly notes: string;
}

/** The design's notes in their old places among the lab's annotations; new ones behind. */
export function cmlNotes({ notes }: Design, kept: Fields, scale: Scale): Notes {
  const all = Object.values(notes);
  const byIndex = new Map(all.map((note) => [fieldOf(note, "cml"), note]));
  const old = listOf(kept, "annotations").flatMap((one, index): readonly unknown[] => {
    if (textOf(one, "text_content") === "") return [one];
    const note = byIndex.get(index);
    if (note === undefined || !isFields(one)) return [];
    const before = { x: numberOf(one, "x1") ?? 0, y: numberOf(one, "y1") ?? 0 };
    const { x, y } = sourcePlace(note.position, before, scale);
    return [{ ...one, text_content: note.text, x1: x, y1: y }];
  });
  const fresh = all
    .filter((note) => fieldOf(note, "cml") === undefined)
    .map((note) => {
      const { x, y } = sourcePlace(note.position, undefined, scale);
      return Object.assign({ text_content: note.text, x1: x, y1: y }, PLAIN);
    });
  return { annotations: [...old, ...fresh], notes: byIndex.get("lab")?.text ?? "" };
}
