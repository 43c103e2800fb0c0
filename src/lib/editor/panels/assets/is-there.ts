/**
 * Asks, once an element comes into sight, whether the server has the content of a file that is not shown itself.
 * Without an answer nothing is told.
 * @param answer is told whether it is there
 */
export const seekContent =
  (url: string, answer: (there: boolean) => void) =>
  (element: Element): (() => void) => {
    let gone = false;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      fetch(url, { method: 'HEAD' }).then(
        ({ ok, status }) => !gone && (ok || status === 404) && answer(ok),
        () => {},
      );
    });
    // What still waits here to be sent is there.
    if (!url.startsWith('blob:')) observer.observe(element);
    return () => {
      gone = true;
      observer.disconnect();
    };
  };
