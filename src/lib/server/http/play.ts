import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportGameJson } from '../../export/export.ts';
import { gamePage, noticePage } from '../../export/page.ts';
import { assetPath, gamePath, isAddress, logsPath, sessionPath } from '../../net/wire.ts';
import type { Access, Pass } from '../access.ts';
import type { Projects } from '../projects.ts';
import { noProject } from './enter.ts';
import { HttpError } from './respond.ts';

/** The page's own `<meta>` says what it may load; a header says who may frame it, which a `<meta>` cannot. */
const FRAMES = "frame-ancestors 'self'";

/**
 * Answers `/play/PROJECT` with the page of the game: the same player as in an export, so no editor is loaded. And
 * `/together/PROJECT` with that of the game that several play together.
 * @returns `false` when the path is another
 */
export async function handlePlay(
  { projects, access }: { projects: Projects; access: Access },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = (request.url ?? '/').split('?')[0]!;
  const [, mode, address] = /^\/(play|together)\/(.*)$/.exec(path) ?? [];
  if (mode === undefined || address === undefined) return false;
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new HttpError(405, `${request.method ?? 'This method'} is not possible here.`);
  const pass = isAddress(address) ? await access.pass(address) : null;
  const project = pass && pass !== 'expired' ? await projects.find(pass.project) : null;
  if (project)
    sendPage(
      response,
      200,
      gamePage(
        project.name,
        mode === 'play'
          ? { playerFile: '/player.js', gameFile: gamePath(address), logsTo: logsPath(address) }
          : {
              playerFile: '/together.js',
              gameFile: gamePath(address),
              session: sessionPath(address),
              files: assetPath(address, ''),
            },
      ),
    );
  else
    sendPage(
      response,
      404,
      noticePage(
        pass === 'expired' ? 'This link has expired.' : 'There is no game at this address.',
        pass === 'expired'
          ? 'Ask whoever gave it to you for another one.'
          : 'It may have been deleted, or the address is not complete. Ask for the link again.',
      ),
    );
  return true;
}

/** Sends the JSON of a project's game. @throws {@link HttpError} 404, 422 without a scene, 503 while storage fails */
export async function sendGame(
  projects: Projects,
  { project: id, token }: Pass,
  response: ServerResponse,
): Promise<void> {
  const project = await projects.read(id);
  if (!project) throw noProject();
  const game = exportGameJson(project, (sha256) => assetPath(token, sha256));
  if (!game.ok) throw new HttpError(422, game.error.message);
  const bytes = Buffer.from(game.value);
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  const bytes = Buffer.from(html);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.length,
    'content-security-policy': FRAMES,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}
