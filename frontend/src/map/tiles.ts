import * as maplibregl from "maplibre-gl";
import { PMTiles, Protocol, TileType } from "pmtiles";

import { colourOf } from "./palette";

let protocol: Protocol | null = null;

/**
 * Lays a customer's archive of tiles between the land and the names: pictures as they are, or
 * vectors in the schema of Protomaps, of which ground, water, roads and buildings are drawn.
 */
export async function addTiles(
  map: maplibregl.Map, element: HTMLElement, tiles: string, below: string,
): Promise<void> {
  const address = new URL(tiles, location.href).href;
  const archive = new PMTiles(address);
  try {
    const { tileType } = await archive.getHeader();
    if (!protocol) {
      protocol = new Protocol();
      maplibregl.addProtocol("pmtiles", protocol.tile);
    }
    protocol.add(archive);
    if (tileType === TileType.Mvt) addVectors(map, element, address, below);
    else addPictures(map, address, below);
  } catch (error) {
    // The archive cannot be read: the own base map is enough to work with.
    console.warn("PMTiles", error);
  }
}

function addPictures(map: maplibregl.Map, address: string, below: string): void {
  map.addSource("tiles", { type: "raster", url: `pmtiles://${address}`, tileSize: 256 });
  map.addLayer({ id: "tiles", type: "raster", source: "tiles" }, below);
}

function addVectors(
  map: maplibregl.Map, element: HTMLElement, address: string, below: string,
): void {
  const colour = (name: string) => colourOf(element, name);
  map.addSource("tiles", { type: "vector", url: `pmtiles://${address}` });
  const fill = (part: string, paint: string): maplibregl.FillLayerSpecification => ({
    id: `tiles-${part}`,
    type: "fill",
    source: "tiles",
    "source-layer": part,
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": colour(paint) },
  });
  map.addLayer(fill("landuse", "map-ground"), below);
  map.addLayer(fill("water", "map-sea"), below);
  map.addLayer(fill("buildings", "map-building"), below);
  map.addLayer(
    {
      id: "tiles-roads",
      type: "line",
      source: "tiles",
      "source-layer": "roads",
      paint: {
        "line-color": colour("map-road"),
        "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], 8, 0.6, 18, 9],
      },
    },
    below,
  );
}
