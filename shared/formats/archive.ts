import { strFromU8, unzipSync } from "fflate";
import { SOURCE_LIMIT_MIB } from "./limits.ts";
import { recogniseFormat } from "./index.ts";

/** A lab that came with its files in one archive, as GNS3 exports portable projects. */
interface UnpackedLab {
  /** Of the file that is the lab. */
  readonly text: string;
  /** The other texts of the archive, by their paths in it. */
  readonly beside: readonly { readonly name: string; readonly text: string }[];
  /** What is no text, or too large to be one that matters: disks, images. */
  readonly unread: readonly string[];
}

const MEBIBYTE = 1024 * 1024;
const MOST_FILES = 5000;

/** Looks into a ZIP archive; null for what is none, and where none of its files is a lab. Bounded, whatever it claims. */
export function unpackLab(bytes: Uint8Array): UnpackedLab | null {
  if (strFromU8(bytes.subarray(0, 4), true) !== "PK\u0003\u0004") return null;
  const unread: string[] = [];
  const texts: { readonly name: string; readonly text: string }[] = [];
  for (const [name, content] of Object.entries(extracted(bytes, unread))) {
    const text = strFromU8(content);
    if (/[\0\uFFFD]/.test(text)) unread.push(name);
    else texts.push({ name, text });
  }
  const lab = texts.find(({ text }) => recogniseFormat(text).ok);
  if (lab === undefined) return null;
  return { text: lab.text, beside: texts.filter((one) => one !== lab), unread };
}

function extracted(bytes: Uint8Array, unread: string[]): Readonly<Record<string, Uint8Array>> {
  let [files, size] = [0, 0];
  try {
    return unzipSync(bytes, {
      // Asked before anything of a file is unpacked.
      filter: ({ name, originalSize }) => {
        if (name.endsWith("/") || ++files > MOST_FILES) return false;
        const isSmall =
          originalSize <= MEBIBYTE && size + originalSize <= SOURCE_LIMIT_MIB * MEBIBYTE;
        if (isSmall) size += originalSize;
        else unread.push(name);
        return isSmall;
      },
    });
  } catch {
    // The library throws what it finds wrong with the archive.
    return {};
  }
}
