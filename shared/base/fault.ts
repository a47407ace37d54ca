import { chosen } from "./chosen.ts";
import { FAULT_TEXTS } from "./fault-texts.ts";

/** A stable, machine-readable name of an expected failure. The table is the list. */
export type FaultCode = keyof typeof FAULT_TEXTS;

export type FaultParameters = Readonly<Record<string, string | number | boolean>>;

/**
 * An expected failure as a value. It crosses every boundary (window, CLI, wire) in this shape;
 * sentences are made from the code at the edge by {@link faultText}, so they are the same everywhere.
 */
export interface Fault {
  readonly code: FaultCode;
  /** Where: a file, a JSON path, an element or a host; free text for people. */
  readonly where?: string;
  readonly parameters: FaultParameters;
}

/** What a person reads: what went wrong, where, why, and the way out. */
export interface FaultText {
  readonly what: string;
  readonly where?: string;
  readonly why?: string;
  readonly remedy: string;
}

export function fault(code: FaultCode, parameters: FaultParameters = {}, where?: string): Fault {
  return where === undefined ? { code, parameters } : { code, parameters, where };
}

export function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(FAULT_TEXTS, code);
}

/** Thrown only where a library's interface leaves no room for a value; caught at the nearest boundary. */
export class FaultError extends Error {
  readonly fault: Fault;
  constructor(value: Fault) {
    super(faultSentence(value));
    this.name = "FaultError";
    this.fault = value;
  }
}

export function faultText(value: Fault): FaultText {
  const entry = FAULT_TEXTS[value.code];
  const fill = (text: string): string =>
    // A note that nobody wrote leaves no space behind.
    chosen(text, value.parameters)
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => String(value.parameters[name] ?? "?"))
      .trimEnd();
  const what = fill(entry.what);
  // A file that cannot be read is said once.
  const isTold = value.where === undefined || what.includes(value.where);
  return {
    what,
    ...(!isTold && { where: value.where }),
    ...("why" in entry && { why: fill(entry.why) }),
    remedy: fill(entry.remedy),
  };
}

/** What went wrong and why, in whole sentences without a way out: `The server does not answer. connect ENOENT.` */
export function faultReason(value: Fault): string {
  const { what, why = "" } = faultText(value);
  return [what, why]
    .filter((text) => text !== "")
    .map(ended)
    .join(" ");
}

/** One paragraph for a log line, a terminal or a toast. */
export function faultSentence(value: Fault): string {
  const text = faultText(value);
  const where = text.where === undefined ? "" : ` (${text.where})`;
  const why = text.why === undefined || text.why === "" ? "" : ` ${ended(text.why)}`;
  return `${ended(`${text.what}${where}`)}${why} ${text.remedy} [${value.code}]`;
}

/** A library's reason, or what somebody wrote, seldom ends like a sentence; nothing stays nothing. */
export function ended(text: string): string {
  return text === "" || /[.!?…]$/.test(text) ? text : `${text}.`;
}
