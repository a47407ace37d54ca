import { Inflate } from "fflate";
import { fault } from "../../../base/fault.ts";
import { err, ok, type Result } from "../../../base/result.ts";
import { SOURCE_LIMIT_MIB } from "../../limits.ts";

const LIMIT = SOURCE_LIMIT_MIB * 1024 * 1024;
/** So much is unpacked at a time, so that a bomb is noticed before it fills the memory. */
const STEP = 4096;

/**
 * Unpacks a diagram as draw.io packs it: percent-encoded, deflated, in base 64. Stops as soon as there is
 * more than any file may hold.
 */
export function unpackDiagram(packed: string): Result<string> {
  const bytes = fromBase64(packed.replaceAll(/\s+/g, ""));
  if (bytes === null) return err(damaged("It is not in base 64."));
  const unpacked = inflate(bytes);
  if (!unpacked.ok) return unpacked;
  try {
    return ok(decodeURIComponent(unpacked.value));
  } catch {
    return err(damaged("What is packed is no text."));
  }
}

function damaged(detail: string) {
  return fault("format-misfit", { format: "draw.io diagram", detail });
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES: ReadonlyMap<string, number> = new Map(
  Array.from(ALPHABET, (letter, value) => [letter, value]),
);

// Done by hand: neither Node's Buffer nor the browser's atob may be used here.
function fromBase64(text: string): Uint8Array | null {
  const letters = text.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of letters) {
    const value = VALUES.get(letter);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xff_ff_ff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}

function inflate(bytes: Uint8Array): Result<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Inflate((part) => {
      size += part.length;
      parts.push(part);
    });
    for (let start = 0; start < bytes.length; start += STEP) {
      stream.push(bytes.subarray(start, start + STEP), start + STEP >= bytes.length);
      if (size > LIMIT)
        return err(
          fault("source-too-large", { size: `over ${SOURCE_LIMIT_MIB}`, limit: SOURCE_LIMIT_MIB }),
        );
    }
  } catch (error) {
    // The library throws what it finds wrong with the data.
    return err(damaged(error instanceof Error ? `${error.message}.` : String(error)));
  }
  return ok(latin1(parts));
}

/** Percent-encoded text is plain ASCII. */
function latin1(parts: readonly Uint8Array[]): string {
  const step = 8192;
  return parts
    .flatMap((part) =>
      Array.from({ length: Math.ceil(part.length / step) }, (_, index) =>
        String.fromCharCode(...part.subarray(index * step, (index + 1) * step)),
      ),
    )
    .join("");
}
