import type * as maplibregl from "maplibre-gl";

import { colourOf } from "./palette";

const SIZE = 56; // pixels, shown at half of it on an ordinary screen

/** The icons of the page's sprite by name, as the markup inside each symbol. */
async function sprite(): Promise<Map<string, string>> {
  const used = document.querySelector<SVGUseElement>("svg.icon use")?.getAttribute("href") ?? "";
  const text = await (await fetch(used.split("#")[0] ?? "")).text();
  const symbols = new DOMParser().parseFromString(text, "image/svg+xml").querySelectorAll("symbol");
  return new Map([...symbols].map((symbol) => [symbol.id, symbol.innerHTML]));
}

/** A disc in the colour of the layer with the icon in it, for each pair that occurs. */
export async function addPins(
  map: maplibregl.Map, element: HTMLElement, features: GeoJSON.Feature[],
): Promise<void> {
  const icons = await sprite();
  const wanted = new Map<string, [layer: string, icon: string]>();
  for (const { properties, geometry } of features) {
    if (geometry.type !== "Point" || !properties) continue;
    const { layer, icon } = properties as { layer: string; icon: string };
    wanted.set(pinOf(layer, icon), [layer, icon]);
  }
  await Promise.all(
    [...wanted].map(async ([name, [layer, icon]]) => {
      if (map.hasImage(name)) return;
      const disc = colourOf(element, `layer-${layer}`);
      const ink = colourOf(element, "map-halo");
      const picture = await drawn(disc, ink, icons.get(icon) ?? "");
      map.addImage(name, picture, { pixelRatio: 2 });
    }),
  );
}

export const pinOf = (layer: string, icon: string) => `${layer}:${icon}`;

async function drawn(disc: string, ink: string, icon: string): Promise<HTMLImageElement> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 28 28">
    <circle cx="14" cy="14" r="12.5" fill="${disc}" stroke="${ink}" stroke-width="2"/>
    <g transform="translate(6.2 6.2) scale(.65)" fill="none" stroke="${ink}" stroke-width="2.2"
       stroke-linecap="round" stroke-linejoin="round">${icon}</g></svg>`;
  const image = new Image(SIZE, SIZE);
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}
