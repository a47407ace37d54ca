import { beforeEach, expect, it } from "vitest";
import type { EnvironmentView, InstanceStatus } from "../../shared/protocol/environment.ts";
import { overlaysOf } from "./overlay.ts";
import { useLive } from "./state.ts";

function status(node: string, state: InstanceStatus["state"]): InstanceStatus {
  return {
    id: `${node}.1`,
    node,
    name: node,
    host: null,
    addresses: [],
    state,
    progress: state === "running" ? 1 : 0.5,
    activity: "",
    attempts: 0,
    error: null,
    updatedAt: "2026-11-02T12:00:00Z",
  };
}

function show(all: readonly InstanceStatus[]): void {
  // Of a view, overlays read the status only.
  const view = { status: all } as EnvironmentView;
  useLive.setState({ views: { e: view } });
}

beforeEach(() => show([]));

it("shows at a use of a component what runs inside all of its copies", () => {
  show([
    status("shop.1/web", "running"),
    status("shop.2/web", "installing"),
    status("lan", "running"),
  ]);
  const overlay = overlaysOf("e");
  expect(overlay("shop")?.text).toBe("Installing · 1 of 2 running");
  expect(overlay("shop.2/web")?.text).toBe("Installing");
  expect(overlay("lan")?.text).toBe("Running");
  expect(overlaysOf(null)("shop")).toBeNull();
});

it("follows a change inside, and leaves alone what did not change", () => {
  const still = status("lan", "running");
  const other = status("shop.1/web", "running");
  show([other, status("shop.2/web", "installing"), still]);
  const before = overlaysOf("e")("lan");
  show([other, status("shop.2/web", "running"), still]);
  expect(overlaysOf("e")("shop")?.text).toBe("2 of 2 running");
  expect(overlaysOf("e")("lan")).toBe(before);
});
