// Bundle the browser side: src/main.ts and what it imports become dist/assets/llmanac.js, and
// src/early.ts, which runs before a page is painted, dist/assets/llmanac-early.js.
// The same sources give the same bytes; nothing of them is fetched at run time.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: { llmanac: "src/main.ts", "llmanac-early": "src/early.ts" },
  outdir: "dist/assets",
  bundle: true,
  format: "iife",
  target: ["es2022"],
  minify: true,
  charset: "utf8",
  legalComments: "eof", // the licences of what is bundled travel with it
  logLevel: "warning",
});
