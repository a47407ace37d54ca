import type { WriteStream } from "node:tty";
import { FaultError, faultText, type Fault } from "../../shared/base/fault.ts";
import type { ExitCode } from "./command.ts";

/** Where a verb speaks and listens; a test hands in another one. */
export interface Terminal {
  /** Results, one line; what a script reads. */
  out(line: string): void;
  /** Everything else that a person reads. */
  note(line: string): void;
  /** Unbroken output, such as a command's in an instance. */
  write(stream: "stdout" | "stderr", data: Uint8Array | string): void;
  readonly input: NodeJS.ReadStream;
  /** Output goes to a screen: progress may be drawn. */
  readonly isScreen: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly environment: NodeJS.ProcessEnv;
  now(): number;
}

/** This process's own terminal. */
export function processTerminal(): Terminal {
  const { stdout, stderr, stdin } = process;
  const screen: Partial<WriteStream> = stdout;
  return {
    out: (line) => void stdout.write(`${line}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    write: (stream, data) => void process[stream].write(data),
    input: stdin,
    isScreen: stdout.isTTY && process.env.TERM !== "dumb",
    columns: screen.columns ?? 80,
    rows: screen.rows ?? 24,
    environment: process.env,
    now: () => Date.now(),
  };
}

/** Prints a result: as JSON for scripts, else by the given lines. */
export function answer(
  terminal: Terminal,
  json: boolean,
  value: unknown,
  lines: () => readonly string[],
): void {
  if (json) terminal.out(JSON.stringify(value, null, 2));
  else for (const line of lines()) terminal.out(line);
}

/** Says what went wrong, where, why and what to do, and gives the exit code. */
export function complain(terminal: Terminal, json: boolean, fault: Fault): ExitCode {
  const text = faultText(fault);
  if (json) terminal.out(JSON.stringify({ error: { ...fault, text } }, null, 2));
  else for (const line of faultLines(fault)) terminal.note(line);
  return fault.code === "daemon-unreachable" ? 3 : 1;
}

function faultLines(fault: Fault): readonly string[] {
  const { what, where, why, remedy } = faultText(fault);
  return [
    `${what} [${fault.code}]`,
    ...(where === undefined ? [] : [`  where: ${where}`]),
    ...(why === undefined ? [] : [`  why:   ${why}`]),
    `  do:    ${remedy}`,
  ];
}

/** Runs a verb's work; an expected failure that was thrown on the way becomes what it is. */
export async function complaining(
  terminal: Terminal,
  json: boolean,
  work: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FaultError) return complain(terminal, json, error.fault);
    throw error;
  }
}
