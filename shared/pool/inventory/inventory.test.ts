import { expect, test } from "vitest";
import { architectureSchema } from "../../catalogue/catalogue.ts";
import { faultText } from "../../base/fault.ts";
import { poolResourcesSchema, type PoolResources } from "../pool.ts";
import { allAtOnce } from "../../base/steps.ts";
import { planImport, type ImportPlan } from "./plan-import.ts";
import { printInventoryCsv, printInventoryJson } from "./print.ts";
import { readInventory, refuseLength } from "./read.ts";

const EMPTY: PoolResources = poolResourcesSchema.parse({ hosts: [] });

function plan(text: string, current = EMPTY, replace = false): ImportPlan {
  const read = readInventory(text);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return allAtOnce(planImport(current, read.value, { replace }));
}

const said = (rows: ImportPlan["rows"]): readonly string[] =>
  rows.map(({ sort, id, change }) => `${change} ${sort} ${id}`);

const CSV = `sort,name,site,rack,position,units,architecture,cores,memory,disk gib,switch,uplink mbps,ports,speed mbps,from,to,bandwidth mbps,product,seats,until,tags,serial
rack,R1,North,,,42,,,,,,,,,,,,,,,,
switch,leaf-1,North,R1,42,1,,,,,,,48,10000,,,,,,,,
switch,spine,North,R1,41,1,,,,,,,32,100000,,,,,,,,
host,n01,North,R1,1,2,amd64,64,512 GiB,8192,leaf-1,25000,,,,,,,,,gpu; fast,SN-1
,n02,North,R1,3,2,arm64,32,"262,144",4096,leaf-1,10000,,,,,,,,,,SN-2
trunk,,,,,,,,,,,,,,leaf-1,spine,40000,,,,,
licence,,,,,,,,,,,,,,,,,windows-11-pro,50,2027-03-31,,
vlans,,,,,,,,,,,,,,100,199,,,,,,
addresses,,,,,,,,,,,,,,203.0.113.10,203.0.113.12,,,,,,
`;

test("a CSV file of a lab becomes its racks, switches, hosts and all else", () => {
  const { errors, rows, resources } = plan(CSV);
  expect(errors).toEqual([]);
  expect(said(rows)).toEqual([
    "added rack North/R1",
    "added switch leaf-1",
    "added switch spine",
    "added host n01",
    "added host n02",
    "added trunk leaf-1-spine",
    "added licence windows-11-pro",
    "added vlans 100 – 199",
    "added addresses 203.0.113.10 and 2 more",
  ]);
  const [first, second] = resources.hosts;
  expect(first).toMatchObject({
    memoryMiB: 524_288,
    tags: ["gpu", "fast"],
    switch: "leaf-1",
    position: 1,
    units: 2,
    properties: { serial: "SN-1" },
  });
  expect(second?.memoryMiB).toBe(262_144);
  expect(resources.seats[0]?.until).toBe("2027-03-31T23:59:59Z");
  expect(resources.vlans).toEqual([{ first: 100, last: 199 }]);
  expect(resources.outsideAddresses).toEqual(["203.0.113.10", "203.0.113.11", "203.0.113.12"]);
});

test("what is written and read again changes nothing, as CSV and as JSON", () => {
  const { resources } = plan(CSV);
  for (const text of [printInventoryCsv(resources), printInventoryJson(resources)]) {
    const again = plan(text, resources);
    expect(again.errors).toEqual([]);
    expect(again.rows.filter(({ change }) => change !== "unchanged")).toEqual([]);
    expect(again.resources).toEqual(resources);
    expect(plan(text, EMPTY, true).resources).toEqual(resources);
  }
});

test("ten thousand hosts go out as CSV and as JSON and come in again", () => {
  const { resources } = plan(CSV);
  const [model] = resources.hosts;
  const hosts = Array.from({ length: 10_000 }, (_, index) => {
    const id = `rack-${Math.floor(index / 40)}-host-${index}`;
    return { ...model!, id, name: id, position: null, rack: "" };
  });
  const large = { ...resources, hosts };
  for (const text of [printInventoryCsv(large), printInventoryJson(large)]) {
    expect(refuseLength(text)).toBeNull();
    expect(plan(text).resources.hosts).toEqual(hosts);
  }
  expect(refuseLength("x".repeat(3_000_001))?.code).toBe("inventory-too-large");
});

