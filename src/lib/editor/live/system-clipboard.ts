import type { ProjectConnection } from '../client/project-connection.ts';
import type { ClipboardPort } from '../core/command-host.ts';

/** Copies within this page work even where the browser keeps its clipboard to itself. */
let copied: Promise<string> = Promise.resolve('');
/** When the system has it: a paste right after a copy must not find what was there before. */
let given: Promise<void> = Promise.resolve();

/** The clipboard of the system, and the server's files. */
export function systemClipboard(connection: ProjectConnection): ClipboardPort {
  return {
    project: connection.id,
    async write(text) {
      copied = text;
      given = give(text).catch(() => {});
      await given;
    },
    async read() {
      const own = await copied;
      await given;
      const text = await navigator.clipboard?.readText().catch(() => '');
      return text || own;
    },
    async bytes(project, sha256) {
      if (!/^[\w-]{1,64}$/u.test(project) || !/^[\da-f]{64}$/u.test(sha256)) return null;
      const response = await fetch(connection.assetUrl(sha256, project)).catch(() => null);
      return response?.ok ? new Uint8Array(await response.arrayBuffer()) : null;
    },
    async store(bytes, name, sha256) {
      const stored = await connection.putAsset(bytes, name).catch(() => null);
      return stored?.sha256 === sha256;
    },
  };
}

/** Some browsers take a text that is not ready yet only in an item, others only when it is ready. */
async function give(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard?.writeText(await text);
  const blob = text.then((each) => new Blob([each], { type: 'text/plain' }));
  await navigator.clipboard?.write([new ClipboardItem({ 'text/plain': blob })]);
}
