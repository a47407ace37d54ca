import { afterEach, expect, test, vi } from "vitest";
import { checkSeal } from "../../shared/statements/seal.ts";
import { courseParts, statementOf } from "../support/statement.ts";
import { WEB_SEAL } from "../../renderer/statements/web-seal.ts";

const file = await statementOf(courseParts);
const signature = file.signature!;

afterEach(() => {
  vi.restoreAllMocks();
});

test("a browser checks who signed", async () => {
  expect((await checkSeal(file, WEB_SEAL)).signature).toBe("valid");
  const other = { ...signature, value: signature.value.replace(/^../, "00") };
  expect((await checkSeal({ ...file, signature: other }, WEB_SEAL)).signature).toBe("invalid");
});

test("a browser that does not know the curve says so, and accuses nobody", async () => {
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(
    new DOMException("Unrecognized name", "NotSupportedError"),
  );
  expect((await checkSeal(file, WEB_SEAL)).signature).toBe("unchecked");
});

test("what is no key is nobody's signature", async () => {
  const none = { ...signature, publicKey: "00" };
  expect((await checkSeal({ ...file, signature: none }, WEB_SEAL)).signature).toBe("invalid");
});
