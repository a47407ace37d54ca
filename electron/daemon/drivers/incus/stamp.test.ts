import fc from "fast-check";
import { expect, test } from "vitest";
import { instanceName, networkName, projectName, volumeName } from "./stamp.ts";

const ids = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}\.\d{1,4}$/);

test("any id gives names that the servers take: host names, and bridges of 15 characters", () => {
  fc.assert(
    fc.property(ids, (id) => {
      expect(instanceName(id)).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
      expect(volumeName(id)).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
      expect(networkName("0".repeat(32), id)).toMatch(/^lw[0-9a-f]{13}$/);
    }),
  );
});

test("ids that look the same in lower case keep apart", () => {
  expect(instanceName("Web.1")).not.toBe(instanceName("web.1"));
  expect(instanceName("a-1.1")).not.toBe(instanceName("a.11"));
});

test("two environments never share a bridge or a project", () => {
  expect(networkName("a".repeat(32), "lan")).not.toBe(networkName("b".repeat(32), "lan"));
  expect(projectName("a".repeat(32))).not.toBe(projectName("b".repeat(32)));
});