test("a file that lists a few cells changes just those, and says what they were", () => {
  const { resources } = plan(CSV);
  const changed = plan("name,cores,owner\nn01,48,Robotics\n", resources);
  expect(changed.rows).toEqual([
    {
      where: "line 2",
      sort: "host",
      id: "n01",
      change: "changed",
      differences: [
        { field: "cores", before: 64, after: 48 },
        { field: "owner", before: "", after: "Robotics" },
      ],
    },
  ]);
  expect(changed.resources.hosts[1]).toEqual(resources.hosts[1]);
});

test("a file that is everything removes what it does not list", () => {
  const { resources } = plan(CSV);
  const { rows } = plan(CSV.replace(/\n,n02.*\n/, "\n"), resources, true);
  expect(rows.filter(({ change }) => change === "removed")).toMatchObject([
    { sort: "host", id: "n02" },
  ]);
});

test("what a file says of VLANs and addresses is a change like others; what it does not say stays", () => {
  const { resources } = plan(CSV);
  const ranges = (text: string): readonly string[] =>
    plan(text, resources, true)
      .rows.filter(({ sort }) => sort === "vlans" || sort === "addresses")
      .map(({ id, change, differences }) =>
        [change, id, ...differences.map(({ before }) => before)].join(" "),
      );
  expect(ranges("sort,from,to\nvlans,100,150\naddresses,203.0.113.12,203.0.113.13\n")).toEqual([
    "changed 100 – 150 100 – 199",
    "added 203.0.113.13",
    "removed 203.0.113.10 and 1 more",
  ]);
  const silent = "sort,name,site\nrack,R1,North\n";
  expect(ranges(silent)).toEqual([]);
  const { vlans, outsideAddresses } = plan(silent, resources, true).resources;
  expect({ vlans, outsideAddresses }).toEqual({
    vlans: resources.vlans,
    outsideAddresses: resources.outsideAddresses,
  });
});

test("every row that is wrong says where, which column and why; the others are read", () => {
  const { errors, rows } = plan(
    `sort,name,architecture,cores,memory gib,disk gib,switch,rack,position,units
host,ok,amd64,8,16,100,,R,1,2
host,lacks,amd64,,16,100,,,,
host,odd,sparc,8,16,100,,,,
host,many,amd64,eight,16,100,,,,
host,unplugged,amd64,8,16,100,nowhere,,,
host,ok,amd64,8,16,100,,,,
host,above,amd64,8,16,100,,R,2,1
toaster,x,,,,,,,,
host,,amd64,8,16,100,,,,
`,
  );
  expect(errors.map(({ where, column }) => `${where} ${column}`)).toEqual([
    "line 3 cores",
    "line 4 architecture",
    "line 5 cores",
    "line 6 switch",
    "line 7 null",
    "line 8 position",
    "line 9 sort",
    "line 10 name",
  ]);
  expect(errors[0]?.message).toBe("“cores” is missing.");
  expect(errors[7]?.message).toBe("“name” is missing.");
  expect(rows.map(({ id }) => id)).toEqual(["ok", "unplugged", "above"]);
});

test("a row that goes beyond its headings is told, for what stands in it is under other ones than was meant", () => {
  const { errors, rows } = plan(
    "name,architecture,cores,memory gib,disk gib\nfine,amd64,8,16,100,,\nshifted,amd64,8,16,2,5 TB\n",
  );
  expect(errors).toEqual([
    {
      where: "line 3",
      column: null,
      message:
        "It has 6 cells, and there are 5 headings. Put quotes around a cell that has the separator in it.",
    },
  ]);
  expect(rows.map(({ id }) => id)).toEqual(["fine"]);
});

test("a column that the file lacks is told once, what single rows lack of each of them", () => {
  const { errors } = plan(
    "sort,name,cores,memory gib,disk gib\nrack,R1,,,\nhost,a,8,16,100\nhost,b,,16,100\nhost,,8,16,100\n",
  );
  expect(errors).toEqual([
    {
      where: "every host (3)",
      column: "architecture",
      message: `“architecture” is missing: one of ${architectureSchema.options.join(", ")}. Add a column of that name; in NetBox, a custom field.`,
    },
    { where: "line 4", column: "cores", message: "“cores” is missing." },
    { where: "line 5", column: "name", message: "“name” is missing." },
  ]);
});

test.each(["abc,200", "200,100", "1,5000", "1.5,9", ","])("%s is no range of VLANs", (range) => {
  const { errors, resources } = plan(`sort,from,to\nvlans,${range}\n`);
  expect(errors).toMatchObject([{ where: "line 2", column: "from" }]);
  expect(resources.vlans).toEqual([]);
});

