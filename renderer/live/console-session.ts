import type { Terminal } from "@xterm/xterm";
import { faultSentence, type Fault } from "../../shared/base/fault.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { daemon } from "./connection.ts";
import { wordLines } from "./word-lines.ts";

/**
 * Joins a terminal to a shell in an instance until either ends; returns how to cut it. The terminal says
 * how it ended, and stays readable.
 */
export function runConsole(terminal: Terminal, environment: string, instance: string): () => void {
  const stop = new AbortController();
  void converse(terminal, environment, instance, stop.signal).then((last) => {
    if (!stop.signal.aborted) terminal.write(lastWords(last, terminal.cols));
  });
  return () => stop.abort();
}

/** Below what came from the shell and apart from it by its colour; nothing can be typed any more. */
function lastWords(text: string, columns: number): string {
  const lines = wordLines(text, columns).join("\r\n");
  return `\r\n\x1b[0;33m${lines}\x1b[0m\r\n${HIDE_CURSOR}`;
}

const HIDE_CURSOR = "\x1b[?25l";

async function converse(
  terminal: Terminal,
  environment: string,
  instance: string,
  signal: AbortSignal,
): Promise<string> {
  const client = daemon();
  if (client === null) return "No daemon.";
  // From the very start: what is typed before the shell has opened waits for it.
  const session = Promise.withResolvers<string>();
  forward(terminal, client, session.promise, signal);
  try {
    const size = { columns: terminal.cols, rows: terminal.rows };
    const stream = await client.console.open({ environment, instance, terminal: size }, { signal });
    for await (const item of stream) {
      if (item.type === "opened") session.resolve(item.session);
      else if (item.type === "output") terminal.write(fromBase64(item.data));
      else return `The shell ended with ${item.code}.`;
    }
    return "The console was closed.";
  } catch (thrown) {
    return said(faultOf(thrown));
  }
}

function said(fault: Fault): string {
  return faultSentence(fault);
}

/** Hands on what is typed, in its order, and each new size. */
function forward(
  terminal: Terminal,
  client: LabwrightClient,
  opened: Promise<string>,
  signal: AbortSignal,
): void {
  // A lost write shows in the stream itself, which ends with the reason.
  const ignore = (): void => undefined;
  let waiting = "";
  let sending = false;
  // One write at a time keeps the order; what is typed meanwhile goes together in the next.
  const send = async (): Promise<void> => {
    const session = await opened;
    while (waiting !== "" && !signal.aborted) {
      const data = toBase64(waiting);
      waiting = "";
      await client.console.write({ session, data }).catch(ignore);
    }
    sending = false;
  };
  const typed = terminal.onData((text) => {
    waiting += text;
    if (sending) return;
    sending = true;
    void send();
  });
  const resized = terminal.onResize(({ cols, rows }) => {
    void opened
      .then((session) => client.console.resize({ session, columns: cols, rows }))
      .catch(ignore);
  });
  signal.addEventListener("abort", () => {
    typed.dispose();
    resized.dispose();
  });
}

function fromBase64(data: string): Uint8Array {
  return Uint8Array.from(atob(data), (character) => character.codePointAt(0) ?? 0);
}

function toBase64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}
