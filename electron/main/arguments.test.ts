import { describe, expect, it } from "vitest";
import { filesIn } from "./arguments.ts";

describe("files on the command line", () => {
  it("are all that is neither a switch nor the app itself, made absolute", () => {
    const argv = [
      "/opt/electron",
      "--require",
      "/clone/dist/before-ready/main.cjs",
      "--no-sandbox",
      "/clone",
      "office.labwright",
      "/tmp/lab.clab.yml",
      "notes.txt",
      "lab",
    ];
    expect(filesIn(argv, "/home/me", "/clone")).toEqual([
      "/home/me/office.labwright",
      "/tmp/lab.clab.yml",
      "/home/me/notes.txt",
      "/home/me/lab",
    ]);
  });

  it("are in the app's folder where somebody keeps them there", () => {
    expect(filesIn(["/opt/electron", ".", "assets/a.json"], "/clone", "/clone")).toEqual([
      "/clone/assets/a.json",
    ]);
  });

  it("are none when there is only the program", () => {
    expect(filesIn(["/opt/labwright.json"], "/", "/opt/resources/app.asar")).toEqual([]);
  });
});
