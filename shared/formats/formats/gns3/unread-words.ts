import type { UnreadWords } from "../../unread.ts";

const DEVICE = "device";

/** What of a project has no place here: nothing of ours is written as one again, so it is lost. */
export const WORDS = {
  outcome: "dropped",
  nouns: {
    "": "project",
    "topology.nodes[]": DEVICE,
    "topology.nodes[].properties": DEVICE,
    "topology.links[]": "link",
    "topology.links[].nodes[]": "cable end",
    "topology.drawings[]": "drawing",
  },
  own: [
    [/_md5sum$|^(?:revision|version|type)$/, "checksum or version"],
    [
      /(?:^|[._])(?:project|link|drawing|template|container|vm|dynamips)_id$|^topology\.links\[\]\.id$/,
      "number that GNS3 gives its own parts",
    ],
    [/^(?:scene_|show_|grid_|drawing_grid|snap_|zoom|auto_)/, "setting of the window of GNS3"],
    [/(?:compute|server)_id$|^topology\.(?:computes|servers)$/, "server that runs a part"],
    [/\.(?:console|aux)(?:_\w+)?$/, "console of a device"],
    [/\.(?:z|rotation|style|font|color|label\.[xy])$|\.link_style$|\.label$/, "look of a part"],
    [
      /\.(?:port_name_format|first_port_name|port_segment_size)$|ports_mapping\[\]\.name$/,
      "name of a port",
    ],
    [/\.mac_addr(?:ess)?$/, "hardware address"],
    [/\.slot\d$|\.wic\d$/, "module of a router"],
    [
      /\.(?:clock_divisor|exec_area|idle\w+|mmap|sparsemem|midplane|npe|power_supplies|sensors|system_id|iomem|nvram|disk[01]|auto_delete_disks|process_priority|cpu_throttling|qemu_path|linked_clone|on_close|replicate_network_connection_state|legacy_networking|boot_priority|\w+_disk_interface)$/,
      "tuning of an emulator",
    ],
  ],
} as const satisfies UnreadWords;
