/** How the console is built: one module, which Home Assistant serves from the integration's own folder. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    lib: { entry: "src/main.ts", formats: ["es"], fileName: () => "duress.js" },
    outDir: process.env["CONSOLE_OUT"] ?? "../custom_components/duress/frontend",
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: { output: { codeSplitting: false, minify: true } },
  },
  test: { include: ["test/**/*.test.ts"], environment: "jsdom", isolate: false, maxWorkers: 2, testTimeout: 60_000 },
});
