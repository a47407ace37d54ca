import fc from "fast-check";
import { expect, test } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../../shared/catalogue/starter.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import { sketch, type SketchNode } from "../../../shared/design/sketch.ts";
import { place } from "../../../shared/placement/place.ts";
import { poolResourcesSchema, type Pool } from "../../../shared/pool/pool.ts";
import { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import { patchesBetween } from "../../store/history.ts";
import { createFitter, type HeldPool } from "./fitter.ts";

const catalogue = starterCatalogue();
const now = Date.UTC(2026, 10, 23, 6);
const hour = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
const size = { architecture: "amd64" as const, memoryMiB: 8192, diskGiB: 100 };

const machine = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  cores: fc.integer({ min: 1, max: 5 }),
  apart: fc.constantFrom(null, "host"),
  mbps: fc.constantFrom(0, 100, 400),
});
/** The same design at several moments while it is drawn. */
const drawings = fc.array(fc.array(machine, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
});
const labs = fc.array(
  fc.record({
    cores: fc.integer({ min: 3, max: 8 }),
    switch: fc.constantFrom("a", "b"),
    uplinkMbps: fc.constantFrom(300, 1000),
  }),
  { minLength: 1, maxLength: 4 },
);
const holds = fc.array(
  fc.record({ host: fc.nat(3), from: fc.nat(10), hours: fc.integer({ min: 1, max: 8 }) }),
  { maxLength: 4 },
);

function designOf(list: readonly { mbps: number; count: number; cores: number }[]): Design {
  const nodes: Record<string, SketchNode> = { lan: { kind: "subnet" } };
  const links = list.map(({ mbps, ...own }, index) => {
    nodes[`m${index}`] = { kind: "machine", memoryMiB: 64, ...own };
    return `m${index}:nic lan:net${mbps === 0 ? "" : ` bandwidthMbps=${mbps}`}`;
  });
  return sketch("Drawn", nodes, links);
}

test("the window's answer while one draws is the daemon's: it fits there where it fits here", () => {
  const outcomes = { fits: 0, not: 0 };
  fc.assert(
    fc.property(drawings, labs, holds, (moments, hosts, others) => {
      const resources = poolResourcesSchema.parse({
        hosts: hosts.map((host, index) =>
          Object.assign({ id: `h${index}`, name: `h${index}` }, size, host),
        ),
        switches: ["a", "b"].map((id) => ({ id, name: id, ports: 48, speedMbps: 10_000 })),
        trunks: [{ id: "ab", from: "a", to: "b", bandwidthMbps: 300 }],
      });
      const refreshedAt = hour(0);
      const about = { id: "lab", name: "Lab", driver: "simulated", conditions: [], refreshedAt };
      const pool: Pool = { ...about, state: "online", resources };
      const index = new ClaimIndex();
      const held = others.flatMap(({ host, from, hours }, number): HeldPool["held"] => {
        const resource = `lab/host/h${host % hosts.length}/cores`;
        const [start, end] = [now + from * 3_600_000, now + (from + hours) * 3_600_000];
        index.set(`other ${number}`, [{ resource, quantity: 1, start, end }]);
        return [{ resource, quantity: 1, window: { start: hour(from), end: hour(from + hours) } }];
      });
      const fitter = createFitter();
      const window = { start: hour(2), end: hour(5) };
      let before = emptyDesign("");
      for (const [moment, list] of moments.entries()) {
        const design = designOf(list);
        const [answer] = fitter.answer({
          number: moment + 1,
          patches: patchesBetween(before, design),
          ...(moment === 0 && {
            reference: { catalogue: catalogue.data, priceBook: starterPriceBook() },
            pools: [{ pool, held }],
          }),
          now: hour(0),
          window,
          chosen: null,
        });
        before = design;
        // As the daemon asks, in electron/daemon/reservations/fit-slot.ts.
        const daemon = place({ design, catalogue, pool, window, held: index.held(window, now) });
        outcomes[daemon.ok ? "fits" : "not"] += 1;
        expect(answer?.chosen.map(({ code, parameters }) => ({ code, parameters }))).toEqual(
          daemon.ok ? [] : daemon.error.map(({ code, parameters }) => ({ code, parameters })),
        );
      }
    }),
    { numRuns: 60, seed: 20_261_121 },
  );
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(20);
});
