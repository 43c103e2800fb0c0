/** The page of an exported game. */

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** JSON that may stand inside a script element, whatever it says: no `<` is left that could end it. */
export const jsonForScript = (json: string): string =>
  json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

/** Code that may stand inside a script element: `</script` and `<!--` occur in it only within strings. */
const codeForScript = (code: string): string => code.replace(/<(?=\/script|!--|script)/gi, '\\x3c');

const style = `
html, body { margin: 0; height: 100%; background: #000; color: #dfe5ee; font: 16px/1.4 system-ui, sans-serif; }
#stage { position: fixed; inset: 0; }
#game { display: block; width: 100%; height: 100%; outline: none; touch-action: none; }
#message { position: absolute; inset: 0; margin: auto; width: min(28rem, 80%); height: fit-content; padding: 24px; box-sizing: border-box;
  background: #161a20ee; border: 1px solid #262c36; border-radius: 12px; text-align: center; }
#message[hidden] { display: none; }
#title { margin: 0 0 8px; font-size: 24px; }
#detail { margin: 0 0 16px; color: #b8c0cc; overflow-wrap: anywhere; }
#again { font: inherit; padding: 10px 20px; border: 0; border-radius: 7px; background: #7c9cff; color: #0b0e14; cursor: pointer; }
#keys { position: absolute; left: 0; right: 0; bottom: 0; display: flex; gap: 12px; padding: 16px; pointer-events: none; }
#keys button { pointer-events: auto; width: 64px; height: 64px; border: 1px solid #ffffff55; border-radius: 50%; background: #ffffff22;
  color: #fff; font-size: 22px; touch-action: none; user-select: none; -webkit-user-select: none; }
#keys button:last-child { margin-left: auto; }
`;

/** How a page gets at its parts: everything inside it, or as files beside it. */
export type PageParts = { player: string; game: string } | { playerFile: string };

/**
 * The HTML of a game. Its content policy allows no network at all inside one file, and only its own files in a folder.
 * @param title name of the project, any text
 */
export function gamePage(title: string, parts: PageParts): string {
  const inline = 'player' in parts;
  const policy = inline
    ? "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; connect-src data: blob:"
    : "default-src 'none'; script-src 'self' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' data: blob:";
  const scripts = inline
    ? `<script type="application/json" id="perigee-game">${jsonForScript(parts.game)}</script>\n<script>${codeForScript(parts.player)}</script>`
    : `<script src="${escapeHtml(parts.playerFile)}"></script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${scripts}
</body>
</html>
`;
}
