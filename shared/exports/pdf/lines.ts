import type pdfmakeBuild from "pdfmake/build/pdfmake.min.js";
import { bidi } from "./direction.ts";

/** A piece of a line. */
interface Inline {
  text: string;
  /** Left out: all of the text is read from left to right. */
  readonly level?: number | undefined;
  /** In points. */
  readonly width: number;
  /** Points from where the line begins. */
  x: number;
}

/** A line whose pieces are in the order of reading. */
interface InlineLine {
  readonly inlines: readonly Inline[];
  /** Width of the spaces at its beginning and end, which take no room. */
  readonly leadingCut: number;
  readonly trailingCut: number;
  addInline: (this: InlineLine, inline: Inline) => void;
}

/**
 * pdfmake puts all pieces of a line from left to right (its issue 184), and only its lines know where they break. What
 * they are is asked of a page of one word, for its build says it nowhere else.
 */
export async function teachDirections(pdfmake: typeof pdfmakeBuild): Promise<void> {
  const { _pdfMakePages: pages } = await pdfmake.createPdf({ content: ["a"] }).getStream();
  const line = pages[0]?.items.find(({ type }) => type === "line")?.item;
  const kind = Object.getPrototypeOf(line) as InlineLine;
  const { addInline } = kind;
  kind.addInline = function addPlaced(inline) {
    turnSigns(inline);
    addInline.call(this, inline);
    placeInlines(this);
  };
}

/** What fonts draw from right to left by themselves, numbers in Arabic digits too. */
const DRAWN_FROM_RIGHT = /[\p{Script=Hebrew}\p{Script=Arabic}\u0660-\u066C]/u;

/** Turns round what its font would draw the other way: signs between words that are read from right to left. */
function turnSigns(inline: Inline): void {
  const { text, level } = inline;
  if (level === undefined) return;
  const isFromRight = level % 2 === 1;
  if (isFromRight === DRAWN_FROM_RIGHT.test(text)) return;
  const letters = Array.from(text).toReversed();
  const turned = isFromRight
    ? letters.map((one) => bidi.getMirroredCharacter(one) ?? one)
    : letters;
  inline.text = turned.join("");
}

/** Puts the pieces of a line where they are seen, once it is known where the line breaks. */
function placeInlines({ inlines, leadingCut, trailingCut }: InlineLine): void {
  if (!inlines.some(({ level = 0 }) => level > 0)) return;
  const last = inlines.length - 1;
  const placed = inlines.map((inline, at) => ({
    inline,
    level: inline.level ?? 0,
    before: at === 0 ? leadingCut : 0,
    after: at === last ? trailingCut : 0,
  }));
  let x = 0;
  for (const { inline, level, before, after } of inOrderSeen(placed)) {
    // What is cut off stands at its left: at its end where it is read from right to left.
    inline.x = x - (level % 2 === 1 ? after : before);
    x += inline.width - before - after;
  }
}

/** From left to right (UAX #9, L2): what lies deepest is turned round first. */
function inOrderSeen<T extends { readonly level: number }>(pieces: readonly T[]): readonly T[] {
  const seen = [...pieces];
  const deepest = Math.max(...seen.map(({ level }) => level));
  for (let depth = deepest; depth > 0; depth -= 1)
    for (let from = 0; from < seen.length; from += 1) {
      let to = from;
      while ((seen[to]?.level ?? -1) >= depth) to += 1;
      seen.splice(from, to - from, ...seen.slice(from, to).toReversed());
      from = to;
    }
  return seen;
}
