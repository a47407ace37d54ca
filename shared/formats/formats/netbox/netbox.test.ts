import { expect, it } from "vitest";
import { starterCatalogue } from "../../../catalogue/starter.ts";
import { lossLine } from "../../loss.ts";
import { netbox } from "./netbox.ts";

function read(rest: string, model = "X-1") {
  const text = `manufacturer: Maker\nmodel: ${model}\nslug: maker-x\n${rest}`;
  return netbox.read!({ name: "x.yaml", text }, starterCatalogue());
}

it.each([
  ["power-outlets:\n  - {name: o1, type: nema-5-15r}", "power outlets"],
  ["power-outlets: [{name: o1}]\ninterfaces: [{name: eth0, type: 100base-tx}]", "power outlets"],
  ["front-ports: [{name: 1}]\nrear-ports: [{name: 1}]", "front ports and rear ports"],
  ["console-server-ports: [{name: c1}]", "console server ports"],
  ["u_height: 2", "no Ethernet port"],
  ["interfaces: [{name: mgmt0, type: 1000base-t, mgmt_only: true}]", "no Ethernet port"],
])("%s is neither a machine nor a switch", (rest, has) => {
  const detail = `It is neither a machine nor a switch: it has ${has}.`;
  expect(read(rest)).toMatchObject({
    ok: false,
    error: { code: "format-misfit", parameters: { detail } },
  });
});

it.each([
  ["power-ports: [{name: p}]", "PowerEdge R1", "machineTypes"],
  ["module-bays: [{name: slot 1}]", "Nexus 9504", "switchModels"],
  ["interfaces: [{name: eth0, type: 1000base-t}]", "NUC", "machineTypes"],
])("%s of %s is one, whatever else it lacks", (rest, model, list) => {
  const imported = read(rest, model);
  expect(imported.ok && imported.value.items?.[list as "machineTypes"]).toHaveLength(1);
});

it("tells what of its interfaces has no place", () => {
  const imported = read("interfaces:\n  - {name: eth0, type: 1000base-t, poe_mode: pd}\nweight: 3");
  const lines = imported.ok ? imported.value.report.map(lossLine) : [];
  expect(lines).toContain("dropped: interface setting poe_mode (at interfaces[0])");
  expect(lines).toContain("dropped: setting weight (at weight)");
});
