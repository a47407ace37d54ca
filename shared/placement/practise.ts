import type { Steps } from "../base/steps.ts";
import { EMPTY_CATALOGUE, indexCatalogue } from "../catalogue/catalogue.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";
import { poolResourcesSchema } from "../pool/pool.ts";
import { place } from "./place.ts";
import type { PlacementRequest } from "./placement.ts";

/**
 * So many machines, and what links carry for each that trunks do. After these the first refusal of a large design takes
 * little more than the next ones; without the last two, half as long again.
 */
const PROBLEMS = [
  [40, 3],
  [40, 4],
  [40, 5],
  [40, 7],
  [100, 8],
  [160, 9],
] as const;
/** So often all of them: after once the first refusal took a twentieth of the processor time more. */
const ROUNDS = 2;
const MACHINES_OF_A_RACK = 5;
const HOSTS_OF_A_RACK = 12;
const LINK_MBPS = 1000;

/**
 * Solves problems that nobody asked about, one at a step, so that the engine has compiled the solver by the time
 * that somebody asks: unpractised, the first refusal takes two to three times as long.
 */
export function* practise(): Steps<void> {
  for (let round = 0; round < ROUNDS; round++)
    for (const number of PROBLEMS.keys()) {
      place(practiceProblem(number));
      yield;
    }
}

/** Machines with hosts for themselves and links that lead far, and racks whose trunks cannot carry all of them. */
export function practiceProblem(number: number): PlacementRequest {
  const [machines, trunk] = PROBLEMS[number] ?? PROBLEMS[0];
  const about = { vendor: "", description: "", role: "server", architecture: "amd64" } as const;
  const size = { cores: 1, memoryMiB: 1024, diskGiB: 10 };
  const ports = { interfaces: 8, interfaceSpeedMbps: 10_000 };
  const whole = { ...about, ...size, ...ports, id: "whole", name: "Whole", bareMetal: true };
  const ids = [...Array.from({ length: machines }).keys()];
  const nodes = ids.map((id): [string, SketchNode] => [
    `m${id}`,
    { kind: "machine", machineType: "whole" },
  ]);
  const links = ids.flatMap((id) =>
    [(id + 1) % machines, ((7 + 2 * number) * id + 7) % machines]
      .filter((other) => other !== id)
      .map((other) => `m${id}:nic m${other}:nic bandwidthMbps=${LINK_MBPS}`),
  );
  return {
    design: sketch("Practice", Object.fromEntries(nodes), [...new Set(links)]),
    catalogue: indexCatalogue({ ...EMPTY_CATALOGUE, machineTypes: [whole] }),
    pool: rackedPool(machines / MACHINES_OF_A_RACK, trunk * LINK_MBPS),
    window: { start: "2026-01-01T00:00:00.000Z", end: "2026-01-02T00:00:00.000Z" },
    held: [],
  };
}

function rackedPool(count: number, trunkMbps: number): PlacementRequest["pool"] {
  const racks = Array.from({ length: count }, (_, rack) => `rack ${rack}`);
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
        Array.from({ length: HOSTS_OF_A_RACK }, (_, number) => {
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
