import { NODE_SIZE, type Point } from "./geometry.ts";

/** How far parallel links between the same two nodes stand apart. */
const FAN = 18;
const CORNER = 10;

export interface LinkPath {
  /** SVG path data. */
  readonly path: string;
  readonly start: Point;
  readonly end: Point;
  readonly middle: Point;
}

/**
 * The way of a link between the centres of two nodes: from border to border, straight where they face each
 * other, else with one rounded step. `index` of `total` parallel links stands off the middle line.
 */
export function linkPath(from: Point, to: Point, index: number, total: number): LinkPath {
  const shift = (index - (total - 1) / 2) * FAN;
  const across = Math.abs(to.x - from.x) / NODE_SIZE.width;
  const down = Math.abs(to.y - from.y) / NODE_SIZE.height;
  return across > down ? sideways(from, to, shift) : upright(from, to, shift);
}

function upright(from: Point, to: Point, shift: number): LinkPath {
  // The same formula, with the axes swapped.
  const swapped = sidewaysPoints(swap(from), swap(to), shift, NODE_SIZE.height / 2);
  return toPath(swapped.map(swap));
}

function sideways(from: Point, to: Point, shift: number): LinkPath {
  return toPath(sidewaysPoints(from, to, shift, NODE_SIZE.width / 2));
}

function sidewaysPoints(from: Point, to: Point, shift: number, half: number): readonly Point[] {
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

function toPath(points: readonly Point[]): LinkPath {
  const [start, first, second, end] = points;
  if (start === undefined || first === undefined || second === undefined || end === undefined)
    throw new Error("a link path has four points");
  const middle = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
  const path = `M${at(start)}${corner(start, first, second)}${corner(first, second, end)}L${at(end)}`;
  return { path, start, end, middle };
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A line towards `via` that turns to `to` in a small arc. */
function corner(from: Point, via: Point, to: Point): string {
  const radius = Math.min(CORNER, distance(from, via) / 2, distance(via, to) / 2);
  if (radius < 1) return `L${at(via)}`;
  return `L${at(towards(via, from, radius))}Q${at(via)} ${at(towards(via, to, radius))}`;
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
