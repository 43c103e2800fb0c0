/** What is asked of the machine that a browser is looked for on. */
export interface Machine {
  env: NodeJS.ProcessEnv;
  isExecutable(file: string): boolean;
  /** Where Playwright would have its own; there need be nothing. */
  playwrightsOwn(): Promise<string>;
  /** Whether it is a Debian and this is its root. */
  canInstall(): boolean;
  /** Installs the package of Debian, or fails to. */
  install(): void;
}

/** The path of a browser; throws an Error of one line when there is none. */
export function findBrowser(machine?: Machine): Promise<string>;
