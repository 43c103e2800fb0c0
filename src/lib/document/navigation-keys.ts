/** Beginnings of the keys of a scene's map under which its guides and bookmarks lie: `guide/ID`, `bookmark/1`. */
export const GUIDE = 'guide/';
export const BOOKMARK = 'bookmark/';
