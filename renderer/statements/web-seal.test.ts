import { afterEach, expect, test, vi } from "vitest";
import type { Signature } from "../../shared/statements/statement.ts";
import { WEB_SEAL } from "./web-seal.ts";

const TEXT = "what was charged";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Signed by somebody whose key nobody has seen before. */
async function signed(): Promise<Signature> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const value = await crypto.subtle.sign(
    "Ed25519",
    pair.privateKey,
    new TextEncoder().encode(TEXT),
  );
  return {
    algorithm: "Ed25519",
    publicKey: hex(await crypto.subtle.exportKey("raw", pair.publicKey)),
    value: hex(value),
  };
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

test("a browser checks who signed", async () => {
  const own = await signed();
  const other = await signed();
  expect(await WEB_SEAL.verify(own, TEXT)).toBe(true);
  expect(await WEB_SEAL.verify(own, `${TEXT}.`)).toBe(false);
  expect(await WEB_SEAL.verify({ ...own, publicKey: other.publicKey }, TEXT)).toBe(false);
});

test("a browser that does not know the curve says so, and accuses nobody", async () => {
  const own = await signed();
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(
    new DOMException("Unrecognized name", "NotSupportedError"),
  );
  expect(await WEB_SEAL.verify(own, TEXT)).toBeNull();
});

test("what is no key is nobody's signature", async () => {
  expect(await WEB_SEAL.verify({ ...(await signed()), publicKey: "00" }, TEXT)).toBe(false);
});

test("a digest is what every other program calls SHA-256", async () => {
  expect(await WEB_SEAL.sha256("abc")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
