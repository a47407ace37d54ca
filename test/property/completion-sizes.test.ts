import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { starterCatalogue, starterServices } from "../../shared/catalogue/starter.ts";
import { emptyDesign, type Design } from "../../shared/design/design.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { yearly } from "../support/brute-force-completion.ts";
import { completed } from "../support/completing.ts";

const { data } = starterCatalogue();

/** The users of a service of one scaling tier, whose machines nobody but itself needs. */
const SERVICES = ["e-mail", "word-processing", "file-sharing"];

const prices = new Map<string, number>();

/** What the machines and volumes of one kind of machine cost in a year. */
function price(type: string, count: number, storage: string | null, capacityGiB: number): number {
  const key = [type, count, storage, capacityGiB].join(" ");
  const known = prices.get(key) ?? priceAnew(type, count, storage, capacityGiB);
  prices.set(key, known);
  return known;
}

function priceAnew(type: string, count: number, storage: string | null, capacityGiB: number) {
  const machine = { kind: "machine", machineType: type, operatingSystem: "debian-13", count };
  const disk = { kind: "storage", storageClass: storage ?? "", capacityGiB, count };
  const design = storage === null ? sketch("P", { machine }) : sketch("P", { machine, disk });
  return yearly(design, starterCatalogue());
}

/**
 * The lowest price of any number of any machine with any storage that carries so many users, by plain
 * arithmetic over all of them.
 */
function cheapest(service: string, users: number): number {
  const [tier] = starterServices().find(({ id }) => id === service)?.tiers ?? [];
  if (tier === undefined) throw new Error(`${service} has no tier`);
  const { perUser } = tier;
  // All that need no licence; with one they are dearer on the same machine.
  const software = data.operatingSystems.filter(
    ({ id, licence }) =>
      licence === undefined &&
      tier.applications.every((one) =>
        data.applications.find((item) => item.id === one)?.operatingSystems.includes(id),
      ),
  );
  const applications = data.applications.filter(({ id }) => tier.applications.includes(id));
  const sum = (part: "memoryMiB" | "diskGiB" | "cores"): number =>
    applications.reduce((total, item) => total + item[part], 0);
  let best = Number.POSITIVE_INFINITY;
  for (const system of software)
    for (const type of data.machineTypes) {
      if (type.role !== "server" || type.onRequest === true) continue;
      if (!system.architectures.includes(type.architecture)) continue;
      for (const storage of [null, ...data.storageClasses])
        for (let count = 1; count <= 400; count++) {
          const each = Math.ceil(users / count);
          const disk = system.diskGiB + sum("diskGiB");
          const own = storage === null ? disk + each * perUser.dataGiB : disk;
          const volume = Math.ceil(each * perUser.dataGiB);
          const fits =
            sum("cores") + each * perUser.cores <= type.cores + 1e-9 &&
            system.memoryMiB + sum("memoryMiB") + each * perUser.memoryMiB <= type.memoryMiB &&
            own <= type.diskGiB + 1e-9 &&
            (storage === null || volume <= storage.maximumGiB);
          if (!fits) continue;
          best = Math.min(best, price(type.id, count, storage?.id ?? null, volume));
          // More of the same only cost more.
          break;
        }
    }
  return best;
}

/** What the machines of the service and their volumes cost in a design. */
function servicePrice(design: Design): number {
  const nodes = Object.entries(design.nodes).filter(
    ([, { kind }]) => kind === "machine" || kind === "storage",
  );
  const part = { ...emptyDesign("Part"), nodes: Object.fromEntries(nodes) };
  return yearly(part, starterCatalogue());
}

describe.each([7, 20_261_121])("seed %i", (seed) => {
  it("no other number and size of machines and volumes carries the users for less", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SERVICES),
        fc.integer({ min: 1, max: 900 }),
        async (id, users) => {
          const profile = starterServices().find((one) => one.id === id)!;
          const service = { profile, users, withClients: false };
          const { design } = await completed(emptyDesign("New"), { service });
          expect(servicePrice(design)).toBeCloseTo(cheapest(id, users), 4);
        },
      ),
      { seed, numRuns: 6 },
    );
  }, 600_000);
});
