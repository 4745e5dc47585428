import type { Plugin } from "vite";

/**
 * Tells the service worker which built files the offline page needs, in place of `__SHELL__`.
 * Its own bytes thereby change with every build, which is how a browser notices a new version.
 */
export function offlineShell(): Plugin {
  let base = "/";
  return {
    name: "offline-shell",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      base = config.base;
    },
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((file) => /\.(js|css|svg|woff2)$/.test(file));
      const shell = files.filter((file) => file !== "sw.js").map((file) => base + file);
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("the service worker was not built");
      worker.code = worker.code.replace("__SHELL__", JSON.stringify(shell.sort()));
    },
  };
}
