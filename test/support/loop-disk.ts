import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why no disk can be made here, or null. */
export function loopDiskObstacle(): string | null {
  if (process.platform !== "linux") return "loop devices are Linux's";
  if (process.getuid?.() !== 0) return "mounting a loop device needs root";
  if (!existsSync("/dev/loop-control")) return "there is no /dev/loop-control";
  if (spawnSync("mkfs.ext4", ["-V"]).error !== undefined) return "mkfs.ext4 is missing (e2fsprogs)";
  return null;
}

function run(command: string, ...options: string[]): void {
  const { status, stderr } = spawnSync(command, options, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${options.join(" ")}: ${stderr}`);
}

/** A mounted disk of its own. What is written stays in the file system's memory until it is flushed. */
export class LoopDisk {
  readonly mountPoint: string;
  readonly #folder: string;
  readonly #image: string;

  /** A fresh ext4, or the one in `image`, whose journal is then played back as after a real power cut. */
  constructor(image?: string) {
    this.#folder = mkdtempSync(join(tmpdir(), "labwright-disk-"));
    this.#image = image ?? join(this.#folder, "image");
    this.mountPoint = join(this.#folder, "mounted");
    mkdirSync(this.mountPoint);
    if (image === undefined) {
      run("truncate", "--size=48M", this.#image);
      run("mkfs.ext4", "-q", this.#image);
    }
    run("mount", "-o", "loop", this.#image, this.mountPoint);
  }

  /**
   * What a power cut now would leave: the disk as far as it was written. Copied until two looks agree, because
   * the kernel may be writing still.
   */
  cut(): string {
    const copy = join(this.#folder, "cut");
    do run("cp", "--sparse=always", this.#image, copy);
    while (spawnSync("cmp", ["--silent", this.#image, copy]).status !== 0);
    return copy;
  }

  remove(): void {
    run("umount", this.mountPoint);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A small disk in memory, to be filled. */
export class SmallDisk {
  readonly mountPoint = mkdtempSync(join(tmpdir(), "labwright-small-"));

  constructor(mebibytes: number) {
    run("mount", "-t", "tmpfs", "-o", `size=${mebibytes}m`, "none", this.mountPoint);
  }

  remove(): void {
    // A store that could not open may let go of its files a moment later.
    run("umount", "--lazy", this.mountPoint);
    rmSync(this.mountPoint, { recursive: true, force: true });
  }
}
