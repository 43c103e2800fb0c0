import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { perigeeServer } from './scripts/vite-perigee.ts';

// Fengari looks for Node's `process` when it is loaded. In a browser there is none, and a bundler that keeps the
// question breaks it, so the answers are put in. Dependencies that Vite prepares for development go through
// optimizeDeps, everything else through define.
const fengariAnswers = { 'process.env.FENGARICONF': 'undefined', 'typeof process': '"undefined"' };

export default defineConfig(({ mode }) => ({
  plugins: [sveltekit(), perigeeServer()],
  // Tests run Fengari as Node does, with the real process.
  define: mode === 'test' ? {} : fengariAnswers,
  worker: { format: 'es' },
  optimizeDeps: {
    rolldownOptions: { transform: { define: fengariAnswers } },
    // What is loaded late or in a worker is looked for too: found only on first use, it would reload the page.
    entries: ['src/routes/**/*.svelte', 'src/lib/{engine,script,runtime,editor}/**/*.{ts,svelte}'],
  },
  build: {
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      // What pages begin with, in few files: each costs half a kilobyte of headers and a request.
      output: {
        codeSplitting: {
          groups: [
            { name: 'icons', test: /@lucide[\\/]svelte/u, tags: ['$initial'] },
            { name: 'core', test: /src[\\/]lib[\\/](document|editor[\\/]core)[\\/]/u, tags: ['$initial'] },
            { name: 'project', test: /src[\\/]lib[\\/](base|schema)[\\/]/u, tags: ['$initial'] },
          ],
        },
      },
    },
  },
  test: {
    environment: 'node',
    include: ['tests/**/*.test.ts'],
    // Modules are loaded once for all files of a worker: it takes a minute off. So no test changes what a module keeps.
    isolate: false,
    // Tests say what happens, never how fast: a busy machine must not make one fail.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}));
