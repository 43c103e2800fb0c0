import type { Signal } from '../core/signal.ts';

/** Shows what the tool in hand can do, at the bottom left of the canvas. Returns what takes it away. */
export function showHints(container: HTMLElement, hint: Signal<string>): () => void {
  const line = document.createElement('p');
  line.dataset.testid = 'hint';
  Object.assign(line.style, {
    position: 'absolute',
    left: '12px',
    bottom: '12px',
    maxWidth: 'calc(100% - 24px)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    margin: '0',
    padding: '5px 10px',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius, 7px)',
    background: 'var(--panel)',
    color: 'var(--dim)',
    font: '12px/16px system-ui, "Segoe UI", "DejaVu Sans", sans-serif',
    pointerEvents: 'none',
    zIndex: '1',
  } satisfies Partial<CSSStyleDeclaration>);
  const update = () => {
    line.hidden = hint.value === '';
    line.textContent = hint.value;
  };
  update();
  container.append(line);
  const stop = hint.subscribe(update);
  return () => {
    stop();
    line.remove();
  };
}
