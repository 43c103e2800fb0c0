/** The theme's tokens as the canvas paints with them. */
export interface ThemeColors {
  bg: string;
  line: string;
  text: string;
  dim: string;
  accent: string;
  guide: string;
  raised: string;
}

const FALLBACK: ThemeColors = {
  bg: '#0f1216',
  line: '#262c36',
  text: '#dfe5ee',
  dim: '#8b95a5',
  accent: '#7c9cff',
  guide: '#ff6fb1',
  raised: '#1c2129',
};

/** Reads the CSS custom properties that apply to an element. */
export function readThemeColors(element: Element): ThemeColors {
  const style = getComputedStyle(element);
  const colors = { ...FALLBACK };
  for (const name of Object.keys(colors) as (keyof ThemeColors)[])
    colors[name] = style.getPropertyValue(`--${name}`).trim() || colors[name];
  return colors;
}

/** Calls back when the theme may be another. Returns what ends it. */
export function watchTheme(fn: () => void): () => void {
  const observer = new MutationObserver(fn);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'class', 'style'],
  });
  const media = matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', fn);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', fn);
  };
}
