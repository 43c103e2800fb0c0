#!/usr/bin/env node
// The command line: builds its Node bundle when that is missing or old, then hands over to it.
import { ensureBuilt } from '../scripts/build-state.mjs';

const serving = process.argv[2] === 'serve';
// Exporting puts the player of the whole build into what it writes.
ensureBuilt(serving || process.argv[2] === 'export' ? 'app' : 'node');
if (serving) {
  const { runServer } = await import('../build/server/server.js');
  await runServer(process.argv.slice(3));
} else {
  const { main } = await import('../build/server/cli.js');
  process.exitCode = await main(process.argv.slice(2));
}
