// Plain JavaScript, as a thread of Node reads it as it is: see merge-worker.js.
import * as Y from 'yjs';

export function mergeEntries(entries) {
  const doc = new Y.Doc({ gc: true });
  doc.transact(() => {
    for (const { kind, bytes } of entries)
      if (kind === 'snapshot') Y.applyUpdateV2(doc, bytes);
      else Y.applyUpdate(doc, bytes);
  });
  // A copy, as what Yjs gives may be a part of more memory.
  const snapshot = new Uint8Array(Y.encodeStateAsUpdateV2(doc));
  doc.destroy();
  return snapshot;
}
