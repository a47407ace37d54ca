import type { SealTools } from "../../shared/statements/seal.ts";

/** How a browser digests statements and checks their signatures; only pages of a secure origin can. */
export const WEB_SEAL: SealTools = {
  sha256: async (text) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  },
  verify: async ({ publicKey, value }, text) => {
    const raw = bytesOf(publicKey);
    try {
      const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
      const data = new TextEncoder().encode(text);
      return await crypto.subtle.verify("Ed25519", key, bytesOf(value), data);
    } catch (error) {
      // An older browser does not know the curve; else, what is no point of it is nobody's key.
      return error instanceof DOMException && error.name === "NotSupportedError" ? null : false;
    }
  },
};

/** Of hexadecimal digits. */
function bytesOf(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
