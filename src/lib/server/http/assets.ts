import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { MAX_ASSET_BYTES } from '../../net/wire.ts';
import { HashMismatchError, OffsetError, type AssetStore } from '../asset-store.ts';
import { limitedBody } from './body.ts';
import { checkedAsset, LOOKED_AT } from './checked-asset.ts';
import { HttpError } from './respond.ts';
import { sniffMediaType } from './sniff.ts';

/** Where an unfinished file goes on, in bytes: in answers. */
const OFFSET = 'upload-offset';

/** `bytes FIRST-LAST/TOTAL`, as in RFC 9110, 14.4. */
const RANGE = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/;

/**
 * Stores the body of a request as an asset, or as a part of one when it says with `content-range` which. A part is
 * answered by 202 until the last one has come; one that does not go on where the file ends so far by 409, with
 * the place where it does in `upload-offset`.
 * @returns the status of the answer
 * @throws {@link HttpError} 413, 415 for what is not taken, or 422 when the hash is wrong or the picture is too large
 */
export async function receiveAsset(
  assets: AssetStore,
  project: string,
  sha256: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const range = request.headers['content-range'];
  try {
    if (range === undefined) {
      await assets.put(project, sha256, checkedAsset(limitedBody(request, MAX_ASSET_BYTES)));
      return 204;
    }
    const [from, last, total] = (RANGE.exec(range) ?? []).slice(1).map(Number);
    if (from === undefined || last === undefined || total === undefined || from > last || last >= total)
      throw new HttpError(400, 'The content-range must be "bytes FIRST-LAST/TOTAL".');
    if (total > MAX_ASSET_BYTES)
      throw new HttpError(413, `The file is too large: at most ${MAX_ASSET_BYTES >> 20} MB are stored.`);
    // A file that is stored already needs no more bytes.
    if (await assets.get(project, sha256)) return 204;
    // What the file is has to be seen before any of it is kept.
    if (from === 0 && last + 1 < Math.min(total, LOOKED_AT))
      throw new HttpError(400, `The first part must have at least ${LOOKED_AT >> 10} kB of the file.`);
    const part = limitedBody(request, last - from + 1);
    const body = from === 0 ? checkedAsset(part) : part;
    return (await assets.append(project, sha256, from, total, body)) ? 204 : 202;
  } catch (error) {
    if (error instanceof HashMismatchError) throw new HttpError(422, error.message);
    if (error instanceof OffsetError) {
      response.setHeader(OFFSET, error.offset);
      throw new HttpError(409, error.message);
    }
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
  if (!asset) {
    response.setHeader(OFFSET, await assets.offset(project, sha256));
    throw new HttpError(404, 'There is no such asset in this project.');
  }
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
