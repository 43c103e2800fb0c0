/**
 * An attachment for a part that comes by dynamic import: mounts it once it is there and takes it away again, however
 * late it came.
 * @param failed is told why a part could not be loaded, in the user's words
 */
export function mounting(
  mount: (node: HTMLDivElement) => Promise<() => void>,
  failed: (message: string) => void,
): (node: HTMLDivElement) => () => void {
  return (node) => {
    let unmount: (() => void) | null = null;
    let gone = false;
    mount(node).then(
      (dispose) => (gone ? dispose() : (unmount = dispose)),
      (error: Error) =>
        failed(`This part could not be loaded (${error.message}). Reload the page to try again.`),
    );
    return () => {
      gone = true;
      unmount?.();
    };
  };
}
