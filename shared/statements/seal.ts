import { type Signature, type Statement, type StatementFile } from "./statement.ts";
import { STATEMENT_FORMAT, STATEMENT_VERSION } from "./format.ts";

/** What the edges lend: Node's crypto, or the browser's. */
export interface SealTools {
  /** Of a text as UTF-8; hexadecimal. */
  readonly sha256: (text: string) => Promise<string>;
  /** Whether the signature is that key's, of that text as UTF-8; null where this edge has no such signatures. */
  readonly verify: (signature: Signature, text: string) => Promise<boolean | null>;
}

/** Signs a text as UTF-8. The private key stays where this comes from. */
export type Sign = (text: string) => Promise<Signature>;

/** What is digested and signed: everything that is said. */
export function sealedText(statement: Statement): string {
  return JSON.stringify({ format: STATEMENT_FORMAT, version: STATEMENT_VERSION, statement });
}

/** The file's text, to the byte. Fields stand in the order of the schema. */
export function printStatement(file: StatementFile): string {
  return `${JSON.stringify(file)}\n`;
}

/** How people tell keys apart: the first half of the key's digest, in groups of four. */
export async function fingerprintOf(
  publicKey: string,
  { sha256 }: Pick<SealTools, "sha256">,
): Promise<string> {
  const digest = await sha256(publicKey);
  return (digest.slice(0, 32).match(/.{4}/g) ?? []).join(" ");
}

export interface Seal {
  /** Every byte is as it was written. Says nothing of who wrote it. */
  readonly unchanged: boolean;
  /** `unchecked`: this computer cannot say. */
  readonly signature: "valid" | "invalid" | "unchecked" | "none";
  /** Of the key that it says it was signed with; empty where there is none. */
  readonly fingerprint: string;
}

/** Whether a file that was read is what was written and signed. */
export async function checkSeal(file: StatementFile, tools: SealTools): Promise<Seal> {
  const text = sealedText(file.statement);
  const unchanged = (await tools.sha256(text)) === file.digest;
  if (file.signature === null) return { unchanged, signature: "none", fingerprint: "" };
  const valid = await tools.verify(file.signature, text);
  return {
    unchanged,
    signature: valid === null ? "unchecked" : valid ? "valid" : "invalid",
    fingerprint: await fingerprintOf(file.signature.publicKey, tools),
  };
}
