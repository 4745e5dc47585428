import * as maplibregl from "maplibre-gl";

import { type Bounds, boundsOf, COUNTRY, drawn, openMap } from "./base";
import { colourOf, onThemeChange } from "./palette";
import { type Point, read, write } from "./points";

type Kind = "point" | "line" | "area";

/** So near, in pixels, a tap means the corner or the side that is there. */
const NEAR = 14;

/**
 * A map to tap on beside a text field with one point a line. The text is what counts: the map reads
 * it, writes into it, and follows what is typed. A tap sets a point or, near a side, puts one in
 * between; a corner is dragged to move it and tapped to remove it.
 */
export function openBoard(element: HTMLElement): void {
  const field = document.getElementById(element.dataset.field ?? "");
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  const board = new Board(element, field, element.dataset.draw as Kind);
  element.hidden = false;
  board.open().catch((error: unknown) => {
    console.warn("map", error);
    element.hidden = true;
  });
}

class Board {
  private map!: maplibregl.Map;
  private around: GeoJSON.Feature[] = [];

  constructor(
    private readonly element: HTMLElement,
    private readonly field: HTMLInputElement | HTMLTextAreaElement,
    private readonly kind: Kind,
  ) {
    field.addEventListener("input", () => this.follow());
    this.offerTools();
  }

  /** Null when the text is none this map can draw, such as GeoJSON: then it is left alone. */
  private get points(): Point[] | null {
    return read(this.field.value);
  }

  private set points(points: Point[]) {
    this.field.value = write(points);
    this.draw();
  }

  async open(): Promise<void> {
    if (this.element.dataset.around) {
      const answer = await fetch(this.element.dataset.around);
      if (answer.ok) this.around = ((await answer.json()) as GeoJSON.FeatureCollection).features;
    }
    await this.start();
    const view = boundsOf(this.shapes()) ?? this.view ?? boundsOf(this.around) ?? COUNTRY;
    this.map.fitBounds(view, {
      padding: 40, maxZoom: 16, duration: 0,
    });
    await drawn(this.map);
    this.element.dataset.state = "ready";
    onThemeChange(() => {
      const camera = { center: this.map.getCenter(), zoom: this.map.getZoom() };
      this.map.remove();
      void this.start().then(() => this.map.jumpTo(camera));
    });
  }

  /** Where the page says that one works: west, south, east, north. */
  private get view(): Bounds | null {
    const { view } = this.element.dataset;
    return view ? (view.split(",").map(Number) as Bounds) : null;
  }

  private async start(): Promise<void> {
    this.map = await openMap(this.element, this.element.dataset);
    this.addLayers();
    this.draw();
    this.map.getCanvas().style.cursor = "crosshair";
    this.map.on("click", (event) => this.tap(event));
    this.map.on("mousedown", "corners", (event) => this.drag(event));
    this.map.on("touchstart", "corners", (event) => this.drag(event));
  }

