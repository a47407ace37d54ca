import { z } from "zod";
import type { Catalogue, SwitchModel } from "../catalogue/catalogue.ts";
import { defineKind } from "./component-kind.ts";
import { formatMegabits } from "../base/units.ts";
import { counted, itemName, wholeNumber } from "./values.ts";

const properties = z.object({
  switchModel: itemName().default("virtual-switch"),
  ports: wholeNumber(1, 4096).nullable().default(null),
  speedMbps: wholeNumber(10, 800_000).nullable().default(null),
});

type Properties = z.output<typeof properties>;
type Size = Pick<SwitchModel, "ports" | "speedMbps" | "uplinks" | "uplinkSpeedMbps">;

/** What stands in for a model the catalogue does not have; a rule reports it. */
const UNKNOWN_MODEL: Size = { ports: 24, speedMbps: 1000, uplinks: 0, uplinkSpeedMbps: 0 };

function sizeOf(own: Properties, catalogue: Catalogue): Size {
  const model = catalogue.find("switchModels", own.switchModel) ?? UNKNOWN_MODEL;
  return {
    ports: own.ports ?? model.ports,
    speedMbps: own.speedMbps ?? model.speedMbps,
    uplinks: model.uplinks,
    uplinkSpeedMbps: model.uplinkSpeedMbps,
  };
}

/** Joins what is plugged in into one network, or into several kept apart by VLAN. */
export const networkSwitch = defineKind({
  id: "switch",
  title: "Switch",
  description: "Joins machines into the subnets linked to it; links may name a VLAN.",
  category: "Network",
  namePrefix: "switch",
  words: ["lan", "ethernet", "layer 2", "bridge", "ports"],
  properties,
  fields: {
    switchModel: {
      label: "Switch model",
      help: "Sets ports and speed, and the price.",
      choose: "switchModels",
    },
    ports: { label: "Ports", help: "Left empty, the model's.", advanced: true },
    speedMbps: {
      label: "Port speed",
      unit: "Mb/s",
      help: "Left empty, the model's. Use it to slow a LAN down.",
      advanced: true,
    },
  },
  countable: true,
  traits: (own) => ({ forwarding: "switch", switchModel: own.switchModel }),
  ports: (own, catalogue) => {
    const size = sizeOf(own, catalogue);
    const row = { id: "port", title: "Port", medium: "ethernet" } as const;
    const ports = [{ ...row, count: size.ports, speedMbps: size.speedMbps }];
    return size.uplinks === 0
      ? ports
      : [
          ...ports,
          {
            ...row,
            id: "uplink",
            title: "Uplink",
            count: size.uplinks,
            speedMbps: size.uplinkSpeedMbps,
          },
        ];
  },
  demand: (own, catalogue) => ({
    switchPorts: { speedMbps: sizeOf(own, catalogue).speedMbps },
  }),
  meters: (own, catalogue) => [
    {
      meter: "port",
      item: own.switchModel,
      quantity: String(sizeOf(own, catalogue).ports),
    },
  ],
  summary: (own, catalogue) => {
    const { ports, speedMbps } = sizeOf(own, catalogue);
    return `${counted(ports, "port")}, ${formatMegabits(speedMbps)}`;
  },
});
