/** Entry of the worker in which somebody plays together with others; it speaks protocol.ts. */
import { Random } from '../../base/random.ts';
import { laggy, noLag } from '../../net/play/transport.ts';
import { TogetherClient } from './game-client.ts';
import type { FromTogether, ToTogether } from './protocol.ts';
import { webSocket } from './web-socket.ts';

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromTogether, transfer: Transferable[] = []) => scope.postMessage(message, transfer);

const timers = {
  clock: () => performance.now(),
  after: (milliseconds: number, callback: () => void) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

let lag = noLag;
let client: TogetherClient | null = null;

function join({ id, url, project, name, key, watches = false }: Extract<ToTogether, { kind: 'join' }>): void {
  client?.stop();
  post({ kind: 'ready', id });
  client = new TogetherClient({
    id,
    name,
    key,
    watches,
    project,
    connect: laggy(webSocket(url), () => lag, timers, new Random(id)),
    host: {
      ...timers,
      frame: (frame) => post(frame, [frame.draws]),
      standing: (standing) => post({ kind: 'standing', id, standing }),
      state: (state) => post({ kind: 'session', id, state }),
      figures: (figures) => post({ kind: 'figures', id, figures }),
      key: (own) => post({ kind: 'seat-key', id, key: own }),
      project: (news) => post({ kind: 'project', id, news }),
    },
  });
}

scope.onmessage = ({ data }: MessageEvent<ToTogether>) => {
  switch (data.kind) {
    case 'join':
      return join(data);
    case 'input':
      return client?.hold(data.input);
    case 'ask':
      return client?.ask(data.ask);
    case 'lag':
      lag = data.lag;
      return;
    case 'stop':
      return client?.stop();
    case 'recycle':
      return;
  }
};
