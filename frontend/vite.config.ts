import { defineConfig } from "vite";

import { baseMap } from "./basemap.ts";
import { iconSprite } from "./sprite.ts";
import { offlineShell } from "./shell.ts";

export default defineConfig({
  base: "/static/",
  plugins: [iconSprite("src/icons.txt"), baseMap("names.json"), offlineShell()],
  worker: { format: "es" },
  build: {
    manifest: "manifest.json",
    // Phones in the field keep their browser for years; light-dark() is lowered for them.
    cssTarget: ["chrome111", "safari16", "firefox113"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: { eval: false }, // htmx holds an eval that requests.ts turns off
      input: { main: "src/main.ts", sw: "src/sw.ts" },
      output: {
        // The worker keeps one address: browsers look there for its next version.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
