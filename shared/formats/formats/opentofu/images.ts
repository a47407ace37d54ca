import type { DesiredInstance } from "../../../plan/desired.ts";

/** Distributions of which the public image server has images that run cloud-init. */
const PUBLIC: ReadonlySet<string> = new Set([
  "almalinux",
  "alpine",
  "debian",
  "opensuse",
  "rockylinux",
  "ubuntu",
]);

export interface ChosenImage {
  readonly image: string;
  /** The public server has it; else the lab's own must, under this alias. */
  readonly public: boolean;
}

/** The image a machine starts from: its variant with cloud-init where that is public. */
export function imageOf({ images }: DesiredInstance): ChosenImage | null {
  for (const alias of images) {
    const [distribution = "", release] = alias.split("/");
    if (PUBLIC.has(distribution) && release !== undefined)
      return { image: `images:${distribution}/${release}/cloud`, public: true };
  }
  const [own] = images;
  return own === undefined ? null : { image: own, public: false };
}
