import type { PdfDefinition, PdfText } from "./definition.ts";
import { directed, withoutMarks, type Letter } from "./direction.ts";
import { leftOutText, printable } from "./printable.ts";
import { words } from "./words.ts";

/** Fonts for letters that Roboto has none of; it has those of Latin, Greek and Cyrillic. */
const MORE_FONTS = {
  /** Chinese characters, kana, and what stands between them. */
  NotoSansSC:
    "\\u2E80-\\u2FDF\\u3000-\\u30FF\\u31C0-\\u31EF\\u3200-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\uFE30-\\uFE4F\\uFF00-\\uFFEF",
  /** Korean syllables and their parts. */
  NotoSansKR: "\\u1100-\\u11FF\\u3130-\\u318F\\uAC00-\\uD7AF",
  NotoSansHebrew: "\\u0590-\\u05FF\\uFB1D-\\uFB4F",
  /** Also what keeps its letters apart or together. Noto puts them together out of dots: copied, they were others. */
  PlexSansArabic:
    "\\u0600-\\u06FF\\u0750-\\u077F\\u0870-\\u08FF\\u200C\\u200D\\uFB50-\\uFDFF\\uFE70-\\uFEFC",
} as const;
export type MoreFont = keyof typeof MORE_FONTS;

const BY_FONT = Object.entries(MORE_FONTS).map(([font, letters]) => ({
  font: font as MoreFont,
  letters: new RegExp(`[${letters}]`),
}));
const MORE_LETTERS = new RegExp(`[${Object.values(MORE_FONTS).join("")}]`);

/**
 * A document in which every text names the font that has its letters, and which those are beside Roboto. Letters that
 * none has are left out, and it says so at its end.
 */
export function withFonts(definition: PdfDefinition): {
  readonly definition: PdfDefinition;
  readonly fonts: ReadonlySet<MoreFont>;
} {
  const found: Found = { fonts: new Set(), left: new Set() };
  const { footer } = definition;
  const content = fitted(definition.content, found);
  // Every page has the same one but for its number.
  fitted(footer(1, 1), found);
  const fitFooter: typeof footer = (page, pages) => fitted(footer(page, pages), found);
  const { fonts, left } = found;
  const note = left.size === 0 ? [] : [words(leftOutText(left), "small")];
  return {
    definition: { ...definition, content: [...content, ...note], footer: fitFooter },
    fonts,
  };
}

/** What the letters of a document need. */
interface Found {
  readonly fonts: Set<MoreFont>;
  /** Whose letters were left out. */
  readonly left: Set<string>;
}

/** The same with each `text` in pieces of one font and direction; what has no other letters is the very same. */
function fitted<T>(value: T, found: Found): T {
  return fittedValue(value, found) as T;
}

function fittedValue(value: unknown, found: Found): unknown {
  if (Array.isArray(value)) return value.map((one) => fittedValue(one, found));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => {
    if (key !== "text" || typeof one !== "string") return [key, fittedValue(one, found)];
    const text = printable(one, found.left);
    const pieces = MORE_LETTERS.test(text) ? piecesOf(text, found.fonts) : withoutMarks(text);
    return [key, pieces];
  });
  return Object.fromEntries(entries);
}

interface Piece {
  readonly font: MoreFont | undefined;
  readonly level: number;
  text: string;
}

/** Letters side by side that have the same font and direction. */
function joined(letters: readonly Letter[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const { letter, level } of letters) {
    const font = BY_FONT.find((one) => one.letters.test(letter))?.font;
    const piece = pieces.at(-1);
    if (piece?.font === font && piece?.level === level) piece.text += letter;
    else pieces.push({ font, level, text: letter });
  }
  return pieces;
}

function piecesOf(text: string, fonts: Set<MoreFont>): readonly PdfText[] {
  return joined(directed(text)).map(({ font, level, text: plain }) => {
    if (font === undefined) return { text: plain, level };
    fonts.add(font);
    return { text: plain, level, font };
  });
}
