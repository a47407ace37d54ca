import type { Architecture } from "../../../../shared/catalogue/catalogue.ts";

/** Names of the kernel, which these servers use, by the catalogue's. */
const KERNEL_NAMES = {
  amd64: "x86_64",
  arm64: "aarch64",
  i386: "i686",
  armhf: "armv7l",
  riscv64: "riscv64",
  ppc64el: "ppc64le",
  s390x: "s390x",
} as const satisfies Record<Architecture, string>;

const ARCHITECTURES = new Map<string, Architecture>(
  (Object.keys(KERNEL_NAMES) as Architecture[]).map((name) => [KERNEL_NAMES[name], name]),
);

export function kernelName(architecture: Architecture): string {
  return KERNEL_NAMES[architecture];
}

/** Undefined for one that the catalogue does not know. */
export function architectureOf(kernelName: string): Architecture | undefined {
  return ARCHITECTURES.get(kernelName);
}
