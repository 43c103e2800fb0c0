import { DOMParser, ParseError } from '@xmldom/xmldom';
import { ProblemError } from '../base/result.ts';

/** One element of an XML file. */
export interface XmlElement {
  name: string;
  /** The file it is in, for messages. */
  file: string;
  /** 1-based. */
  line: number;
  attributes: ReadonlyMap<string, string>;
  children: readonly XmlElement[];
  /** The text directly in it. */
  text: string;
}

interface DomNode {
  nodeType: number;
  nodeName: string;
  nodeValue: string | null;
  lineNumber?: number;
  firstChild: DomNode | null;
  nextSibling: DomNode | null;
  attributes?: { length: number; item(at: number): { name: string; value: string } | null };
}

/** Deeper files are not made by any editor. */
const deepest = 64;

function convert(node: DomNode, file: string, depth: number): XmlElement {
  const line = node.lineNumber ?? 1;
  if (depth > deepest) throw new ProblemError({ file, line, message: 'The elements are nested too deeply.' });
  const attributes = new Map<string, string>();
  for (let at = 0; at < (node.attributes?.length ?? 0); at++) {
    const attribute = node.attributes!.item(at)!;
    attributes.set(attribute.name, attribute.value);
  }
  const children: XmlElement[] = [];
  let text = '';
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const [element, plain, cdata] = [1, 3, 4];
    if (child.nodeType === element) children.push(convert(child, file, depth + 1));
    else if (child.nodeType === plain || child.nodeType === cdata) text += child.nodeValue ?? '';
  }
  return { name: node.nodeName, file, line, attributes, children, text };
}

/** Parses an XML file; throws a {@link ProblemError} with file and line for anything that is not well-formed. */
export function parseXmlFile(bytes: Uint8Array, file: string): XmlElement {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError({ file, message: 'The file is not text in UTF-8.' });
  }
  if (!/^\s*</.test(source)) throw new ProblemError({ file, line: 1, message: 'The file is no XML.' });
  let complaint = '';
  const onError = (_level: string, message: string): void => {
    complaint ||= message;
    // Going on after a warning would import half of what somebody wrote.
    throw new Error(message);
  };
  try {
    const root = new DOMParser({ onError }).parseFromString(source, 'text/xml').documentElement;
    if (!root) throw new ProblemError({ file, line: 1, message: 'The XML file is empty.' });
    return convert(root as unknown as DomNode, file, 0);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const locator =
      error instanceof ParseError ? (error.locator as { lineNumber?: number } | undefined) : undefined;
    const reason = (complaint || (error instanceof Error ? error.message : '') || 'it cannot be parsed')
      .split('\n')[0]!
      .replace(/^element parse error: |^Error constructing the DOM: |\w*Error: /g, '')
      .trim();
    throw new ProblemError({
      file,
      line: locator?.lineNumber || 1,
      message: `The XML is broken: ${reason}.`,
    });
  }
}

/** The first child of that name. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

/** All children of that name. */
export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** A {@link ProblemError} at an element. */
export const problemAt = ({ file, line }: XmlElement, message: string): ProblemError =>
  new ProblemError({ file, line, message });

/** A text attribute; '' when it is missing. */
export const textOf = (element: XmlElement, name: string): string => element.attributes.get(name) ?? '';
