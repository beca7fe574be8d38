import { defineConfig } from 'vite';

// One file without a hash in its name: her pages name it, and nothing is kept between visits.
// Built as an application, not as a library: libraries keep their white space.
export default defineConfig({
  build: {
    target: 'es2022',
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: { input: 'src/main.ts', output: { format: 'es', entryFileNames: 'person.js' } },
  },
});
