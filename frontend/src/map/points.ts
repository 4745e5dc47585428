/** Longitude first, as GeoJSON and MapLibre have it; the text has the latitude first. */
export type Point = [longitude: number, latitude: number];

const LINE = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/;

/**
 * The points of a text, one a line; null when it holds something else. What people paste in other
 * ways (degrees and minutes, GeoJSON, several parts) is read by the server alone.
 */
export function read(text: string): Point[] | null {
  const points: Point[] = [];
  for (const line of text.trim().split("\n")) {
    if (line === "" && points.length === 0) continue;
    const found = LINE.exec(line);
    const point: Point | null = found && [Number(found[2]), Number(found[1])];
    // Latitude and longitude the wrong way round, as a rule: the server says so, no map can show it.
    if (!point || Math.abs(point[0]) > 180 || Math.abs(point[1]) > 90) return null;
    points.push(point);
  }
  return points;
}

export function write(points: Point[]): string {
  return points
    .map(([longitude, latitude]) => `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`)
    .join("\n");
}
