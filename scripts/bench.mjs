/** `npm run bench -- NAME...`: the benchmarks. */
import { findBrowser } from './find-browser.mjs';
import { runSource } from './run-source.mjs';

process.env.PERIGEE_BENCH = process.argv.slice(2).join(' ');
process.env.PERIGEE_CHROMIUM ??= await findBrowser();
await runSource('/bench/run.ts');
