import { NODE_SIZE, type Point } from "./geometry.ts";

/** How far parallel links between the same two nodes stand apart. */
const FAN = 18;
const CORNER = 10;

/** Start, first corner, second corner and end. */
export type LinkPoints = readonly [Point, Point, Point, Point];

/**
 * The corners of a link between the centres of two nodes: from border to border, straight where they face
 * each other, else with one step. `index` of `total` parallel links stands off the middle line.
 */
export function linkPoints(from: Point, to: Point, index: number, total: number): LinkPoints {
  const shift = (index - (total - 1) / 2) * FAN;
  const across = Math.abs(to.x - from.x) / NODE_SIZE.width;
  const down = Math.abs(to.y - from.y) / NODE_SIZE.height;
  if (across > down) return sideways(from, to, shift, NODE_SIZE.width / 2);
  // The same formula, with the axes swapped.
  const [a, b, c, d] = sideways(swap(from), swap(to), shift, NODE_SIZE.height / 2);
  return [swap(a), swap(b), swap(c), swap(d)];
}

function sideways(from: Point, to: Point, shift: number, half: number): LinkPoints {
  const direction = to.x >= from.x ? 1 : -1;
  const start = { x: from.x + direction * half, y: from.y + shift };
  const end = { x: to.x - direction * half, y: to.y + shift };
  // The step in the middle is shifted too, or parallel steps would lie on each other.
  const middle = (start.x + end.x) / 2 - Math.sign(to.y - from.y) * direction * shift;
  return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end];
}

function swap({ x, y }: Point): Point {
  return { x: y, y: x };
}

/** How far from its ends a link leaves the pointer to the ports. */
const PORT_ROOM = 10;

/** The part of a link that takes the pointer: at its ends the ports do. */
export function clearOfPorts([start, first, second, end]: LinkPoints): LinkPoints {
  return [inwards(start, first), first, second, inwards(end, second)];
}

function inwards(from: Point, to: Point): Point {
  const room = Math.min(PORT_ROOM, distance(from, to));
  return room === 0 ? from : towards(from, to, room);
}

/** The way of a link as SVG path data, its corners rounded. */
export function linkPath([start, first, second, end]: LinkPoints): string {
  return `M${at(start)}${corner(start, first, second)}${corner(first, second, end)}L${at(end)}`;
}

export function middleOf(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A line towards `via` that turns to `to` in a small arc. */
function corner(from: Point, via: Point, to: Point): string {
  const radius = cornerRadius(from, via, to);
  if (radius < 1) return `L${at(via)}`;
  return `L${at(towards(via, from, radius))}Q${at(via)} ${at(towards(via, to, radius))}`;
}

/** How far a corner is rounded; the two lines that meet there may be short. */
export function cornerRadius(from: Point, via: Point, to: Point): number {
  return Math.min(CORNER, distance(from, via) / 2, distance(via, to) / 2);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  return {
    x: from.x + ((to.x - from.x) / whole) * length,
    y: from.y + ((to.y - from.y) / whole) * length,
  };
}
