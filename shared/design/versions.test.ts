import { describe, expect, it } from "vitest";
import { versionsToDrop, type KeptVersion, type VersionReason } from "./versions.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const MINUTE = 60_000;

function version(minutesAgo: number, reason: VersionReason = "autosave", bytes = 100): KeptVersion {
  const keptAt = new Date(NOW - minutesAgo * MINUTE).toISOString();
  return { id: `v${minutesAgo}`, keptAt, reason, name: "lab", summary: "", digest: "", bytes };
}
const LIMITS = { count: 1000, bytes: 1_000_000 };

describe("thinning versions", () => {
  it("keeps everything of the last hour", () => {
    const versions = Array.from({ length: 60 }, (_, minute) => version(minute));
    expect(versionsToDrop(versions, NOW, LIMITS)).toEqual([]);
  });

  it("keeps fewer the older they are, and never more when asked again", () => {
    const versions = Array.from({ length: 60 * 24 * 14 }, (_, minute) => version(minute));
    const dropped = new Set(versionsToDrop(versions, NOW, LIMITS));
    const kept = versions.filter(({ id }) => !dropped.has(id));
    expect(kept.length).toBeLessThan(300);
    expect(kept.at(-1)?.keptAt.slice(0, 10)).toBe("2026-11-07");
    expect(versionsToDrop(kept, NOW, LIMITS)).toEqual([]);
  });

  it("keeps what was saved rather than what came after it by itself", () => {
    const dropped = versionsToDrop(
      [version(0), version(121), version(122, "saved"), version(123)],
      NOW,
      LIMITS,
    );
    expect(dropped).toEqual(["v121", "v123"]);
  });

  it("stays within its size, oldest first, but always keeps the newest", () => {
    const versions = [version(1, "saved", 900), version(2, "saved", 50), version(3, "saved", 60)];
    expect(versionsToDrop(versions, NOW, { count: 10, bytes: 1000 })).toEqual(["v3"]);
    expect(versionsToDrop(versions, NOW, { count: 10, bytes: 10 })).toEqual(["v2", "v3"]);
    expect(versionsToDrop(versions, NOW, { count: 1, bytes: 5000 })).toEqual(["v2", "v3"]);
  });

  it("loses nothing when the clock was set back", () => {
    expect(versionsToDrop([version(-600), version(-599), version(0)], NOW, LIMITS)).toEqual([]);
  });
});
