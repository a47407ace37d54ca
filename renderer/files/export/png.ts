import type { PixelSize } from "./pixel-size.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Eight bits a channel, colours with alpha; deflated, filtered, not interlaced. */
const KIND = [8, 6, 0, 0, 0];

/** A PNG file of rows as `pixel-rows.ts` writes them, deflated: see https://www.w3.org/TR/png-3. */
export function pngOf({ width, height }: PixelSize, deflated: Uint8Array): Uint8Array {
  return joined([
    new Uint8Array(SIGNATURE),
    ...chunk("IHDR", new Uint8Array([...fourBytes(width), ...fourBytes(height), ...KIND])),
    ...chunk("IDAT", deflated),
    ...chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): readonly Uint8Array[] {
  const type = new TextEncoder().encode(name);
  const check = ~checked(data, checked(type, ~0)) >>> 0;
  return [new Uint8Array(fourBytes(data.length)), type, data, new Uint8Array(fourBytes(check))];
}

function fourBytes(value: number): readonly number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}

/** CRC-32 of one byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function checked(data: Uint8Array, before: number): number {
  let value = before;
  for (const byte of data) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return value;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
