import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/desk/',
  plugins: [svelte()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy has no data: anywhere, and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // Messages live in locales/ at the top of the repository.
  server: { fs: { allow: ['../..'] } },
});
