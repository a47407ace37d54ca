import { expect, test } from "vitest";
import { FaultError } from "../../../shared/base/fault.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../../../shared/design/sketch-component.ts";
import { changedDesign } from "./park.ts";

const off = { title: "Off", node: "web", property: "parked" };
const open = sketchComponent("open", { web: { kind: "machine" } }, [], { parameters: { off } });
const closed = sketchComponent("closed", { web: { kind: "machine" } });
const design = carrying(
  sketch("D", { m: { kind: "machine" }, open: useOf("open"), closed: useOf("closed") }),
  open,
  closed,
);

function faultOf(machine: string): unknown {
  try {
    return changedDesign({ design }, [machine], true);
  } catch (error) {
    return error instanceof FaultError ? error.fault : error;
  }
}

test("a component that leaves nothing to park says so, and not that it is not there", () => {
  expect(changedDesign({ design }, ["open"], true).nodes["open"]?.properties).toMatchObject({
    parameters: { off: true },
  });
  expect(faultOf("closed")).toMatchObject({ code: "component-not-parkable" });
  expect(faultOf("nowhere")).toMatchObject({ code: "not-found", parameters: { id: "nowhere" } });
});
