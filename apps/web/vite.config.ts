import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { chunkGroups } from './build/chunks.ts';
import { firstPageHtml } from './build/first-pages.ts';
import { iconsByFile } from './build/icons.ts';
import { precompress } from './build/precompress.ts';

const routes = fileURLToPath(new URL('src/routes', import.meta.url));

/** Where the development server finds the real one; `npm run dev` sets it. */
const target = process.env.CONVERGE_SERVER ?? 'http://127.0.0.1:8080';
/** On this machine; a certificate that it made itself is nobody's to check. */
const server = { target, secure: false };

export default defineConfig({
  plugins: [react(), tailwindcss(), iconsByFile(), firstPageHtml(), precompress()],
  build: {
    // Of syntax only; functions are held by `e2e/harness/old-browser.ts`. Why these: docs/adr/0014.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
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
      '/socket.io': { ...server, ws: true },
    },
  },
});
