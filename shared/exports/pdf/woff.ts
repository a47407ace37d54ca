import { unzlibSync } from "fflate";

const HEAD = 44;
const ENTRY = 20;
const SFNT_HEAD = 12;
const SFNT_ENTRY = 16;

/**
 * A font as it was before it was packed (WOFF 1.0, https://www.w3.org/TR/WOFF/): its tables one by one. What lays
 * pages out can read packed ones, but takes seconds to unpack a font of thousands of letters.
 */
export function unpackWoff(woff: Uint8Array): Uint8Array {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  const count = view.getUint16(12);
  const tables = Array.from({ length: count }, (_, at) => tableAt(woff, view, HEAD + at * ENTRY));
  const start = SFNT_HEAD + count * SFNT_ENTRY;
  const size = tables.reduce((sum, { bytes }) => sum + padded(bytes.length), start);
  const font = new Uint8Array(size);
  const out = new DataView(font.buffer);
  writeHead(out, view.getUint32(4), count);
  let offset = start;
  for (const [at, { tag, checksum, bytes }] of tables.entries()) {
    const entry = SFNT_HEAD + at * SFNT_ENTRY;
    for (const [index, value] of [tag, checksum, offset, bytes.length].entries())
      out.setUint32(entry + index * 4, value);
    font.set(bytes, offset);
    offset += padded(bytes.length);
  }
  return font;
}

function tableAt(woff: Uint8Array, view: DataView, entry: number) {
  const [tag, offset, packed, length, checksum] = [0, 4, 8, 12, 16].map((at) =>
    view.getUint32(entry + at),
  ) as [number, number, number, number, number];
  const own = woff.subarray(offset, offset + packed);
  // What would not have become shorter stands as it is.
  return { tag, checksum, bytes: packed === length ? own : unzlibSync(own) };
}

/** How many tables there are, and what a search by halves needs to know of that. */
function writeHead(out: DataView, flavour: number, count: number): void {
  const power = 2 ** Math.floor(Math.log2(count));
  out.setUint32(0, flavour);
  out.setUint16(4, count);
  out.setUint16(6, power * SFNT_ENTRY);
  out.setUint16(8, Math.log2(power));
  out.setUint16(10, (count - power) * SFNT_ENTRY);
}

/** Tables begin at whole words. */
function padded(length: number): number {
  return (length + 3) & ~3;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes out of base64 without line breaks; every host has a way of its own, and none is everywhere. */
export function decodeBase64(text: string): Uint8Array {
  const values = new Uint8Array(128);
  for (let value = 0; value < DIGITS.length; value += 1) values[DIGITS.charCodeAt(value)] = value;
  const valueAt = (at: number): number => values[text.charCodeAt(at) & 127] ?? 0;
  const size = Math.floor((text.replace(/=+$/, "").length * 3) / 4);
  // What is padded is cut off again.
  const bytes = new Uint8Array(Math.ceil(size / 3) * 3);
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    const four =
      (valueAt(at) << 18) | (valueAt(at + 1) << 12) | (valueAt(at + 2) << 6) | valueAt(at + 3);
    bytes[to] = four >> 16;
    bytes[to + 1] = (four >> 8) & 255;
    bytes[to + 2] = four & 255;
  }
  return bytes.subarray(0, size);
}
