import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { feature } from "topojson-client";
import type { Plugin } from "vite";

type Point = [number, number];
type Bounds = [west: number, south: number, east: number, north: number];
type Names = Record<string, [name: string, latitude: number, longitude: number][]>;

const WORLD = fileURLToPath(new URL("node_modules/world-atlas/countries-10m.json", import.meta.url));
/** Việt Nam with its islands and what lies around it, as far as a wide screen shows; see base.ts. */
const REGION: Bounds = [90, -2, 130, 31];
const VIET_NAM = "704";
/** Natural Earth names their islets otherwise: whatever lies wholly inside belongs to Việt Nam. */
const ISLANDS: Bounds[] = [
  [111, 15.4, 113, 17.4], // quần đảo Hoàng Sa
  [111.4, 6.6, 116.6, 12.1], // quần đảo Trường Sa
];
/** Neighbours need no detail: their points lie at least so far apart, in degrees. */
const COARSE = 0.05;
const FINE = 0.002;

/**
 * Derives the base map from Natural Earth (public domain): land as far as it lies in the region, and
 * the names of `names.json`. It is known as `base-map.json` in the manifest.
 */
export function baseMap(names: string): Plugin {
  return {
    name: "base-map",
    apply: "build",
    generateBundle() {
      const map = { land: land(), names: labels(JSON.parse(readFileSync(names, "utf8")) as Names) };
      this.emitFile({
        type: "asset",
        name: "base-map.json",
        originalFileName: "base-map.json",
        source: JSON.stringify(map),
      });
    },
  };
}

function land(): GeoJSON.FeatureCollection {
  const world = JSON.parse(readFileSync(WORLD, "utf8")) as TopoJSON.Topology;
  const countries = feature(world, world.objects.countries as TopoJSON.GeometryCollection);
  const features = countries.features.flatMap((country) => {
    const { geometry } = country;
    const polygons =
      geometry.type === "Polygon" ? [geometry.coordinates]
      : geometry.type === "MultiPolygon" ? geometry.coordinates
      : [];
    return polygons.flatMap((rings) => piece(rings as Point[][], country.id === VIET_NAM));
  });
  return { type: "FeatureCollection", features };
}

/** One polygon cut to the region; nothing when it lies outside. */
function piece(rings: Point[][], ours: boolean): GeoJSON.Feature[] {
  const extent = boundsOf(rings[0]!);
  if (!ours && !overlap(extent, REGION)) return [];
  const own = ours || ISLANDS.some((islands) => contains(islands, extent));
  const coordinates = rings
    .map((ring) => thinned(cut(ring, REGION), own ? FINE : COARSE))
    .filter((ring) => ring.length > 3);
  if (coordinates.length === 0) return [];
  return [{ type: "Feature", properties: { own }, geometry: { type: "Polygon", coordinates } }];
}

/** A ring cut to a rectangle, side by side (Sutherland–Hodgman). */
function cut(ring: Point[], [west, south, east, north]: Bounds): Point[] {
  const sides: [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, west, 1], [0, east, -1], [1, south, 1], [1, north, -1],
  ];
  return sides.reduce((points, [axis, limit, sign]) => {
    const inside = (point: Point) => sign * (point[axis] - limit) >= 0;
    return points.flatMap((point, place) => {
      const before = points.at(place - 1)!;
      if (inside(point) === inside(before)) return inside(point) ? [point] : [];
      const share = (limit - before[axis]) / (point[axis] - before[axis]);
      const crossing: Point = [
        before[0] + share * (point[0] - before[0]),
        before[1] + share * (point[1] - before[1]),
      ];
      return inside(point) ? [crossing, point] : [crossing];
    });
  }, ring.slice(0, -1));
}

/** A closed ring without points that lie closer together than `least`; small islets stay whole. */
function thinned(ring: Point[], least: number): Point[] {
  if (ring.length === 0) return [];
  const kept: Point[] = [];
  for (const point of ring) {
    const last = kept.at(-1);
    const near = last && Math.hypot(point[0] - last[0], point[1] - last[1]) < least;
    if (!near || ring.length < 12) kept.push(rounded(point));
  }
  return [...kept, kept[0]!];
}

const rounded = ([x, y]: Point): Point => [Number(x.toFixed(4)), Number(y.toFixed(4))];

function boundsOf(ring: Point[]): Bounds {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const overlap = (one: Bounds, other: Bounds) =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

const contains = (outer: Bounds, inner: Bounds) =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

function labels(names: Names): GeoJSON.FeatureCollection {
  const features = Object.entries(names).flatMap(([kind, listed]) =>
    listed.map(([name, latitude, longitude]): GeoJSON.Feature => ({
      type: "Feature",
      properties: { name, kind },
      geometry: { type: "Point", coordinates: [longitude, latitude] },
    })),
  );
  return { type: "FeatureCollection", features };
}
