/** Child windows that look and answer as the one that they came from. */

const STYLES = 'style, link[rel="stylesheet"]';

/** Gives a new window a document with this one's styles and theme, which it goes on following. Returns what ends that. */
export function dressed(child: Window, title: string): () => void {
  const { document: own } = child;
  // Written, it is in standards mode, and no browser replaces it by another empty document later.
  own.open();
  own.write('<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body></body></html>');
  own.close();
  own.title = `${title} · ${document.title}`;
  for (const each of document.head.querySelectorAll(STYLES)) own.head.append(own.importNode(each, true));
  const theme = () => {
    const { theme: chosen } = document.documentElement.dataset;
    if (chosen === undefined) delete own.documentElement.dataset.theme;
    else own.documentElement.dataset.theme = chosen;
  };
  theme();
  // Styles of parts that are loaded later come later.
  const styles = new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node instanceof Element && node.matches(STYLES)) own.head.append(own.importNode(node, true));
  });
  styles.observe(document.head, { childList: true });
  const themes = new MutationObserver(theme);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    styles.disconnect();
    themes.disconnect();
  };
}

/** Lets keys that a child window does not use itself give commands, as in the window that it came from. */
export function keysGoHome(child: Window): () => void {
  const down = (event: KeyboardEvent) => {
    const target = event.target as Element | null;
    if (event.defaultPrevented || target?.closest?.('input, textarea, select, [contenteditable="true"]'))
      return;
    const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
    const copy = { key, code, ctrlKey, metaKey, shiftKey, altKey, cancelable: true };
    if (!window.dispatchEvent(new KeyboardEvent('keydown', copy))) event.preventDefault();
  };
  child.addEventListener('keydown', down);
  return () => child.removeEventListener('keydown', down);
}
