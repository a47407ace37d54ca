import { expect, test } from "vitest";
import { rowWriter } from "./pixel-rows.ts";
import { pngOf } from "./png.ts";

const WIDTH = 3;
/** Bands of two rows and of one; the third pixel is in all of them, others are less than those above. */
const BANDS = [2, 1].map((rows, band) =>
  Uint8ClampedArray.from({ length: rows * WIDTH * 4 }, (_, at) =>
    at % 12 >= 8 ? 7 : (at * 37 + band * 101) % 256,
  ),
);

async function through(
  data: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const piped = new Blob([data]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

/** A gzip file ends in the checksum of what it holds, and its size. */
async function checksumOf(data: Uint8Array<ArrayBuffer>): Promise<number> {
  const packed = await through(data, new CompressionStream("gzip"));
  return new DataView(packed.buffer).getUint32(packed.length - 8, true);
}

/** The chunks of a PNG by their names; each is checked. */
async function chunksOf(png: Uint8Array) {
  const view = new DataView(png.buffer);
  const chunks = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const named = png.slice(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(await checksumOf(named));
    chunks.set(new TextDecoder().decode(named.subarray(0, 4)), named.slice(4));
    at += 12 + length;
  }
  return chunks;
}

test("a PNG has the size and, undone as its rows say, every pixel of all bands", async () => {
  const write = rowWriter("png", WIDTH);
  const rows = Uint8Array.from(BANDS.map(write).flatMap((band) => Array.from(band)));
  const deflated = await through(rows, new CompressionStream("deflate"));
  const png = pngOf({ width: WIDTH, height: 3 }, deflated);
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = await chunksOf(png);
  expect([...chunks.keys()]).toEqual(["IHDR", "IDAT", "IEND"]);
  expect([...(chunks.get("IHDR") ?? [])]).toEqual([0, 0, 0, WIDTH, 0, 0, 0, 3, 8, 6, 0, 0, 0]);
  const data = chunks.get("IDAT") ?? new Uint8Array();
  const filtered = await through(data, new DecompressionStream("deflate"));
  const pixels: number[] = [];
  for (let row = 0; row < 3; row++) {
    expect(filtered[row * 13]).toBe(2);
    for (let at = 0; at < 12; at++) {
      const above = row === 0 ? 0 : (pixels[(row - 1) * 12 + at] ?? 0);
      pixels.push(((filtered[row * 13 + 1 + at] ?? 0) + above) % 256);
    }
  }
  expect(pixels).toEqual(BANDS.flatMap((band) => Array.from(band)));
});

test("in a PDF, what shines through is paper", () => {
  const pixels = Uint8ClampedArray.of(10, 20, 30, 255, 10, 20, 30, 0, 0, 100, 200, 51);
  const written = rowWriter("pdf", WIDTH)(pixels);
  expect([...written]).toEqual([10, 20, 30, 255, 255, 255, 204, 224, 244]);
});
