import type { DesiredInstance, DesiredState } from "../../../../../shared/plan/desired.ts";
import { addressOf, reaches } from "./reach.ts";

/** What a simulated command may look at. */
export interface ShellMachine {
  readonly instance: DesiredInstance;
  readonly desired: DesiredState;
  /** Milliseconds since it was started. */
  readonly uptime: number;
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr?: string;
  readonly code: number;
}

type Command = (machine: ShellMachine, parameters: readonly string[]) => CommandResult;

const DIRECTORIES: Readonly<Record<string, readonly string[]>> = {
  "/": ["bin", "dev", "etc", "home", "proc", "root", "srv", "tmp", "usr", "var"],
  "/etc": ["hostname", "hosts", "os-release"],
  "/root": [],
  "/tmp": [],
};

/** Everything the imitated shell knows. What is not here is answered with 127, as a real shell does. */
const COMMANDS: Readonly<Record<string, Command>> = {
  help: () =>
    say(
      `This machine is simulated: nothing runs on it. It imitates: ${Object.keys(COMMANDS).join(", ")}, exit.`,
    ),
  true: () => say(""),
  false: () => ({ stdout: "", code: 1 }),
  echo: (_, parameters) => ({ stdout: `${parameters.join(" ")}\n`, code: 0 }),
  hostname: ({ instance }) => say(instance.hostname),
  whoami: () => say("root"),
  pwd: () => say("/root"),
  id: () => say("uid=0(root) gid=0(root) groups=0(root)"),
  nproc: ({ instance }) => say(String(Math.max(1, Math.floor(instance.cores)))),
  uname: ({ instance }, parameters) =>
    say(
      parameters.includes("-a")
        ? `Simulated ${instance.hostname} labwright ${instance.architecture}`
        : "Simulated",
    ),
  uptime: ({ uptime }) => say(`up ${Math.floor(uptime / 60_000)} min`),
  free: ({ instance }) =>
    say(`${" ".repeat(15)}total\nMem: ${String(instance.memoryMiB * 1024).padStart(15)}`),
  df: ({ instance }) =>
    say(`Filesystem     1K-blocks\n/dev/root ${String(instance.diskGiB * 1024 ** 2).padStart(14)}`),
  ps: ({ instance }) =>
    say(
      [
        "PID COMMAND",
        "  1 init",
        ...instance.applications.map(({ id }, i) => `${i + 20} ${id}`),
      ].join("\n"),
    ),
  ls: (_, parameters) =>
    list(parameters.find((parameter) => !parameter.startsWith("-")) ?? "/root"),
  cat: (machine, [path = ""]) => show(machine, path),
  ip: ({ instance }, [object = ""]) => ip(instance, object),
  ping: (machine, parameters) => ping(machine, parameters),
};

/** Runs one command line: words separated by blanks, quotes kept together. */
export function runCommand(machine: ShellMachine, words: readonly string[]): CommandResult {
  const [name = "", ...parameters] = words;
  if (name === "") return { stdout: "", code: 0 };
  // `sh -c "…"` is how programs run a line.
  if ((name === "sh" || name === "bash" || name === "/bin/sh") && parameters[0] === "-c")
    return runCommand(machine, splitWords(parameters[1] ?? ""));
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command(machine, parameters);
  return {
    stdout: "",
    stderr: `${name}: not found (this machine is simulated; try help)\n`,
    code: 127,
  };
}

export function splitWords(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? "",
  );
}

function say(text: string): CommandResult {
  return { stdout: text === "" ? "" : `${text}\n`, code: 0 };
}

function refuse(text: string, code = 1): CommandResult {
  return { stdout: "", stderr: `${text}\n`, code };
}

function list(path: string): CommandResult {
  const entries = Object.hasOwn(DIRECTORIES, path) ? DIRECTORIES[path] : undefined;
  if (entries === undefined) return refuse(`ls: ${path}: No such file or directory`, 2);
  return say(entries.join("\n"));
}

function show({ instance, desired }: ShellMachine, path: string): CommandResult {
  const hosts = desired.instances.map(
    ({ hostname }) => `${addressOf(desired, hostname) ?? "-"}\t${hostname}`,
  );
  switch (path) {
    case "/etc/hostname":
      return say(instance.hostname);
    case "/etc/hosts":
      return say(["127.0.0.1\tlocalhost", ...hosts].join("\n"));
    case "/etc/os-release":
      return say(`NAME="${instance.operatingSystem ?? "none"} (simulated)"`);
    default:
      return refuse(`cat: ${path}: No such file or directory`);
  }
}

function ip(instance: DesiredInstance, object: string): CommandResult {
  if ("address".startsWith(object) && object !== "")
    return say(
      instance.interfaces
        .map(
          ({ name, mac, address }, index) =>
            `${index + 2}: ${name}: <BROADCAST,UP>\n    link/ether ${mac}${address === null ? "" : `\n    inet ${address} scope global ${name}`}`,
        )
        .join("\n"),
    );
  if ("route".startsWith(object) && object !== "")
    return say(
      instance.routes.map(({ destination, via }) => `${destination} via ${via}`).join("\n"),
    );
  return refuse("ip: this machine is simulated and knows only ip address and ip route", 255);
}

function ping(machine: ShellMachine, parameters: readonly string[]): CommandResult {
  const name = parameters.findLast((parameter) => !parameter.startsWith("-")) ?? "";
  const target = addressOf(machine.desired, name) ?? name;
  const reached = reaches(machine.desired, machine.instance, target);
  const head = `PING ${name} (${target}), simulated`;
  return reached
    ? say(`${head}\n64 bytes from ${target}: seq=1 time=0.3 ms\n1 sent, 1 received, 0% loss`)
    : { stdout: `${head}\n1 sent, 0 received, 100% loss\n`, code: 1 };
}
