/** What of a project can have been worked on, as lists of changes count it. */
export type WorkedOn =
  'scenes' | 'entities' | 'prefabs' | 'scripts' | 'assets' | 'tilesets' | 'settings' | 'comments';
