import { defineConfig } from 'vite';

// One file without a hash in its name: her pages name it, and nothing is kept between visits.
export default defineConfig({
  build: {
    target: 'es2022',
    emptyOutDir: false,
    lib: { entry: 'src/worker.ts', formats: ['es'], fileName: () => 'person-worker.js' },
  },
});
