import { toast } from 'svelte-sonner';

type ToastOptions = Parameters<typeof toast>[1];

/** Short messages in a corner. What shows them comes with the first one. */
class Toasts {
  #any = $state(false);

  /** Something has been said. */
  get any(): boolean {
    return this.#any;
  }

  say(text: string, options?: ToastOptions): void {
    this.#any = true;
    toast(text, options);
  }

  /** Takes one away that was said under an id. */
  dismiss(id: string): void {
    if (this.#any) toast.dismiss(id);
  }

  succeed(text: string): void {
    this.#any = true;
    toast.success(text);
  }

  warn(text: string, options?: ToastOptions): void {
    this.#any = true;
    toast.warning(text, options);
  }

  fail(text: string, options?: ToastOptions): void {
    this.#any = true;
    toast.error(text, options);
  }
}

export const toasts = new Toasts();
