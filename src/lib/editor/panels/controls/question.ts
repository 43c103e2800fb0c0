/** What a person is asked before something that cannot be undone. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly onconfirm: () => void;
}