  private addLayers(): void {
    const colour = (name: string) => colourOf(this.element, name);
    const around = { type: "FeatureCollection" as const, features: this.around };
    this.map.addSource("around", { type: "geojson", data: around });
    this.map.addSource("drawn", { type: "geojson", data: { ...around, features: [] } });
    this.map.addLayer({
      id: "around-lines",
      type: "line",
      source: "around",
      filter: ["!=", ["geometry-type"], "Point"],
      paint: { "line-color": colour("layer-other"), "line-width": 1.5, "line-dasharray": [3, 2] },
    });
    this.map.addLayer({
      id: "around-points",
      type: "circle",
      source: "around",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 3, "circle-color": colour("layer-other") },
    });
    this.map.addLayer({
      id: "fill",
      type: "fill",
      source: "drawn",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": colour("map-drawn"), "fill-opacity": 0.2 },
    });
    this.map.addLayer({
      id: "sides",
      type: "line",
      source: "drawn",
      filter: ["!=", ["geometry-type"], "Point"],
      paint: { "line-color": colour("map-drawn"), "line-width": 3 },
    });
    this.map.addLayer({
      id: "corners",
      type: "circle",
      source: "drawn",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": this.kind === "point" ? 9 : 7,
        "circle-color": colour("map-halo"),
        "circle-stroke-color": colour("map-drawn"),
        "circle-stroke-width": this.kind === "point" ? 5 : 3,
      },
    });
  }

  private shapes(): GeoJSON.Feature[] {
    const points = this.points ?? [];
    const feature = (geometry: GeoJSON.Geometry, place = -1): GeoJSON.Feature => ({
      type: "Feature", properties: { place }, geometry,
    });
    const corners = points.map((point, place) =>
      feature({ type: "Point", coordinates: point }, place));
    if (this.kind === "point" || points.length < 2) return corners;
    const shape: GeoJSON.Geometry =
      this.kind === "area" && points.length > 2
        ? { type: "Polygon", coordinates: [[...points, points[0]!]] }
        : { type: "LineString", coordinates: points };
    return [feature(shape), ...corners];
  }

  private draw(): void {
    const source = this.map?.getSource<maplibregl.GeoJSONSource>("drawn");
    source?.setData({ type: "FeatureCollection", features: this.shapes() });
  }

  /** Somebody typed, or the device said where it is. */
  private follow(): void {
    this.draw();
    const [first] = this.points ?? [];
    if (this.kind === "point" && first && this.map) {
      this.map.easeTo({ center: first, zoom: Math.max(this.map.getZoom(), 15) });
    }
  }

  private tap(event: maplibregl.MapMouseEvent): void {
    const { points } = this;
    if (points === null) return;
    const here: Point = [event.lngLat.lng, event.lngLat.lat];
    if (this.kind === "point") {
      this.points = [here];
      return;
    }
    const corner = this.corner(event.point);
    if (corner >= 0) this.points = points.filter((_, place) => place !== corner);
    else {
      const place = this.placeFor(event.point, points);
      this.points = [...points.slice(0, place), here, ...points.slice(place)];
    }
  }

  private corner(at: maplibregl.Point): number {
    return (this.points ?? []).findIndex(
      (point) => this.map.project(point).dist(at) < NEAR,
    );
  }

  /** Between which corners a new one goes: into a side that was tapped, otherwise at the end. */
  private placeFor(at: maplibregl.Point, points: Point[]): number {
    const sides = this.kind === "area" && points.length > 2 ? points.length : points.length - 1;
    for (let place = 0; place < sides; place += 1) {
      const from = this.map.project(points[place]!);
      const to = this.map.project(points[(place + 1) % points.length]!);
      if (away(at, from, to) < NEAR) return place + 1;
    }
    return points.length;
  }

  private drag(event: maplibregl.MapMouseEvent | maplibregl.MapTouchEvent): void {
    const corner = this.corner(event.point);
    if (corner < 0) return;
    event.preventDefault();
    const move = (moved: maplibregl.MapMouseEvent | maplibregl.MapTouchEvent) => {
      const here: Point = [moved.lngLat.lng, moved.lngLat.lat];
      this.points = (this.points ?? []).map((point, place) => (place === corner ? here : point));
    };
    const [moving, ending] = event.type === "touchstart"
      ? (["touchmove", "touchend"] as const) : (["mousemove", "mouseup"] as const);
    this.map.on(moving, move);
    this.map.once(ending, () => { this.map.off(moving, move); });
  }

  private offerTools(): void {
    const tools = document.querySelector<HTMLElement>(`[data-draw-tools="${this.field.id}"]`);
    if (!tools) return;
    tools.hidden = false;
    tools.querySelector("[data-draw-undo]")?.addEventListener("click", () => {
      this.points = (this.points ?? []).slice(0, -1);
    });
    tools.querySelector("[data-draw-clear]")?.addEventListener("click", () => {
      this.points = [];
    });
  }
}

/** How far a spot of the screen lies from a side. */
function away(at: maplibregl.Point, from: maplibregl.Point, to: maplibregl.Point): number {
  const side = to.sub(from);
  const length = side.mag() ** 2;
  const along = length === 0 ? 0 : ((at.x - from.x) * side.x + (at.y - from.y) * side.y) / length;
  return at.dist(from.add(side.mult(Math.min(Math.max(along, 0), 1))));
}
