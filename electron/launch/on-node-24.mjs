import { spawnSync } from "node:child_process";
import { childEnvironment, nodeBinary } from "./runtime.mjs";

/** Goes on in the packaged Node 24 when this is an older one: runs the same script there and ends with its code. */
export function onNode24() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return;
  const node = nodeBinary();
  if (node === null) return;
  // Ctrl-C reaches the whole process group; this one only has to outlive the child.
  process.on("SIGINT", () => undefined);
  const { status } = spawnSync(node, process.argv.slice(1), {
    stdio: "inherit",
    env: childEnvironment(),
  });
  process.exit(status ?? 1);
}
