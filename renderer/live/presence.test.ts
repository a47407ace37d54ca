import { afterEach, expect, it, vi } from "vitest";
import { emptyDesign } from "../../shared/design/design.ts";
import type { LabwrightClient } from "../../shared/protocol/client.ts";
import { activate, openDocument } from "../store/documents.ts";
import { tellPresence } from "./presence.ts";
import { useLive } from "./state.ts";

const told: string[] = [];
vi.mock("./actions.ts", () => ({
  ask: (call: (client: LabwrightClient) => Promise<unknown>) =>
    call({
      reservations: {
        heartbeat: ({ id }: { readonly id: string }) => Promise.resolve(told.push(id)),
      },
    } as unknown as LabwrightClient),
}));

afterEach(() => vi.unstubAllGlobals());

it("says that somebody is there when an environment is opened and worked on, and not too often", () => {
  const page = new EventTarget();
  vi.stubGlobal("window", page);
  useLive.setState({ connection: { status: "online" } as never });
  let now = 0;
  const stop = tellPresence(() => now);
  const work = (after: number): void => {
    now += after;
    page.dispatchEvent(new Event("keydown"));
  };
  openDocument(emptyDesign("Drawing"));
  work(60_000);
  expect(told).toEqual([]);
  const tab = openDocument(emptyDesign("Running"), { environment: "e-1" });
  expect(told).toEqual(["e-1"]);
  work(1000);
  expect(told).toEqual(["e-1"]);
  work(60_000);
  expect(told).toEqual(["e-1", "e-1"]);
  now += 60_000;
  activate(null);
  activate(tab);
  expect(told).toHaveLength(3);
  useLive.setState({ connection: { status: "connecting" } });
  work(60_000);
  stop();
  useLive.setState({ connection: { status: "online" } as never });
  work(60_000);
  expect(told).toHaveLength(3);
});
