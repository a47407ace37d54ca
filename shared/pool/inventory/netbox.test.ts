import { expect, test } from "vitest";
import { poolResourcesSchema, type PoolResources } from "../pool.ts";
import { allAtOnce } from "../../base/steps.ts";
import { planImport, type ImportPlan } from "./plan-import.ts";
import { differenceWords } from "./difference-words.ts";
import { printInventoryCsv } from "./print.ts";
import { readInventory } from "./read.ts";

const EMPTY: PoolResources = poolResourcesSchema.parse({ hosts: [] });

function plan(text: string, current = EMPTY): ImportPlan {
  const read = readInventory(text);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return allAtOnce(planImport(current, read.value, { replace: false }));
}

const site = { id: 1, url: "https://netbox/api/dcim/sites/1/", name: "Berlin", slug: "berlin" };
const rack = { id: 3, url: "https://netbox/api/dcim/racks/3/", name: "A1" };
const capacity = { architecture: "amd64", cores: 32, memory_gib: 128, disk_gib: 2000 };
const device = (id: number, name: string, role: string, type: string, more: object = {}) => ({
  id,
  url: `https://netbox/api/dcim/devices/${id}/`,
  display: name,
  name,
  device_type: { id: 9, manufacturer: { name: "Any" }, model: type, slug: type.toLowerCase() },
  role: { id: 2, name: role, slug: role.toLowerCase() },
  tenant: { name: "Chemistry" },
  site,
  location: { id: 8, name: "Room 5" },
  rack,
  position: id,
  face: { value: "front", label: "Front" },
  status: { value: "active", label: "Active" },
  tags: [{ name: "gpu", slug: "gpu" }],
  custom_fields: role === "Server" ? capacity : {},
  created: "2026-01-01T00:00:00Z",
  interface_count: 2,
  ...more,
});
const end = (id: number, name: string, port: string) => [
  {
    object_type: "dcim.interface",
    object_id: id,
    object: { id, device: { id, name }, name: port },
  },
];

test("what NetBox's API answers is read, with the heights and ports of its library's device types", () => {
  const { errors, leftOut, resources } = plan(
    JSON.stringify({
      sites: [site],
      device_types: [
        { manufacturer: "Any", model: "R640", slug: "any-r640", u_height: 2 },
        {
          manufacturer: "Any",
          model: "SN2700",
          slug: "sn2700",
          u_height: 1,
          interfaces: [
            { name: "mgmt0", type: "1000base-t", mgmt_only: true },
            { name: "swp1", type: "25gbase-x-sfp28" },
            { name: "swp2", type: "25gbase-x-sfp28" },
            { name: "swp3", type: "100gbase-x-qsfp28" },
          ],
        },
      ],
      racks: [{ ...rack, site, u_height: 47, status: { value: "active" }, device_count: 3 }],
      devices: [
        device(17, "node-1", "Server", "R640"),
        device(40, "leaf-1", "Leaf switch", "SN2700"),
        device(45, "pdu-1", "PDU", "AP8858", { position: null }),
      ],
      cables: [
        {
          id: 5,
          a_terminations: end(17, "node-1", "eth0"),
          b_terminations: end(40, "leaf-1", "swp1"),
          label: "red",
          status: { value: "connected" },
        },
        {
          id: 6,
          a_terminations: end(17, "node-1", "PSU1"),
          b_terminations: end(45, "pdu-1", "1"),
        },
      ],
    }),
  );
  expect(errors).toEqual([]);
  expect(resources.racks).toEqual([{ name: "A1", site: "Berlin", units: 47 }]);
  expect(resources.hosts).toMatchObject([
    {
      id: "17",
      name: "node-1",
      site: "Berlin",
      rack: "A1",
      position: 17,
      units: 2,
      memoryMiB: 131_072,
      state: "up",
      owner: "Chemistry",
      tags: ["gpu"],
      properties: { device_type: "R640", role: "Server", location: "Room 5" },
    },
  ]);
  expect(resources.switches).toMatchObject([{ name: "leaf-1", ports: 2, speedMbps: 25_000 }]);
  expect(resources.cables).toMatchObject([
    { from: { item: "17", port: "eth0" }, to: { item: "40", port: "swp1" }, label: "red" },
  ]);
  expect(leftOut?.map(({ where }) => where)).toEqual(["devices 3", "sites", "cables 2"]);
  // What NetBox has and we do not comes back in columns of its own, which mean nothing else.
  const csv = printInventoryCsv(resources);
  expect(plan(csv).resources).toEqual(resources);
});

test("one answer of NetBox's API is read as the list that it is, and says when there is more", () => {
  const next = "https://netbox/api/dcim/devices/?limit=1&offset=1";
  const results = [device(17, "node-1", "Server", "R640")];
  const { resources, leftOut } = plan(JSON.stringify({ count: 2, next, results }));
  expect(resources.hosts).toHaveLength(1);
  expect(leftOut?.map(({ where }) => where)).toEqual(["next"]);
});

