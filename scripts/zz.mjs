import { runSource } from './run-source.mjs';
process.env.PERIGEE_CHROMIUM ??= '/usr/bin/chromium';
await runSource('/bench/zz.ts');
