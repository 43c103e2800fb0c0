#!/usr/bin/env node
// The command line: builds its Node bundle when that is missing or old, then hands over to it.
import { ensureBuilt } from '../scripts/build-state.mjs';

const serving = process.argv[2] === 'serve';
ensureBuilt(serving ? 'app' : 'node');
if (serving) {
  const { runServer } = await import('../build/server/server.js');
  await runServer(process.argv.slice(3));
} else {
  const { main } = await import('../build/server/cli.js');
  process.exitCode = await main(process.argv.slice(2));
}
