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
      // What is fetched later and only where it is needed, like maps, would only make it heavy.
      const first = Object.values(bundle).flatMap((part) =>
        part.type === "chunk" && part.isEntry && part.fileName !== "sw.js"
          ? [part.fileName, ...part.imports, ...(part.viteMetadata?.importedCss ?? [])]
          : [],
      );
      const drawn = Object.keys(bundle).filter((file) => /\.(svg|woff2)$/.test(file));
      const shell = [...new Set([...first, ...drawn])].map((file) => base + file);
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("the service worker was not built");
      worker.code = worker.code.replace("__SHELL__", JSON.stringify(shell.sort()));
    },
  };
}
