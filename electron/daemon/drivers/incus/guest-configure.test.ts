import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { sampleInstance } from "./sample-instance.ts";
import { configureScript, type Surroundings } from "../../../../shared/guest/configure.ts";

const PLAIN: Surroundings = {
  hosts: ["10.0.0.2 web-1"],
  outside: new Map(),
  nameServer: null,
  limitInside: false,
};

const web = sampleInstance("web.1", [["lan", "10.0.0.2/24", 50]], {
  routes: [{ destination: "10.0.1.0/24", via: "10.0.0.1" }],
});

test("sets addresses and routes, and does not forward unless it is a router", () => {
  const text = configureScript(web, PLAIN);
  expect(text).toContain("ip addr add '10.0.0.2/24' dev 'eth0'");
  expect(text).toContain("ip route replace '10.0.1.0/24' via '10.0.0.1'");
  expect(text).toContain("echo 0 > /proc/sys/net/ipv4/ip_forward");
  expect(configureScript({ ...web, forwards: true }, PLAIN)).toContain(
    "echo 1 > /proc/sys/net/ipv4/ip_forward",
  );
});

test("the way outside gives address, default route and name server where there is none yet", () => {
  const gate = sampleInstance("gate.1", [["internet", null]]);
  const outside = new Map([["eth0", { address: "100.64.0.2/24", gateway: "100.64.0.1" }]]);
  const around = { ...PLAIN, outside, nameServer: "100.64.0.1" };
  const text = configureScript(gate, around);
  expect(text).toContain("ip addr add '100.64.0.2/24' dev 'eth0'");
  expect(text).toContain("ip route replace 'default' via '100.64.0.1'");
  expect(text).toContain("echo nameserver '100.64.0.1'");
  const routes = [{ destination: "default", via: "10.0.0.1" }];
  expect(configureScript({ ...gate, routes }, around)).not.toContain("'default' via '100.64.0.1'");
});

test("limits what it sends only where the host cannot", () => {
  expect(configureScript(web, PLAIN)).not.toContain("tbf");
  expect(configureScript(web, { ...PLAIN, limitInside: true })).toContain("tbf rate 50mbit");
});

test("several cables into one network answer and send each by their own card", () => {
  const two = sampleInstance(
    "two.1",
    [
      ["lan", "10.0.0.2/24"],
      ["lan", "10.0.0.3/24"],
      ["far", "10.0.1.2/24"],
      ["six", "fd00::2/64"],
      ["six", "fd00::3/64"],
    ],
    { routes: [{ destination: "default", via: "10.0.0.1" }] },
  );
  const text = configureScript(two, PLAIN);
  for (const [address, card, table] of [
    ["10.0.0.2", "eth0", 100],
    ["10.0.0.3", "eth1", 101],
  ]) {
    expect(text).toContain(`echo 1 > /proc/sys/net/ipv4/conf/'${card}'/arp_ignore`);
    expect(text).toContain(`ip rule add from '${address}' table ${table}`);
    expect(text).toContain(`ip route replace '10.0.0.0/24' dev '${card}' table ${table}`);
    expect(text).toContain(
      `ip route replace 'default' via '10.0.0.1' dev '${card}' table ${table}`,
    );
  }
  expect(text).toContain("ip -6 rule add from 'fd00::3' table 104");
  expect(text).not.toContain("10.0.1.2' table");
  execFileSync("sh", ["-n"], { input: text });
});

test("is POSIX shell whatever the names in it", () => {
  const odd = { ...web, hostname: "it's $(odd) `here`" };
  const balancer: typeof web.balancer = { protocol: "tcp", port: 80, backends: ["10.0.0.3:80"] };
  const whole = { ...odd, forwards: true, balancer };
  for (const instance of [odd, whole]) {
    const text = configureScript(instance, PLAIN);
    execFileSync("sh", ["-n"], { input: text });
    expect(text).toContain(String.raw`hostname 'it'\''s $(odd) ` + "`here`'");
  }
});
