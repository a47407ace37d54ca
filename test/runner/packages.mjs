import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { progress, say } from "../../electron/launch/terminal.mjs";

/** Debian's packages that the groups need, each with a file that shows it is there. */
const PACKAGES = {
  chromium: "/usr/bin/chromium",
  xvfb: "/usr/bin/Xvfb",
  xauth: "/usr/bin/xauth",
  "fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
  lxd: "/usr/bin/lxd",
  "lxd-client": "/usr/bin/lxc",
  iptables: "/usr/sbin/iptables",
  nftables: "/usr/sbin/nft",
  "dnsmasq-base": "/usr/sbin/dnsmasq",
  "openvswitch-switch": "/usr/sbin/ovs-vswitchd",
  "busybox-static": "/usr/share/doc/busybox-static",
  "squashfs-tools": "/usr/bin/mksquashfs",
  "xz-utils": "/usr/bin/xz",
  e2fsprogs: "/usr/sbin/mkfs.ext4",
  postgresql: "/usr/share/doc/postgresql",
  openssl: "/usr/bin/openssl",
  "poppler-utils": "/usr/bin/pdftoppm",
};

/** Installs what is missing when that is possible; otherwise says what to install. Never ends the run. */
export function preparePackages() {
  const missing = Object.entries(PACKAGES)
    .filter(([, file]) => !existsSync(file))
    .map(([name]) => name);
  if (missing.length === 0) return;
  const wish = `apt-get install ${missing.join(" ")}`;
  if (process.getuid?.() !== 0 || !commandExists("apt-get")) {
    say(`Some groups need more than npm has: sudo ${wish}`);
    return;
  }
  const work = progress(`Installing Debian packages (${missing.join(", ")})`);
  const installed = apt("update") && apt("install", "-y", "--no-install-recommends", ...missing);
  work.done(installed ? "done" : `failed; try ${wish}`);
}

/** @param {string[]} parameters */
function apt(...parameters) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, stderr } = spawnSync("apt-get", ["-qq", ...parameters], {
    env,
    encoding: "utf8",
  });
  if (status !== 0) say(stderr.trim());
  return status === 0;
}

/** @param {string} name */
export function commandExists(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.some((folder) => existsSync(join(folder, name)));
}
