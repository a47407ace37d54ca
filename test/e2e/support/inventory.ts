/** So many racks of so many hosts, with a switch on top of each. */
export function inventory(racks: number, hostsEach: number): string {
  const lines = [
    "sort,name,site,rack,position,architecture,cores,memory,disk gib,switch,uplink mbps,ports,speed mbps",
  ];
  for (let rack = 1; rack <= racks; rack++) {
    lines.push(`rack,R${rack},Berlin,,,,,,,,,,`);
    lines.push(`switch,leaf-R${rack},Berlin,R${rack},42,,,,,,,48,25000`);
    for (let host = 1; host <= hostsEach; host++)
      lines.push(
        `host,R${rack}-${host},Berlin,R${rack},${host},amd64,32,128 GiB,2000,leaf-R${rack},25000,,`,
      );
  }
  return lines.join("\n");
}
