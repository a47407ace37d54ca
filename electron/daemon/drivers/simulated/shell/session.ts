import { runCommand, splitWords, type ShellMachine } from "./commands.ts";

export interface ShellSession {
  feed(data: Uint8Array): void;
  /** No more input will come. */
  end(): void;
}

interface ShellOptions {
  readonly machine: () => ShellMachine;
  /** A terminal echoes what is typed and edits the line; a pipe does not. */
  readonly terminal: boolean;
  readonly write: (stream: "stdout" | "stderr", text: string) => void;
  readonly exit: (code: number) => void;
}

const INTERRUPT = "\u0003";
const END = "\u0004";
const ERASE = new Set(["\b", "\u007F"]);

/** An interactive shell of a simulated machine; it says at once that it is one. */
export function openShell({ machine, terminal, write, exit }: ShellOptions): ShellSession {
  const decoder = new TextDecoder();
  let line = "";
  let code = 0;
  const print = (stream: "stdout" | "stderr", text: string): void =>
    write(stream, terminal ? text.replaceAll("\n", "\r\n") : text);
  const prompt = (): void => {
    if (terminal) print("stdout", `root@${machine().instance.hostname}:~# `);
  };
  const run = (): void => {
    const words = splitWords(line);
    line = "";
    if (words[0] === "exit") return exit(Number(words[1] ?? code) || 0);
    const result = runCommand(machine(), words);
    code = result.code;
    if (result.stdout !== "") print("stdout", result.stdout);
    if (result.stderr !== undefined) print("stderr", result.stderr);
    prompt();
  };
  const type = (character: string): void => {
    if (character === END && line === "") return exit(code);
    if (character === INTERRUPT) {
      line = "";
      if (terminal) print("stdout", "^C\n");
      return prompt();
    }
    if (character === "\r" || character === "\n") {
      if (terminal) print("stdout", "\n");
      return run();
    }
    if (ERASE.has(character)) {
      if (line !== "" && terminal) print("stdout", "\b \b");
      line = line.slice(0, -1);
      return;
    }
    line += character;
    if (terminal) print("stdout", character);
  };

  if (terminal) {
    const { hostname } = machine().instance;
    print("stdout", `${hostname} is a simulated machine: nothing runs on it. Try help.\n`);
    prompt();
  }
  return {
    feed(data) {
      for (const character of decoder.decode(data, { stream: true })) type(character);
    },
    end() {
      if (line !== "") run();
      exit(code);
    },
  };
}
