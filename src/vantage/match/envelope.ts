/**
 * The line between two clouds of points. A point is (time, difference of two clocks' readings of one packet). What travels
 * one way shows the offset plus a delay and so lies above the line of the offset; what travels the other way lies below
 * it. The fastest trips come nearest (V. Paxson, "On calibrating measurements of packet transit times", 1998; S. Moon et al., "Estimation and removal of clock skew from network delay measurements", 1999).
 */

/** Points kept of one cloud: the extreme one of each interval of time. */
const INTERVALS = 2048;

/** The edge of a cloud of points that faces the line: its lowest or highest points over time. */
export class Edge {
  readonly #from: number;
  readonly #width: number;
  readonly #sign: number;
  readonly #x = new Float64Array(INTERVALS).fill(Number.NaN);
  readonly #y = new Float64Array(INTERVALS);
  /** Points taken in. */
  count = 0;

  /**
   * @param side 1 for a cloud above the line, -1 for one below
   * @param from earliest time
   * @param to latest time
   */
  constructor(side: 1 | -1, from: number, to: number) {
    this.#sign = side;
    this.#from = from;
    this.#width = Math.max(1, (to - from) / INTERVALS);
  }

  add(x: number, y: number): void {
    if (!(Number.isFinite(x) && Number.isFinite(y))) return;
    const slot = Math.min(INTERVALS - 1, Math.max(0, Math.floor((x - this.#from) / this.#width)));
    this.count++;
    if (Number.isNaN(this.#x[slot]!) || this.#sign * (y - this.#y[slot]!) < 0) {
      this.#x[slot] = x;
      this.#y[slot] = y;
    }
  }

  /** The points in order of time. */
  points(): { readonly x: number; readonly y: number }[] {
    const points = [];
    for (let slot = 0; slot < INTERVALS; slot++)
      if (!Number.isNaN(this.#x[slot]!)) points.push({ x: this.#x[slot]!, y: this.#y[slot]! });
    return points;
  }

  /** The corners of the convex edge, in order of time. */
  corners(): { readonly x: number; readonly y: number }[] {
    const corners: { readonly x: number; readonly y: number }[] = [];
    for (const point of this.points()) {
      while (corners.length >= 2 && this.#isInside(corners.at(-2)!, corners.at(-1)!, point)) corners.pop();
      corners.push(point);
    }
    return corners;
  }

  /** Where a line of this slope touches the cloud: its value at time `x0`; infinite for no points. */
  touch(slope: number, x0: number): number {
    let value = this.#sign * Number.POSITIVE_INFINITY;
    for (const { x, y } of this.corners()) {
      const at = y - slope * (x - x0);
      if (this.#sign * (at - value) < 0) value = at;
    }
    return value;
  }

  #isInside(a: Point, b: Point, c: Point): boolean {
    return this.#sign * ((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) <= 0;
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Slope of the edge as a whole: of that side of the convex edge which lies below, or above, the middle of the points
 * in time. It is the slope of the line that leaves all points on one side at the least distance from them in sum (Moon et
 * al., section 4). NaN where there is no such side.
 */
export function slopeOf(edge: Edge): number {
  const points = edge.points();
  const middle = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const corners = edge.corners();
  const right = corners.findIndex(({ x }) => x > middle);
  if (right < 1) return Number.NaN;
  const [a, b] = [corners[right - 1]!, corners[right]!];
  return (b.y - a.y) / (b.x - a.x);
}
