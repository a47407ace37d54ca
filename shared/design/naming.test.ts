import { describe, expect, it } from "vitest";
import { copyName, freshName } from "./naming.ts";

describe("names", () => {
  it("of new nodes take the lowest free number", () => {
    expect(freshName("web", new Set())).toBe("web-1");
    expect(freshName("web", new Set(["web-1", "web-3"]))).toBe("web-2");
  });

  it("of copies count up from their own number", () => {
    expect(copyName("web-2", new Set(["web-2", "web-3"]))).toBe("web-4");
    expect(copyName("web", new Set(["web"]))).toBe("web-2");
    expect(copyName("web", new Set(["web", "web-2"]))).toBe("web-3");
  });

  it("stay as they are where they are free", () => {
    expect(copyName("web-7", new Set(["web"]))).toBe("web-7");
  });

  it("do not take every hyphen for a count", () => {
    expect(copyName("mail-relay", new Set(["mail-relay"]))).toBe("mail-relay-2");
  });
});
