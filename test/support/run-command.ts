import type { Driver, EnvironmentReference } from "../../electron/daemon/drivers/driver.ts";

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a shell command in an instance through the driver's console and waits for its end. */
export async function runCommand(
  driver: Driver,
  environment: EnvironmentReference,
  instance: string,
  command: string,
  input?: string,
): Promise<CommandResult> {
  const output = { stdout: "", stderr: "" };
  const session = await driver.exec(environment, instance, {
    command: ["/bin/sh", "-c", command],
    onOutput: (stream, data) => {
      output[stream] += Buffer.from(data).toString();
    },
  });
  if (!session.ok) throw new Error(JSON.stringify(session.error));
  if (input !== undefined) session.value.write(Buffer.from(input));
  session.value.endInput();
  const code = await session.value.exit;
  if (!code.ok) throw new Error(JSON.stringify(code.error));
  return { code: code.value, ...output };
}
