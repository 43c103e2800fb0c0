import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { MAX_ASSET_BYTES } from '../../net/wire.ts';
import { HashMismatchError, type AssetStore } from '../asset-store.ts';
import { limitedBody } from './body.ts';
import { HttpError } from './respond.ts';
import { sniffMediaType } from './sniff.ts';

/** Stores the body of a request as an asset. @throws {@link HttpError} 413, or 422 when the hash is wrong */
export async function receiveAsset(
  assets: AssetStore,
  project: string,
  sha256: string,
  request: IncomingMessage,
): Promise<void> {
  try {
    await assets.put(project, sha256, limitedBody(request, MAX_ASSET_BYTES));
  } catch (error) {
    if (error instanceof HashMismatchError) throw new HttpError(422, error.message);
    throw error;
  }
}

/** Sends an asset. It can be cached for ever, as its address is its content. @throws {@link HttpError} 404 */
export async function sendAsset(
  assets: AssetStore,
  project: string,
  sha256: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asset = await assets.get(project, sha256);
  if (!asset) throw new HttpError(404, 'There is no such asset in this project.');
  const headers = {
    etag: `"${sha256}"`,
    'cache-control': 'private, max-age=31536000, immutable',
    // Somebody else's file: even an SVG opened on its own must not run scripts under our address.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  };
  if (request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const stream = asset.stream()[Symbol.asyncIterator]();
  const first = await stream.next();
  const start = first.done ? new Uint8Array() : first.value;
  response.writeHead(200, {
    ...headers,
    'content-length': asset.size,
    'content-type': sniffMediaType(start),
  });
  if (request.method === 'HEAD') {
    await stream.return?.();
    response.end();
    return;
  }
  await pipeline(async function* () {
    yield start;
    for (let next = await stream.next(); !next.done; next = await stream.next()) yield next.value;
  }, response);
}
