import * as maplibregl from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

import { colourOf } from "./palette";
import { addTiles } from "./tiles";

export type Bounds = [west: number, south: number, east: number, north: number];

/** Việt Nam with its islands: what is shown as long as nothing else is. */
export const COUNTRY: Bounds = [101.5, 6.5, 118, 23.8];
/** Land ends there; see basemap.ts. */
const REGION: Bounds = [90, -2, 130, 31];
export const FONT = ["Be Vietnam Pro", "sans-serif"];

maplibregl.setWorkerUrl(workerUrl);

interface BaseMap {
  land: GeoJSON.FeatureCollection;
  names: GeoJSON.FeatureCollection;
}

/**
 * A map on `element` with the product's own base: land, the customer's tiles if there are any, and
 * names above all; `data-base` and `data-tiles` say where the first two are. Without an address for
 * glyphs MapLibre writes with the fonts of the page.
 */
export async function openMap(
  element: HTMLElement, { base: land = "", tiles }: DOMStringMap,
): Promise<maplibregl.Map> {
  const base = (await (await fetch(land)).json()) as BaseMap;
  const map = new maplibregl.Map({
    container: element,
    style: style(element, base),
    bounds: COUNTRY,
    maxBounds: REGION,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 19,
    // A finger on the map scrolls the page; two fingers move the map.
    cooperativeGestures: true,
    locale: words(),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-left");
  await new Promise((ready) => map.once("load", ready));
  if (tiles) await addTiles(map, element, tiles, "names-province");
  return map;
}

/** Waits until everything that is in sight has been drawn, and answers to a tap. */
export async function drawn(map: maplibregl.Map): Promise<void> {
  await new Promise((idle) => map.once("idle", idle));
}

function style(element: HTMLElement, base: BaseMap): maplibregl.StyleSpecification {
  const colour = (name: string) => colourOf(element, name);
  const names = (
    kind: string, size: number, ink: string, zoom: [number, number], apart = false,
  ): maplibregl.SymbolLayerSpecification => ({
    id: `names-${kind}`,
    type: "symbol",
    source: "names",
    filter: ["==", ["get", "kind"], kind],
    minzoom: zoom[0],
    maxzoom: zoom[1],
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": size,
      "text-max-width": 9,
      "text-allow-overlap": apart,
      "text-ignore-placement": apart,
    },
    paint: {
      "text-color": colour(ink),
      "text-halo-color": colour(ink === "map-ink-sea" ? "map-sea" : "map-halo"),
      "text-halo-width": 1.4,
    },
  });
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: base.land },
      names: { type: "geojson", data: base.names },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("map-sea") } },
      {
        id: "land",
        type: "fill",
        source: "land",
        paint: {
          "fill-color": ["case", ["get", "own"], colour("map-own"), colour("map-land")],
          "fill-antialias": true,
        },
      },
      {
        id: "coast",
        type: "line",
        source: "land",
        paint: { "line-color": colour("map-coast"), "line-width": 0.8 },
      },
      names("province", 12, "map-ink", [5.4, 12]),
      names("island", 11, "map-ink-sea", [5.5, 13]),
      names("sea", 12, "map-ink-sea", [3, 9]),
      names("country", 13, "map-ink", [3, 6.5]),
      // Always there, whatever else is written and whatever a customer's tiles say.
      names("islands", 12, "map-ink-sea", [0, 24], true),
    ],
  };
}

/** What MapLibre writes on its own buttons, in the language of the page. */
function words(): Record<string, string> {
  if (document.documentElement.lang !== "vi") return {};
  return {
    "NavigationControl.ZoomIn": "Phóng to",
    "NavigationControl.ZoomOut": "Thu nhỏ",
    "Popup.Close": "Đóng",
    "CooperativeGesturesHandler.WindowsHelpText": "Giữ Ctrl và cuộn để phóng to, thu nhỏ",
    "CooperativeGesturesHandler.MacHelpText": "Giữ ⌘ và cuộn để phóng to, thu nhỏ",
    "CooperativeGesturesHandler.MobileHelpText": "Dùng hai ngón tay để di chuyển bản đồ",
    "Map.Title": "Bản đồ",
    "ScaleControl.Meters": "m",
    "ScaleControl.Kilometers": "km",
  };
}

/** The rectangle around all coordinates of some features; null without any. */
export function boundsOf(features: GeoJSON.Feature[]): Bounds | null {
  const bounds = new maplibregl.LngLatBounds();
  const extend = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === "number") bounds.extend(value as [number, number]);
    else value.forEach(extend);
  };
  for (const { geometry } of features) if ("coordinates" in geometry) extend(geometry.coordinates);
  return bounds.isEmpty() ? null : (bounds.toArray().flat() as Bounds);
}
