import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";

const OUTLINES = fileURLToPath(new URL("node_modules/@tabler/icons/icons/outline/", import.meta.url));

/** One `<symbol>` with the name of the icon as its id. */
function symbol(name: string): string {
  const source = readFileSync(`${OUTLINES}${name}.svg`, "utf8");
  const shapes = source.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\n\s*/g, "")}</symbol>`;
}

/** Puts the icons named in `list` (one a line) into one sprite, known as `icons.svg` in the manifest. */
export function iconSprite(list: string): Plugin {
  return {
    name: "icon-sprite",
    apply: "build",
    generateBundle() {
      const names = readFileSync(list, "utf8").split("\n").filter(Boolean);
      const symbols = names.map(symbol).join("");
      this.emitFile({
        type: "asset",
        name: "icons.svg",
        originalFileName: "icons.svg",
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols}</svg>`,
      });
    },
  };
}
