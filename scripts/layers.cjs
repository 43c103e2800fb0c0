/**
 * The layers of src/lib and what each may import, for dependency-cruiser. Arrows point only downward;
 * a layer may always import itself. Add a layer here when you add a folder.
 */
const layers = {
  base: [],
  schema: ['base'],
  engine: ['base', 'schema'],
  script: ['base', 'schema', 'engine'],
  runtime: ['base', 'schema', 'engine', 'script'],
  document: ['base', 'schema'],
  net: ['base', 'schema', 'engine'],
  together: ['base', 'schema', 'engine', 'script', 'runtime', 'net'],
  tiled: ['base', 'schema'],
  export: ['base', 'schema', 'tiled'],
  import: ['base', 'schema', 'tiled'],
  'editor/core': ['base', 'schema', 'document'],
  'editor/client': ['base', 'schema', 'document', 'net', 'import', 'runtime'],
  'editor/canvas': ['base', 'schema', 'document', 'runtime', 'editor/core', 'editor/live'],
  'editor/code': ['base', 'schema', 'document', 'script', 'editor/core', 'editor/live'],
  'editor/live': [
    'base',
    'schema',
    'document',
    'script',
    'import',
    'export',
    'runtime',
    'editor/core',
    'editor/client',
  ],
  'editor/panels': [
    'base',
    'schema',
    'document',
    'script',
    'runtime',
    'import',
    'export',
    'editor/core',
    'editor/live',
    'editor/client',
    'editor/canvas',
    'editor/code',
  ],
  server: ['base', 'schema', 'engine', 'document', 'net', 'import', 'export', 'runtime', 'together'],
  cli: ['base', 'schema', 'engine', 'script', 'document', 'import', 'export', 'runtime', 'server'],
};

/** Packages that only some layers may use: what runs in a worker or an exported game knows none of them. */
const reserved = {
  yjs: ['document', 'net', 'editor', 'server', 'cli'],
  'y-protocols': ['net', 'editor', 'server'],
  'y-websocket': ['editor/client'],
  'y-indexeddb': ['editor/client'],
  konva: ['editor/canvas'],
  'monaco-editor': ['editor/code'],
  svelte: ['editor/live', 'editor/panels', 'editor/client'],
  'matter-js': ['engine'],
  fengari: ['script'],
  'classic-level': ['server'],
  ws: ['server'],
};

const folder = (layer) => `^src/lib/${layer}/`;
const any = (names) => `^src/lib/(${names.join('|')})/`;

const directions = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer.replace('/', '-')}`,
  comment: `${layer} may import only: ${[layer, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: folder(layer) },
  to: { path: '^src/', pathNot: any([layer, ...allowed]) },
}));

const packages = Object.entries(reserved).map(([name, users]) => ({
  name: `package-${name}`,
  comment: `${name} is for ${users.join(', ')}`,
  severity: 'error',
  from: { path: '^src/lib/', pathNot: any(users) },
  to: { path: `node_modules/${name}/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'folder-without-layer',
      comment: 'every folder of src/lib is a layer with its own line in scripts/layers.cjs',
      severity: 'error',
      from: { path: '^src/lib/', pathNot: any(Object.keys(layers)) },
      to: {},
    },
    ...directions,
    ...packages,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'browser', 'default'],
    },
  },
};
