import { describe, expect, it } from "vitest";
import { filesIn } from "./arguments.ts";

describe("files on the command line", () => {
  it("are those with a design's ending, made absolute", () => {
    const argv = [
      "/opt/labwright",
      "--no-sandbox",
      "/clone",
      "office.labwright",
      "/tmp/a.json",
      "b.txt",
    ];
    expect(filesIn(argv, "/home/me")).toEqual(["/home/me/office.labwright", "/tmp/a.json"]);
  });

  it("are none when there is only the program", () => {
    expect(filesIn(["/opt/labwright.json"], "/")).toEqual([]);
  });
});
