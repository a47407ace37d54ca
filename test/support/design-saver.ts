import { sayLine } from "./say-line.ts";
import { writeAtomically } from "../../electron/main/atomic-file.ts";
import { emptyDesign } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";

// Saves ever newer versions of a design until it is killed; says the number of each when it is on the disk.
const [path = ""] = process.argv.slice(2);

for (let version = 1; ; version++) {
  const description = "x".repeat((version * 7919) % 200_000);
  const text = printDesign({ ...emptyDesign(`version-${version}`), description });
  const saved = await writeAtomically(path, text);
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  sayLine(String(version));
}
