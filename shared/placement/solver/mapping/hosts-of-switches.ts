/** Which items the hosts of switches have room for, while only the switches that they stand under are searched. */
export interface HostsOfSwitches {
  /** Whether a switch has a host left for an item. */
  has(item: number, at: number): boolean;
  /** Whether two items can take each other's place. */
  mayExchange(item: number, other: number, from: number, to: number): boolean;
  /** Takes an item to another switch, which has to have a host for it. */
  move(item: number, from: number, to: number): void;
  /** Takes an item to another switch and one that stands there back, which has to be possible. */
  exchange(item: number, other: number, from: number, to: number): void;
  /** Keeps in mind how all stand now; before, it is how they stood at first. */
  remember(): void;
  /** Goes back to what was kept in mind. */
  restart(): void;
  /** Puts all items on hosts in the mapping as kept in mind; `at`: the switch of each of them then. */
  finish(at: Int32Array): void;
}
