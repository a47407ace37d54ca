import { fault, FaultError } from "../../shared/base/fault.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { InstanceStatus } from "../../shared/protocol/environment.ts";
import { attempt, faultOf } from "../../shared/protocol/errors.ts";
import { must } from "./connect.ts";
import type { Terminal } from "./terminal.ts";

export interface RemoteCommand {
  readonly environment: string;
  readonly instance: Pick<InstanceStatus, "id" | "name">;
  /** Empty: an interactive shell. */
  readonly command: readonly string[];
  readonly onOutput: (stream: "stdout" | "stderr", data: Uint8Array) => void;
}

/** Runs a command in an instance, fed from the terminal's input; its exit code. */
export async function runInInstance(
  client: LabwrightClient,
  terminal: Terminal,
  { environment, instance, command, onOutput }: RemoteCommand,
): Promise<number> {
  const interactive = terminal.isScreen && terminal.input.isTTY && command.length === 0;
  const size = { columns: terminal.columns, rows: terminal.rows };
  const stream = must(
    await attempt(
      client.console.open({
        environment,
        instance: instance.id,
        ...(command.length > 0 && { command: [...command] }),
        ...(interactive && { terminal: size }),
      }),
    ),
  );
  let stopFeeding = (): void => undefined;
  try {
    for await (const item of stream) {
      if (item.type === "opened") stopFeeding = feed(client, terminal, item.session, interactive);
      else if (item.type === "output") onOutput(item.stream, Buffer.from(item.data, "base64"));
      else return item.code;
    }
  } catch (error) {
    throw new FaultError(faultOf(error));
  } finally {
    stopFeeding();
  }
  const detail = "It ended early.";
  throw new FaultError(fault("console-unavailable", { node: instance.name, detail }));
}

/** Sends what is typed or piped in, in order, and its end. Returns how to stop. */
function feed(
  client: LabwrightClient,
  { input }: Terminal,
  session: string,
  interactive: boolean,
): () => void {
  let last: Promise<unknown> = Promise.resolve();
  const send = (data: string, end: boolean): void => {
    // One after the other: keys must not overtake each other. A session that ended says so by itself.
    last = last.then(() => attempt(client.console.write({ session, data, end })));
  };
  if (interactive) input.setRawMode(true);
  const onData = (data: Buffer): void => send(data.toString("base64"), false);
  const onEnd = (): void => send("", true);
  input.on("data", onData).once("end", onEnd);
  return () => {
    if (interactive) input.setRawMode(false);
    input.off("data", onData).off("end", onEnd).pause();
    // A pipe that stays open would keep this process alive.
    input.unref?.();
  };
}
