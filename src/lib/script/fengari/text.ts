/** Lua strings are bytes; the rest of the program speaks UTF-16. */
import { to_jsstring, to_luastring } from './library.ts';

const names = new Map<string, Uint8Array>();

/** The UTF-8 bytes of a text. */
export function luaBytes(text: string): Uint8Array {
  return to_luastring(text);
}

/** Bytes of a fixed name that is used again and again. Never change what it returns. */
export function luaName(name: string): Uint8Array {
  let bytes = names.get(name);
  if (!bytes) names.set(name, (bytes = to_luastring(name)));
  return bytes;
}

/** The text that bytes hold; what is not UTF-8 becomes U+FFFD. */
export function jsText(bytes: Uint8Array): string {
  return to_jsstring(bytes, undefined, undefined, true);
}
