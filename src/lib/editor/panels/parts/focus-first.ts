/** Puts the focus where work begins: on what is marked with `data-first`, once it is there. */
export function focusFirst(node: HTMLElement): void {
  node.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true });
}
