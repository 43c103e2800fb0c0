// npm start: builds when needed, then serves everything from this process.
// Settings: --port, --host, --data, or PORT, HOST, PERIGEE_DATA.
import { ensureBuilt } from './build-state.mjs';

ensureBuilt('app');
const { runServer } = await import('../build/server/server.js');
await runServer(process.argv.slice(2));
