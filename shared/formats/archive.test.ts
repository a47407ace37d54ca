import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { unpackLab } from "./archive.ts";

const PROJECT = '{"project_id":"1","topology":{"nodes":[]}}';

it("finds the lab by what is in it, with the other texts beside", () => {
  const archive = zipSync({
    "project-files": { dynamips: { "id-1": { "config.cfg": strToU8("hostname R1 · é") } } },
    "lab.of-any-name": strToU8(PROJECT),
    "disk.img": new Uint8Array([0, 1, 2, 3]),
    "large.cfg": new Uint8Array(2 * 1024 * 1024).fill(65),
  });
  expect(unpackLab(archive)).toEqual({
    text: PROJECT,
    beside: [{ name: "project-files/dynamips/id-1/config.cfg", text: "hostname R1 · é" }],
    unread: ["large.cfg", "disk.img"],
  });
});

it("is not led astray by what is no archive, holds no lab, or is cut anywhere", () => {
  expect(unpackLab(strToU8(PROJECT))).toBeNull();
  expect(unpackLab(new Uint8Array())).toBeNull();
  const archive = zipSync({ "lab.gns3": strToU8(PROJECT), "readme.txt": strToU8("no lab") });
  for (let length = 0; length < archive.length; length++)
    expect(unpackLab(archive.subarray(0, length))?.text ?? null).toBeOneOf([null, PROJECT]);
  expect(unpackLab(zipSync({ "readme.txt": strToU8("no lab, plainly words") }))).toBeNull();
});

it("unpacks only so much, however small it came", () => {
  const bomb = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `${index}.cfg`,
      new Uint8Array(1024 * 1024).fill(65),
    ]),
  );
  const unpacked = unpackLab(zipSync({ "lab.gns3": strToU8(PROJECT), ...bomb }));
  const size = unpacked?.beside.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
  expect(size).toBeLessThanOrEqual(8 * 1024 * 1024);
  expect(unpacked?.unread.length).toBe(40 - size / (1024 * 1024));
});
