import { expect, test } from "vitest";
import { bearerOf, createGate, refusalOf } from "./gate.ts";

const gate = createGate({
  scheme: "https",
  names: ["lab.example", "::1"],
  port: 7480,
  origins: ["app://labwright"],
});
const host = "lab.example:7480";

test.each([
  [{ host }, null],
  [{ host: "LAB.example:7480" }, null],
  [{ host: "[::1]:7480" }, null],
  [{}, "host"],
  [{ host: "lab.example" }, "host"],
  [{ host: "lab.example:7480.evil.example" }, "host"],
  [{ host: "127.0.0.1:7480" }, "host"],
  [{ host, origin: "https://lab.example:7480" }, null],
  [{ host, origin: "app://labwright" }, null],
  [{ host, origin: "http://lab.example:7480" }, "origin"],
  [{ host, origin: "https://lab.example" }, "origin"],
  [{ host, origin: "null" }, "origin"],
  [{ host: "evil.example", origin: "https://evil.example" }, "host"],
])("%j: %s", (headers, refusal) => {
  expect(refusalOf(gate, headers, { needsOrigin: false })).toBe(refusal);
});

test("without an Origin only with a bearer, which no page can be made to send", () => {
  expect(refusalOf(gate, { host }, { needsOrigin: true })).toBe("origin");
  const headers = { host, authorization: "Bearer abc" };
  expect(refusalOf(gate, headers, { needsOrigin: true })).toBeNull();
});

test("the standard port is not named", () => {
  const standard = createGate({ scheme: "https", names: ["a"], port: 443, origins: [] });
  expect([...standard.hosts]).toEqual(["a"]);
});

test.each([
  ["Bearer lw_00ff", "lw_00ff"],
  ["bearer x", "x"],
  ["Basic abc", null],
  ["Bearer ", null],
  ["Bearer a b", null],
  [`Bearer ${"x".repeat(600)}`, null],
])("%s", (authorization, token) => {
  expect(bearerOf({ authorization })).toBe(token);
});
