/** The page of a game: exported, or played from the server that holds the project. */
import { pageStyle } from './page-style.ts';

/** Text that may stand in HTML, in quoted attributes too. */
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** JSON that may stand inside a script element, whatever it says: no `<` is left that could end it. */
export const jsonForScript = (json: string): string =>
  json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

/** Code that may stand inside a script element: `</script` and `<!--` occur in it only within strings. */
const codeForScript = (code: string): string => code.replace(/<(?=\/script|!--|script)/gi, '\\x3c');

/** How a page gets at its parts: everything inside it, or from files. */
export type PageParts =
  | { player: string; game: string }
  | {
      /** Addresses of the player's code and of the game's JSON, relative to the page. */
      playerFile: string;
      gameFile: string;
      /** Where the game's log goes when the page is opened with `?logstream=true`; nowhere when left out. */
      logsTo?: string;
      /** The path of the WebSocket over which it is played together; and of the project's files. */
      session?: string;
      files?: string;
    };

/** What the page of a game may load: nothing at all inside one file, only files of its own server otherwise. */
const inlinePolicy =
  "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; connect-src data: blob:";
const servedPolicy =
  "default-src 'none'; script-src 'self' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' data: blob:";

/**
 * The HTML of a game.
 * @param title name of the project, any text
 */
export function gamePage(title: string, parts: PageParts): string {
  if ('player' in parts)
    return page(
      title,
      inlinePolicy,
      `<script type="application/json" id="perigee-game">${jsonForScript(parts.game)}</script>\n<script>${codeForScript(parts.player)}</script>`,
    );
  const { logsTo, session, files } = parts;
  const more = Object.entries({ logs: logsTo, session, files })
    .map(([name, value]) => (value === undefined ? '' : ` data-${name}="${escapeHtml(value)}"`))
    .join('');
  return page(
    title,
    servedPolicy,
    `<script src="${escapeHtml(parts.playerFile)}" data-game="${escapeHtml(parts.gameFile)}"${more}></script>`,
  );
}

/**
 * A page in place of a game that says why there is none. Title and text may be any text.
 * @param form HTML below the text
 */
export function noticePage(title: string, text: string, form = ''): string {
  return page(
    title,
    "default-src 'none'; style-src 'unsafe-inline'",
    `<main id="stage"><div class="card"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${form}</div></main>`,
  );
}

function page(title: string, policy: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
