/** Making text from a stranger's device safe to read: in a terminal, in a file with one entry a line, in a page. */

/** Control characters, and what turns the direction of text around or is no character at all. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (sign: string): string =>
  SHORT[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** One line: whatever could break or forge a line, or steer a terminal, is written as an escape. */
export const oneLine = (text: string): string => text.replaceAll('\\', '\\\\').replace(UNSAFE, escaped);

/** For a page, which keeps lines and tabs apart from the rest. */
export const readable = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(UNSAFE, (sign) => (sign === '\n' || sign === '\t' ? sign : escaped(sign)));
