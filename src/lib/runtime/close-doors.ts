/** The language itself. */
const LANGUAGE = [
  ...[
    'Array',
    'ArrayBuffer',
    'Atomics',
    'BigInt',
    'BigInt64Array',
    'BigUint64Array',
    'Boolean',
    'DataView',
    'Date',
  ],
  ...[
    'Error',
    'AggregateError',
    'EvalError',
    'RangeError',
    'ReferenceError',
    'SyntaxError',
    'TypeError',
    'URIError',
  ],
  ...[
    'FinalizationRegistry',
    'Float16Array',
    'Float32Array',
    'Float64Array',
    'Function',
    'Infinity',
    'Int16Array',
  ],
  ...[
    'Int32Array',
    'Int8Array',
    'Intl',
    'Iterator',
    'JSON',
    'Map',
    'Math',
    'NaN',
    'Number',
    'Object',
    'Promise',
    'Proxy',
  ],
  ...[
    'Reflect',
    'RegExp',
    'Set',
    'String',
    'Symbol',
    'Uint16Array',
    'Uint32Array',
    'Uint8Array',
    'Uint8ClampedArray',
  ],
  ...[
    'WeakMap',
    'WeakRef',
    'WeakSet',
    'decodeURI',
    'decodeURIComponent',
    'encodeURI',
    'encodeURIComponent',
    'eval',
  ],
  ...['globalThis', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined'],
];

/** What a game needs of a worker: to hear and to answer, a clock, and texts as bytes. */
const NEEDED = [
  'TextDecoder',
  'TextEncoder',
  'clearTimeout',
  'console',
  'onmessage',
  'performance',
  'postMessage',
];
const ALSO_NEEDED = ['self', 'setTimeout', 'structuredClone'];

const KEPT: ReadonlySet<string> = new Set([...LANGUAGE, ...NEEDED, ...ALSO_NEEDED]);

/**
 * Takes from a worker that runs somebody's game all that the game does not need: network, storage, other workers, whatever a
 * browser may get one day. Scripts cannot reach JavaScript at all; should one ever find a way, it stands in an empty room.
 * @param scope the worker's global object
 * @param also names that this kind of worker needs besides
 * @returns names that could not be taken away
 */
export function closeDoors(scope: object, also: readonly string[] = []): string[] {
  const left: string[] = [];
  for (let at = scope; at !== Object.prototype && at !== null; at = Object.getPrototypeOf(at) as object) {
    for (const name of Object.getOwnPropertyNames(at)) {
      // Without a constructor nobody knows what an object is; it gives nothing away.
      if (KEPT.has(name) || also.includes(name) || name === 'constructor') continue;
      if (!Reflect.deleteProperty(at, name)) left.push(name);
    }
  }
  return left;
}
