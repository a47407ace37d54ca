import { expect, test } from "vitest";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { PlacementRequest } from "../../shared/placement/placement.ts";
import { capacities } from "../../shared/pool/pool.ts";
import { seeded } from "../support/seeded.ts";
import { EveryWay } from "../support/small-lab/every-way.ts";
import { EveryPiece } from "../support/small-lab/every-piece.ts";
import { KEPT, smallLab } from "../support/small-lab/families.ts";
import { idOf, requestOfStock, type SmallStock } from "../support/small-lab/small-stock.ts";
import { smallStock } from "../support/small-lab/stock-families.ts";
import { nodeOf, requestOf, type LabHost, type SmallLab } from "../support/small-lab/small-lab.ts";

/** Labs of each family, of which most have nobody on what is drained. */
const LABS = Number(process.env["LABWRIGHT_SMALL_LABS"] ?? 8) * 40;
const SEED = 20_261_124;
const PATIENCE_MS = 60_000 + LABS * 250;

/** Who stands on a host already and would be right there were it in use, one entry for each machine. */
function standingOn(lab: SmallLab, host: number): readonly SmallLab["wanted"][number][] {
  const hosts = lab.hosts.map((one) => ({ ...one, isDrained: false }));
  const inUse = new EveryWay({ ...lab, hosts });
  return lab.wanted.flatMap((one, node) =>
    one.stands.flatMap((on) => (on === host && inUse.stays(node, host) ? [one] : [])),
  );
}

/** A drained host as large as those on it need it, and for nobody else; or one that is drained still. */
function asTheyNeed(lab: SmallLab, host: LabHost, at: number): LabHost {
  const on = standingOn(lab, at);
  if (!host.isDrained || on.length === 0) return host;
  const isWhole = host.exclusive || on.some(({ wholeHost }) => wholeHost);
  const free = host.cores - host.heldCores;
  const sum = (part: "cores" | "memoryGiB"): number => on.reduce((all, one) => all + one[part], 0);
  return {
    ...host,
    isDrained: false,
    heldCores: 0,
    cores: isWhole ? free : Math.min(free, sum("cores")),
    memoryGiB: isWhole ? host.memoryGiB : Math.min(host.memoryGiB, sum("memoryGiB")),
  };
}

/** The question where all that is kept stays; it held all of each host that nobody else had of it. */
function stayingIn(lab: SmallLab): PlacementRequest {
  const { kept, ...request } = requestOf(lab);
  const others = new Map(request.held.map(({ resource, quantity }) => [resource, quantity]));
  const claims = capacities(request.pool)
    .filter(({ resource }) => resource.startsWith("lab/host/"))
    .map(({ resource, capacity }) => {
      return { resource, quantity: capacity - (others.get(resource) ?? 0) };
    });
  return { ...request, stays: true, ...(kept && { kept: { ...kept, claims } }) };
}

test.each(Object.keys(KEPT) as (keyof typeof KEPT)[])(
  "%s: who stands on what is drained stays where there is a way, and nobody else comes there",
  (family) => {
    const seen = { placed: 0, refused: 0 };
    for (let number = 0; number < LABS; number++) {
      const lab = smallLab(family, seeded(SEED + number));
      if (lab.hosts.every(({ isDrained }, at) => !isDrained || standingOn(lab, at).length === 0))
        continue;
      const hosts = lab.hosts.map((host, at) => asTheyNeed(lab, host, at));
      const every = new EveryWay({ ...lab, hosts });
      const request = stayingIn(lab);
      const placed = place(request);
      expect(placed.ok, `lab ${number}`).toBe(every.fits([...lab.wanted.keys()]));
      seen[placed.ok ? "placed" : "refused"] += 1;
      if (!placed.ok) continue;
      expect(checkPlacement(request, placed.value), `lab ${number}`).toEqual([]);
      const emptied = lab.hosts.flatMap(({ isDrained }, at) => (isDrained ? [`h${at}`] : []));
      for (const [node, { stands, count }] of lab.wanted.entries())
        for (let at = 0; at < count; at++) {
          const on = placed.value.hosts[`${nodeOf(node)}.${at + 1}`];
          const stood = stands[at] ?? null;
          if (stood === null) expect(emptied, `lab ${number}`).not.toContain(on);
          else if (every.stays(node, stood)) expect(on, `lab ${number}`).toBe(`h${stood}`);
        }
    }
    expect(Math.min(seen.placed, seen.refused)).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

/** The ports that the switches of a node take of the device that they are plugged into, all together. */
function portsOf({ count, machines }: SmallStock["switches"][number]): number {
  return machines === 0 ? 0 : Math.max(count, machines);
}

/** A drained device with as many ports as those that are there, and not too slow for, need; or one that is drained still. */
function asPluggedIn(stock: SmallStock, at: number): SmallStock["devices"][number] {
  const device = stock.devices[at]!;
  const needed = stock.switches
    .filter(({ stays, speedMbps }) => stays === at && speedMbps <= device.speedMbps)
    .reduce((sum, one) => sum + portsOf(one), 0);
  if (!device.isDrained || needed === 0) return device;
  const ports = Math.min(Math.max(0, device.ports - device.heldPorts), needed);
  return { ...device, isDrained: false, heldPorts: 0, ports };
}

test("switches: who is plugged into what is drained stays where there is a way, and nobody else comes there", () => {
  const seen = { placed: 0, refused: 0 };
  for (let number = 0; number < LABS * 2; number++) {
    const stock = smallStock("switches that stay where they are", seeded(SEED + number));
    const devices = stock.devices.map((_, at) => asPluggedIn(stock, at));
    if (devices.every((device, at) => device === stock.devices[at])) continue;
    const every = new EveryPiece({ ...stock, devices });
    const { kept, ...request } = requestOfStock(stock);
    const claims = stock.devices.map(({ ports, heldPorts }, at) => {
      return { resource: `lab/switch/d${at}/ports`, quantity: Math.max(0, ports - heldPorts) };
    });
    const asked = { ...request, stays: true, ...(kept && { kept: { ...kept, claims } }) };
    const placed = place(asked);
    expect(placed.ok, `lab ${number}`).toBe(every.fitsAll());
    seen[placed.ok ? "placed" : "refused"] += 1;
    if (!placed.ok) continue;
    expect(checkPlacement(asked, placed.value), `lab ${number}`).toEqual([]);
    const emptied = stock.devices.flatMap(({ isDrained }, at) => (isDrained ? [`d${at}`] : []));
    for (const [at, { stays, count }] of stock.switches.entries())
      for (let one = 1; one <= count; one++) {
        const on = placed.value.switches[`${idOf("switches", at)}.${one}`];
        if (stays === null) expect(emptied, `lab ${number}`).not.toContain(on);
        else if (every.staysOf(at) !== null) expect(on, `lab ${number}`).toBe(`d${stays}`);
      }
  }
  expect(Math.min(seen.placed, seen.refused)).toBeGreaterThan(0);
});