test("a lab has several ranges of VLANs; those that touch are one, and all of them come back", () => {
  const { errors, resources } = plan("sort,from,to\nvlans,300,399\nvlans,100,149\nvlans,150,199\n");
  expect(errors).toEqual([]);
  expect(resources.vlans).toEqual([
    { first: 100, last: 199 },
    { first: 300, last: 399 },
  ]);
  for (const text of [printInventoryCsv(resources), printInventoryJson(resources)])
    expect(plan(text).resources.vlans).toEqual(resources.vlans);
});

test("what was exported once is the lab again when it is taken over as everything, whatever was added since", () => {
  const { resources } = plan(CSV);
  const since = plan(
    "sort,name,owner,note,tags,position,serial,rack\nhost,n01,Ada,Noisy,slow,7,SN-9,R1\nrack,R1,,,,,,\n",
    resources,
  ).resources;
  expect(since.hosts[0]).toMatchObject({ owner: "Ada", properties: { serial: "SN-9" } });
  for (const text of [printInventoryCsv(resources), printInventoryJson(resources)])
    expect(plan(text, since, true).resources).toEqual(resources);
  // What a thing cannot be without need not be said again.
  const short = plan("name,owner\nn01,Ada\n", since, true);
  expect(short.errors).toEqual([]);
  expect(short.resources.hosts[0]).toMatchObject({ cores: 64, owner: "Ada", note: "", tags: [] });
});

test("things are meant by their names wherever they have other ids, and wrong ends are told by line", () => {
  const text = `sort,id,name,architecture,cores,memory gib,disk gib,switch,ports,speed mbps,from,from port,to,to port,bandwidth mbps
switch,17,leaf,,,,,,48,1000,,,,,
switch,18,spine,,,,,,48,1000,,,,,
host,19,n01,amd64,8,16,100,leaf,,,,,,,
trunk,t,,,,,,,,,leaf,,spine,,1000
cable,,,,,,,,,,n01,eth0,leaf,1,
`;
  const { errors, resources } = plan(text);
  expect(errors).toEqual([]);
  expect(resources.hosts[0]?.switch).toBe("17");
  expect(resources.trunks[0]).toMatchObject({ from: "17", to: "18" });
  expect(resources.cables[0]).toMatchObject({
    from: { item: "19", port: "eth0" },
    to: { item: "17", port: "1" },
  });
  const wrong = plan(text.replace("leaf,1,", "gone,1,")).errors;
  expect(wrong).toEqual([
    { where: "line 6", column: "to", message: "It ends at “gone”, which is not there." },
  ]);
  const [misspelt] = plan(text.replace("leaf,1,", "laef,1,")).errors;
  expect(misspelt?.message).toBe("It ends at “laef”, which is not there. Did you mean “leaf”?");
});

test("where a switch was renamed, every row that names it as before is told what it is called now", () => {
  const renamed = plan(CSV.replace("switch,leaf-1,", "switch,leef-1,"));
  const message = "There is no switch “leaf-1”. Did you mean “leef-1”?";
  expect(renamed.errors).toEqual([
    { where: "line 5", column: "switch", message },
    { where: "line 6", column: "switch", message },
    { where: "line 7", column: "from", message },
  ]);
});

test("a single VLAN is a range of one", () => {
  expect(plan("sort,from,to\nvlans,100,\n").resources.vlans).toEqual([{ first: 100, last: 100 }]);
});

test("NetBox's lists are read by the roles and fields that it has", () => {
  const { errors, resources } = plan(`
racks:
  - { name: A1, site: { name: Berlin }, u_height: 47 }
devices:
  - name: leaf
    device_role: { slug: leaf-switch }
    site: { name: Berlin, slug: berlin }
    rack: { name: A1 }
    position: 47
    status: { value: active }
    custom_fields: { ports: 48, speed_mbps: 25000 }
  - name: node-1
    role: server
    rack: A1
    position: 1
    status: offline
    tenant: { name: Chemistry }
    serial: X7
    tags: [{ name: gpu }]
    custom_fields: { architecture: amd64, cores: 32, memory_gib: 128, disk_gib: 2000, switch: leaf }
cables:
  - { a_device: node-1, a_interface: eth0, b_device: leaf, b_interface: "1" }
vlans: [{ vid: 21 }, { vid: 20 }]
ip_ranges:
  - { start_address: 198.51.100.4/24, end_address: 198.51.100.5/24 }
`);
  expect(errors).toEqual([]);
  expect(resources.racks).toEqual([{ name: "A1", site: "Berlin", units: 47 }]);
  expect(resources.switches[0]).toMatchObject({ id: "leaf", ports: 48, rack: "A1" });
  expect(resources.hosts[0]).toMatchObject({
    id: "node-1",
    state: "down",
    owner: "Chemistry",
    memoryMiB: 131_072,
    switch: "leaf",
    tags: ["gpu"],
    properties: { serial: "X7", role: "server" },
  });
  expect(resources.cables[0]?.to).toEqual({ item: "leaf", port: "1" });
  expect(resources.vlans).toEqual([{ first: 20, last: 21 }]);
  expect(resources.outsideAddresses).toEqual(["198.51.100.4", "198.51.100.5"]);
});

