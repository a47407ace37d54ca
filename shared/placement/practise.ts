import type { Steps } from "../base/steps.ts";
import { EMPTY_CATALOGUE, indexCatalogue } from "../catalogue/catalogue.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";
import { poolResourcesSchema } from "../pool/pool.ts";
import { place } from "./place.ts";
import type { PlacementRequest } from "./placement.ts";

/** After so many the first refusal of a large design takes little more than the next ones. */
const PROBLEMS = 8;
const MACHINES = 40;
const RACKS = 8;
const HOSTS = 12;
const LINK_MBPS = 1000;

/**
 * Solves small problems that nobody asked about, one at a step, so that the engine has compiled the solver by the time
 * that somebody asks: unpractised, the first refusal takes two to three times as long.
 */
export function* practise(): Steps<void> {
  for (let number = 0; number < PROBLEMS; number++) {
    place(practiceProblem(number));
    yield;
  }
}

/** Machines with hosts for themselves and links that lead far, and racks whose trunks cannot carry all of them. */
export function practiceProblem(number: number): PlacementRequest {
  const about = { vendor: "", description: "", role: "server", architecture: "amd64" } as const;
  const size = { cores: 1, memoryMiB: 1024, diskGiB: 10 };
  const ports = { interfaces: 8, interfaceSpeedMbps: 10_000 };
  const whole = { ...about, ...size, ...ports, id: "whole", name: "Whole", bareMetal: true };
  const ids = [...Array.from({ length: MACHINES }).keys()];
  const nodes = ids.map((id): [string, SketchNode] => [
    `m${id}`,
    { kind: "machine", machineType: "whole" },
  ]);
  const links = ids.flatMap((id) =>
    [(id + 1) % MACHINES, ((5 + number) * id + 7) % MACHINES]
      .filter((other) => other !== id)
      .map((other) => `m${id}:nic m${other}:nic bandwidthMbps=${LINK_MBPS}`),
  );
  return {
    design: sketch("Practice", Object.fromEntries(nodes), [...new Set(links)]),
    catalogue: indexCatalogue({ ...EMPTY_CATALOGUE, machineTypes: [whole] }),
    pool: rackedPool((3 + (number % 5)) * LINK_MBPS),
    window: { start: "2026-01-01T00:00:00.000Z", end: "2026-01-02T00:00:00.000Z" },
    held: [],
  };
}

function rackedPool(trunkMbps: number): PlacementRequest["pool"] {
  const racks = Array.from({ length: RACKS }, (_, rack) => `rack ${rack}`);
  const host = { architecture: "amd64", cores: 8, memoryMiB: 8192, diskGiB: 100 } as const;
  const wire = { uplinkMbps: 10 * LINK_MBPS };
  return {
    id: "practice",
    name: "Practice",
    driver: "none",
    state: "online",
    refreshedAt: "2026-01-01T00:00:00.000Z",
    conditions: [],
    resources: poolResourcesSchema.parse({
      hosts: racks.flatMap((rack) =>
        Array.from({ length: HOSTS }, (_, number) => {
          const id = `${rack} host ${number}`;
          return { ...host, ...wire, id, name: id, switch: rack };
        }),
      ),
      switches: ["middle", ...racks].map((id) => ({ id, name: id, ports: 48, speedMbps: 10_000 })),
      trunks: racks.map((rack) => {
        return { id: `to ${rack}`, from: rack, to: "middle", bandwidthMbps: trunkMbps };
      }),
    }),
  };
}
