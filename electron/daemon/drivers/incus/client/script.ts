import { z } from "zod";
import { err, ok } from "../../../../../shared/base/result.ts";
import { refused, type Outcome } from "./failure.ts";
import { apiPath, type RestClient } from "./rest.ts";

const endedSchema = z.looseObject({
  return: z.number(),
  output: z.record(z.string(), z.string()),
});

/** The end of a log is where the reason stands. */
const TAIL = 400;

export interface Script {
  readonly instance: string;
  readonly project: string;
  readonly text: string;
  /** Completes the sentence "the server refused …". */
  readonly action: string;
}

/**
 * Runs a POSIX shell script in a running instance and waits for its end. The server keeps the output, so
 * that this takes no WebSocket, and it is read only when the script failed.
 */
export async function runScript(
  rest: RestClient,
  script: Script,
  signal: AbortSignal,
): Promise<Outcome<void>> {
  const path = apiPath(["instances", script.instance, "exec"], { project: script.project });
  const body = {
    command: ["/bin/sh", "-c", script.text],
    "record-output": true,
    "wait-for-websocket": false,
    interactive: false,
  };
  const run = await rest.change("POST", path, body, script.action, signal);
  if (!run.ok) return run;
  const ended = endedSchema.safeParse(run.value?.metadata);
  if (!ended.success) return err(refused(script.action, "the script's exit code was lost"));
  const { return: code, output } = ended.data;
  const logs = [output["2"], output["1"]].filter((log) => log !== undefined);
  const reason = code === 0 ? "" : await lastWords(rest, logs, script, signal);
  await removeLogs(rest, logs, script, signal);
  return code === 0 ? ok(undefined) : err(refused(script.action, reason || `exit code ${code}`));
}

async function lastWords(
  rest: RestClient,
  logs: readonly string[],
  script: Script,
  signal: AbortSignal,
): Promise<string> {
  for (const log of logs) {
    const path = `${log}?project=${encodeURIComponent(script.project)}`;
    const request = { method: "GET", path, signal, timeoutMilliseconds: 10_000 } as const;
    const answer = await rest.ways.send(request);
    const text = answer.ok && answer.value.status === 200 ? answer.value.text.trim() : "";
    if (text !== "") return text.slice(-TAIL);
  }
  return "";
}

/** The server would keep them for days; a log that stays does no harm. */
async function removeLogs(
  rest: RestClient,
  logs: readonly string[],
  script: Script,
  signal: AbortSignal,
): Promise<void> {
  for (const log of logs) {
    const path = `${log}?project=${encodeURIComponent(script.project)}`;
    await rest.change("DELETE", path, undefined, "to remove a log", signal);
  }
}