test("racks of one name at two sites are two racks, each with what stands in it", () => {
  const csv = `sort,name,site,rack,position,architecture,cores,memory gib,disk gib,units
rack,R1,North,,,,,,,20
rack,R1,South,,,,,,,10
rack,R2,South,,,,,,,10
host,n,North,R1,15,amd64,8,16,100,
host,s,South,R1,5,amd64,8,16,100,
host,t,South,R1,6,amd64,8,16,100,
host,u,,R2,1,amd64,8,16,100,
`;
  const { errors, resources, rows } = plan(csv);
  expect(errors).toEqual([]);
  expect(said(rows).filter((line) => line.includes("rack"))).toEqual([
    "added rack North/R1",
    "added rack South/R1",
    "added rack South/R2",
  ]);
  // Who names a rack of which there is one stands where it is.
  expect(resources.hosts.map(({ id, site }) => `${id} ${site}`)).toContain("u South");
  for (const replace of [true, false])
    for (const text of [csv, printInventoryCsv(resources), printInventoryJson(resources)])
      expect(
        plan(text, resources, replace).rows.filter(({ change }) => change !== "unchanged"),
      ).toEqual([]);
  const wrong = plan(
    csv.replace("host,n,North,R1,15", "host,n,,R1,15").replace("South,R1,6", "South,R1,10"),
  );
  expect(wrong.errors.map(({ where, message }) => `${where}: ${message}`)).toEqual([
    "line 5: There is a rack R1 at North and at South: which?",
  ]);
  const high = plan(csv.replace("South,R1,6", "South,R1,11"));
  expect(high.errors.map(({ message }) => message)).toEqual([
    "t reaches unit 11; South/R1 has 10.",
  ]);
});

test("what an older file says of a rack without its site is meant of the one that is there", () => {
  const named = "sort,name,rack,position,architecture,cores,memory gib,disk gib,units\n";
  const { resources } = plan(
    "sort,name,site,rack,position,architecture,cores,memory gib,disk gib\nrack,R1,,,,,,,\nhost,a,North,R1,1,amd64,8,16,100\n",
  );
  expect(resources.racks).toMatchObject([{ name: "R1", site: "North" }]);
  const later = plan(`${named}rack,R1,,,,,,,30\nhost,b,R1,2,amd64,8,16,100,\n`, resources);
  expect(said(later.rows)).toEqual(["changed rack North/R1", "added host b"]);
  expect(later.resources.hosts[1]).toMatchObject({ id: "b", site: "North" });
  // Another site is another rack.
  const other = plan("sort,name,site,units\nrack,R1,South,12\n", resources);
  expect(said(other.rows)).toEqual(["added rack South/R1"]);
});

test.each([
  ["nothing", ""],
  ["a letter", "Dear lab admin,\nplease find attached\n"],
  ["another list", "fruits:\n  - apple\n"],
  ["a file with one column twice", "name,cores,cores\nh1,8,16"],
])("%s is no inventory", (_, text) => {
  const read = readInventory(text);
  expect(read.ok ? "read" : read.error.code).toBe("inventory-unreadable");
});

test("an open quote is told with its line and what to do", () => {
  const read = readInventory('name,cores\nn01,4\n"n02,4\nn03,4\n');
  expect(read.ok ? "read" : faultText(read.error).why).toBe(
    'Line 3: the cell that begins with "n02,4 has no closing quote (") right before the next separator. Close or remove it there; a quote within a quoted cell is written twice ("").',
  );
});

test("a cable may have a speed, and it comes back", () => {
  const { errors, resources } = plan(
    "sort,id,from,from port,to,to port,ports,speed mbps\nswitch,a,,,,,8,1000\nswitch,b,,,,,8,1000\ncable,,a,1,b,1,,400\n",
  );
  expect(errors).toEqual([]);
  expect(resources.cables[0]?.speedMbps).toBe(400);
  expect(plan(printInventoryCsv(resources)).resources.cables).toEqual(resources.cables);
});

test("a cable that does not say where it ends is told so in words", () => {
  const { errors } = plan("cables:\n  - { speed: 1 }\n");
  expect(errors.map(({ where, message }) => `${where}: ${message}`)).toContain(
    "cables 1: “from” is missing.",
  );
});