test("the CSV files that NetBox reads and writes are read, each as what it lists", () => {
  const devices = plan(
    "name,role,manufacturer,device_type,status,site,location,rack,position,serial,cores,memory gib,disk gib,architecture\n" +
      "n1,Server,Dell,R640,active,Berlin,Room 5,A1,12.0,S1,32,128,2000,amd64\n" +
      "n2,Server,Dell,R640,offline,Berlin,Room 5,A1,14.0,S2,32,128,2000,amd64\n" +
      "panel-1,Patch panel,Any,P24,active,Berlin,Room 5,A1,40.0,,,,,\n",
  );
  expect(devices.errors).toEqual([]);
  expect(devices.leftOut?.map(({ where }) => where)).toEqual(["line 4"]);
  expect(devices.resources.hosts).toMatchObject([
    { name: "n1", state: "up", site: "Berlin", position: 12, properties: { location: "Room 5" } },
    { name: "n2", state: "down" },
  ]);
  const racks = plan(
    "site,name,status,width,u_height\nBerlin,A1,active,19,47\n",
    devices.resources,
  ).resources;
  expect(racks.racks).toEqual([{ name: "A1", site: "Berlin", units: 47 }]);
  const cables = plan(
    "side_a_device,side_a_type,side_a_name,side_b_device,side_b_type,side_b_name,type,status,label\n" +
      "n1,dcim.interface,eth0,n2,dcim.interface,eth1,cat6,connected,blue\n",
    racks,
  );
  expect(cables.errors).toEqual([]);
  expect(cables.resources.cables).toMatchObject([
    { from: { item: "n1", port: "eth0" }, to: { item: "n2", port: "eth1" }, label: "blue" },
  ]);
  expect(plan("vid,name,status\n100,a,active\n101,b,active\n").resources.vlans).toEqual([
    { first: 100, last: 101 },
  ]);
  expect(
    plan("start_address,end_address,status\n198.51.100.4/24,198.51.100.5/24,active\n").resources
      .outsideAddresses,
  ).toEqual(["198.51.100.4", "198.51.100.5"]);
});

test("VLANs between which others may be in use are not taken for free", () => {
  const both = [
    { first: 20, last: 20 },
    { first: 29, last: 29 },
  ];
  for (const text of ["vlans: [{ vid: 29 }, { vid: 20 }]\nracks: []\n", "vid,name\n20,a\n29,b\n"]) {
    const { errors, resources } = plan(text);
    expect(errors).toEqual([]);
    expect(resources.vlans).toEqual(both);
  }
});

test("properties come back as they were called, whatever their names mean elsewhere", () => {
  const properties = {
    Serial: "S",
    location: "Room 5",
    type: "blade",
    plain: "x",
    "property x": "y",
  };
  const host = { id: "a", name: "a", architecture: "amd64", cores: 1, memoryMiB: 1, diskGiB: 1 };
  const resources = poolResourcesSchema.parse({ hosts: [{ ...host, properties }] });
  expect(plan(printInventoryCsv(resources)).resources).toEqual(resources);
});

test("a site is the same by its name and by its slug, in one file and in the next", () => {
  const racks = (...sites: string[]) =>
    JSON.stringify({ racks: sites.map((one, index) => ({ name: `R${index % 2}`, site: one })) });
  const sitesIn = ({ resources }: ImportPlan): string[] => resources.racks.map((one) => one.site);
  const first = plan(racks("berlin-mitte", "Berlin Mitte"));
  expect(sitesIn(first)).toEqual(["Berlin Mitte", "Berlin Mitte"]);
  const second = plan(racks("berlin-mitte", "berlin-mitte", "bonn"), first.resources);
  expect(second.rows.map(({ change }) => change)).toEqual(["unchanged", "unchanged", "added"]);
  // The first of a lab are no surprise; one beside them may be a slip.
  expect([first.newSites, second.newSites]).toEqual([[], ["bonn"]]);
  // As the lab calls it already, and what it tells apart stays apart.
  expect(sitesIn(plan(racks("Bonn"), second.resources)).at(-1)).toBe("bonn");
  expect(sitesIn(plan(racks("東京", "大阪")))).toEqual(["東京", "大阪"]);
});

test("what is added says what it has", () => {
  const { rows } = plan(
    "sort,name,rack,architecture,cores,memory,disk gib,tags\nhost,h1,R1,amd64,8,16 GiB,100,gpu\n",
  );
  const { differences } = rows[0]!;
  expect(differenceWords({ change: "added", differences })).toBe(
    "rack R1, units 1, architecture amd64, cores 8, memory 16 GiB, disk 100 GiB, ports 1, tags gpu",
  );
});
