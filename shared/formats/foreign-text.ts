import { unpackLab } from "./archive.ts";
import { recogniseFormat } from "./index.ts";
import { wideText } from "./wide-text.ts";

/** A lab of another program whose bytes are no UTF-8. */
interface ForeignText {
  readonly text: string;
  readonly beside?: readonly { readonly name: string; readonly text: string }[];
  readonly unread?: readonly string[];
  /** What was supposed of its bytes, where they do not say it themselves. */
  readonly encoding?: string;
}

/** Looks for text in bytes that are not UTF-8: UTF-16, an archive with a lab in it, Windows' older encoding. */
export function foreignText(bytes: Uint8Array): ForeignText | null {
  const wide = wideText(bytes);
  return wide === null ? (unpackLab(bytes) ?? narrowText(bytes)) : { text: wide };
}

/** Of Windows-1252 what differs from Latin-1: the characters of 0x80 to 0x9F; five of them have none. */
const UPPER = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

/**
 * Tables and diagrams of old programs. Only what is a format of others when it is read so: a design of ours
 * is UTF-8, and if it is not, it is damaged. A letter of several bytes says that it was UTF-8 as well.
 */
function narrowText(bytes: Uint8Array): ForeignText | null {
  const letters: string[] = [];
  for (const [index, byte] of bytes.entries()) {
    const isControl = byte < 32 && byte !== 9 && byte !== 10 && byte !== 13;
    const isMultibyte = byte >= 0xc3 && byte < 0xf5 && isContinuation(bytes[index + 1]);
    if (isControl || isMultibyte) return null;
    letters.push(byte >= 128 && byte < 160 ? UPPER.charAt(byte - 128) : String.fromCharCode(byte));
  }
  const text = letters.join("");
  const format = recogniseFormat(text);
  return format.ok && format.value.id !== "labwright" ? { text, encoding: "Windows-1252" } : null;
}

function isContinuation(byte = 0): boolean {
  return byte >= 0x80 && byte < 0xc0;
}
