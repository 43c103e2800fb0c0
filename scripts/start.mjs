// npm start: builds when needed, then serves everything from this process, as `perigee serve` does.
// Settings: --port, --host, --data, or PORT, HOST, PERIGEE_DATA.
import { ensureBuilt } from './build-state.mjs';

ensureBuilt('app');
const { main } = await import('../build/server/cli.js');
process.exitCode = await main(['serve', ...process.argv.slice(2)]);
