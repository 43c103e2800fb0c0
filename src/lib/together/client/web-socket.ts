import type { Connect } from '../../net/play/transport.ts';

/** A WebSocket as a transport. @param url beginning with `ws:` or `wss:` */
export const webSocket =
  (url: string): Connect =>
  (listener) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => listener.opened();
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => listener.received(new Uint8Array(data));
    socket.onclose = ({ code, reason }) => listener.closed(code, reason);
    return {
      send: (bytes) => {
        if (socket.readyState === socket.OPEN) socket.send(bytes);
      },
      close: () => socket.close(),
    };
  };
