import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The server renders index.html itself and puts a fresh nonce where this word stands,
// because React Aria adds a style element that the content-security policy must know.
const NONCE_PLACEHOLDER = "__CSP_NONCE__";

export default defineConfig({
  plugins: [react()],
  base: "/static/",
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: {
    outDir: "../src/anselm/static",
    emptyOutDir: true,
    target: "es2023",
    // A data: address would need a hole in the policy, so every asset stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
    passWithNoTests: true,
    restoreMocks: true,
    // The colours are measured as they are written.
    css: { include: [/tokens\.css/] },
  },
});
