import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { chunkGroups } from './build/chunks.ts';
import { firstPageHtml } from './build/first-pages.ts';
import { precompress } from './build/precompress.ts';

/** Where the development server finds the real one; `npm run dev` sets it. */
const routes = fileURLToPath(new URL('src/routes', import.meta.url));

const server = process.env.CONVERGE_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), tailwindcss(), firstPageHtml(), precompress()],
  build: {
    // `light-dark()` and the popover attribute are the newest things relied upon.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    // The inline polyfill would break `script-src 'self'`; every target has modulepreload.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // tools/budget.mjs reads what each page loads from it.
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: chunkGroups(routes) } } },
  },
  server: {
    proxy: {
      '/api': server,
      '/healthz': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
