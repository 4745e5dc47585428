import * as maplibregl from "maplibre-gl";

import { type Bounds, COUNTRY, drawn, FONT, openMap } from "./base";
import { colourOf, onThemeChange } from "./palette";
import { addPins } from "./pins";

/** A tap may miss by so many pixels. */
const NEAR = 8;
const PINS = ["pins", "towers"];
const TOUCHABLE = [...PINS, "lines", "areas"];

/** Puts a live map in the place of the still picture; the picture stays where that fails. */
export async function showMap(element: HTMLElement): Promise<void> {
  const data = element.querySelector("script[type='application/json']")?.textContent;
  const { features } = JSON.parse(data ?? '{"features":[]}') as GeoJSON.FeatureCollection;
  const stage = document.createElement("div");
  stage.className = "map-stage";
  element.append(stage);
  element.classList.add("is-live");
  let map: maplibregl.Map;
  const open = async () => {
    map = await openMap(stage, element.dataset);
    await addPins(map, stage, features);
    drawFeatures(map, stage, features);
    map.on("click", (event) => tell(map, element, event));
    for (const id of TOUCHABLE) {
      map.on("mouseenter", id, () => { map.getCanvas().style.cursor = "pointer"; });
      map.on("mouseleave", id, () => { map.getCanvas().style.cursor = ""; });
    }
    followSwitches(map);
  };
  try {
    await open();
    const bounds = JSON.parse(element.dataset.bounds ?? "null") as Bounds | null;
    map!.fitBounds(bounds ?? COUNTRY, { maxZoom: 17, duration: 0 });
    await drawn(map!);
    element.dataset.state = "ready";
  } catch (error) {
    console.warn("map", error);
    element.classList.remove("is-live");
    stage.remove();
    return;
  }
  onThemeChange(() => {
    const camera = { center: map.getCenter(), zoom: map.getZoom() };
    map.remove();
    void open().then(() => map.jumpTo(camera));
  });
}

function drawFeatures(map: maplibregl.Map, element: HTMLElement, features: GeoJSON.Feature[]): void {
  const layers = [...new Set(features.map(({ properties }) => String(properties?.layer)))];
  const colours: maplibregl.ExpressionSpecification | string =
    layers.length === 0
      ? colourOf(element, "layer-other")
      : ([
          "match", ["get", "layer"],
          ...layers.flatMap((layer) => [layer, colourOf(element, `layer-${layer}`)]),
          colourOf(element, "layer-other"),
        ] as unknown as maplibregl.ExpressionSpecification);
  const ink = colourOf(element, "map-ink-strong");
  const halo = colourOf(element, "map-halo");
  map.addSource("features", { type: "geojson", data: { type: "FeatureCollection", features } });
  map.addLayer({
    id: "areas",
    type: "fill",
    source: "features",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": colours, "fill-opacity": 0.18 },
  });
  map.addLayer({
    id: "edges",
    type: "line",
    source: "features",
    filter: ["all", ["==", ["geometry-type"], "Polygon"], ["!=", ["get", "part"], "strip"]],
    paint: { "line-color": colours, "line-width": 2 },
  });
  map.addLayer({
    id: "lines",
    type: "line",
    source: "features",
    filter: ["==", ["geometry-type"], "LineString"],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colours, "line-width": 3 },
  });
  map.addLayer({
    id: "towers",
    type: "circle",
    source: "features",
    filter: ["==", ["get", "layer"], "towers"],
    minzoom: 10,
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 10, 2, 16, 6],
      "circle-color": halo,
      "circle-stroke-color": colours,
      "circle-stroke-width": 2,
    },
  });
  const points: maplibregl.FilterSpecification = [
    "all", ["==", ["geometry-type"], "Point"], ["!=", ["get", "layer"], "towers"],
  ];
  const beneath = {
    "text-font": FONT,
    "text-size": 12,
    "text-anchor": "top",
    "text-offset": [0, 1.3] as [number, number],
    "text-max-width": 11,
  } as const;
  const written = { "text-color": ink, "text-halo-color": halo, "text-halo-width": 1.6 };
  map.addLayer({
    id: "pins",
    type: "symbol",
    source: "features",
    filter: points,
    layout: {
      "icon-image": ["concat", ["get", "layer"], ":", ["get", "icon"]],
      "icon-allow-overlap": true,
      "text-optional": true,
      "text-field": ["case", ["==", ["get", "layer"], "sites"], "", ["get", "name"]],
      ...beneath,
    },
    paint: written,
  });
  map.addLayer({
    id: "site-names",
    type: "symbol",
    source: "features",
    filter: ["all", ["==", ["geometry-type"], "Point"], ["==", ["get", "layer"], "sites"]],
    // What everything else lies around is named, whatever it covers.
    layout: { "text-field": ["get", "name"], "text-allow-overlap": true, ...beneath },
    paint: written,
  });
  map.addLayer({
    id: "tower-numbers",
    type: "symbol",
    source: "features",
    minzoom: 13,
    filter: ["==", ["get", "layer"], "towers"],
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": 11,
      "text-anchor": "left",
      "text-offset": [0.8, 0],
    },
    paint: { "text-color": ink, "text-halo-color": halo, "text-halo-width": 1.4 },
  });
}

/** Says what was tapped, with the way to its page. */
function tell(map: maplibregl.Map, element: HTMLElement, event: maplibregl.MapMouseEvent): void {
  const { x, y } = event.point;
  const box: [maplibregl.PointLike, maplibregl.PointLike] = [
    [x - NEAR, y - NEAR], [x + NEAR, y + NEAR],
  ];
  const found = map.queryRenderedFeatures(box, { layers: TOUCHABLE });
  const [first] = found.sort((one, other) => rank(one) - rank(other));
  if (!first) return;
  const { name, kind, url } = first.properties as { name: string; kind: string; url: string };
  const content = document.createElement("div");
  const title = document.createElement("strong");
  title.textContent = name;
  const words = document.createElement("span");
  words.className = "quiet small";
  words.textContent = kind;
  content.append(title, words);
  if (url) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = element.dataset.open ?? "";
    content.append(link);
  }
  new maplibregl.Popup({ maxWidth: "16rem", className: "map-popup" })
    .setLngLat(first.geometry.type === "Point"
      ? (first.geometry.coordinates as [number, number]) : event.lngLat)
    .setDOMContent(content)
    .addTo(map);
}

const rank = (feature: maplibregl.MapGeoJSONFeature) => TOUCHABLE.indexOf(feature.layer.id);

/** The tick boxes beside the map switch its layers. */
function followSwitches(map: maplibregl.Map): void {
  const board = document.querySelector<HTMLElement>("[data-map-switches]");
  if (!board) return;
  board.hidden = false;
  const boxes = [...board.querySelectorAll<HTMLInputElement>("input[data-layer]")];
  const ids = ["areas", "edges", "lines", "towers", "pins", "site-names", "tower-numbers"];
  const filters = new Map(ids.map((id) => [id, map.getFilter(id) as maplibregl.FilterSpecification]));
  const apply = () => {
    const off = boxes.filter((box) => !box.checked).map((box) => box.dataset.layer ?? "");
    for (const [id, filter] of filters) {
      const shown = ["!", ["in", ["get", "layer"], ["literal", off]]];
      map.setFilter(id, ["all", filter, shown] as unknown as maplibregl.FilterSpecification);
    }
  };
  board.onchange = apply;
  apply();
}
