import type { Application, Catalogue } from "../catalogue/catalogue.ts";
import type { Traits } from "../kinds/component-kind.ts";
import type { DesiredInstance } from "./desired.ts";

/**
 * The applications of one machine with their scripts for its operating system, each after those on the
 * same machine that it requires. What the catalogue does not know has nothing to run.
 */
export function desiredApplications(
  software: Traits["software"],
  catalogue: Catalogue,
): DesiredInstance["applications"] {
  const ids = [...new Set(software?.applications)];
  const system = software?.operatingSystem ?? "";
  return inOrder(ids, catalogue).map((id) => {
    const application = catalogue.find("applications", id);
    return {
      id,
      install: scriptFor(application?.install, system),
      start: scriptFor(application?.start, system),
    };
  });
}

function scriptFor(scripts: Application["install"] | undefined, system: string): string | null {
  if (scripts === undefined) return null;
  return (Object.hasOwn(scripts, system) ? scripts[system] : scripts["*"]) ?? null;
}

/** Depth first, so that what is required comes before; a circle is cut where it closes. */
function inOrder(ids: readonly string[], catalogue: Catalogue): readonly string[] {
  const ordered = new Set<string>();
  const entered = new Set<string>();
  const visit = (id: string): void => {
    if (entered.has(id)) return;
    entered.add(id);
    const requirements = catalogue.find("applications", id)?.requires ?? [];
    for (const { anyOf, reach } of requirements)
      if (reach === "same-machine")
        for (const other of anyOf) if (ids.includes(other)) visit(other);
    ordered.add(id);
  };
  for (const id of ids) visit(id);
  return [...ordered];
}
