#!/usr/bin/env node
// The command line: builds its Node bundle when that is missing or old, then hands over to it.
import { ensureBuilt } from '../scripts/build-state.mjs';

ensureBuilt('node');
const { main } = await import('../build/server/cli.js');
process.exitCode = await main(process.argv.slice(2));
