import { expect, it } from "vitest";
import { FaultError } from "../../shared/base/fault.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { followEnvironment } from "./follow.ts";

it("says that the daemon is away, and gives up when it stays away", async () => {
  const gone = () => Promise.reject(new Error("the socket is closed"));
  const client = { events: { subscribe: gone } } as unknown as LabwrightClient;
  const notes: string[] = [];
  let minutes = 0;
  const terminal = { now: () => ++minutes * 61_000, note: (line: string) => void notes.push(line) };
  const follow = async (): Promise<void> => {
    const first = { id: "e", sequence: 7 } as EnvironmentView;
    for await (const seen of followEnvironment(client, first, terminal)) expect(seen).toBe(first);
  };
  const fault = await follow().catch((thrown: unknown) => thrown);
  expect(fault instanceof FaultError && fault.fault.code).toBe("daemon-unreachable");
  expect(notes).toEqual([expect.stringContaining("does not answer")]);
});
