#!/usr/bin/env node
// The command line: builds what it needs when that is missing or old, then hands over to it.
import { ensureBuilt } from '../scripts/build-state.mjs';

const args = process.argv.slice(2);
// The server serves the app, and exporting puts the player of the whole build into what it writes.
const needsApp = ['serve', 'export'].includes(args[0]) && !args.includes('--help') && !args.includes('-h');
ensureBuilt(needsApp ? 'app' : 'node');
const { main } = await import('../build/server/cli.js');
process.exitCode = await main(args);
