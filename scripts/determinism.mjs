/** `npm run determinism -- --seeds N --ticks M`: random games in Node against Chromium. */
import { findBrowser } from './find-browser.mjs';
import { runSource } from './run-source.mjs';

process.env.PERIGEE_DETERMINISM_ARGS = process.argv.slice(2).join(' ');
process.env.PERIGEE_CHROMIUM ??= await findBrowser();
await runSource('/tests/determinism/main.ts');
