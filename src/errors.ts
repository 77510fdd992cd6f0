/** One thing wrong with a rule file: where, what, and what to do about it. */
export interface RuleIssue {
  /** Stable code such as `E_RULE_PATTERN`. */
  readonly code: string;
  /** Path as given by the caller. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  readonly message: string;
  /** What to do, as a full sentence. */
  readonly remedy: string;
}

/** Thrown for wrong options and wrong rules, never for text. */
export class DehuskError extends Error {
  readonly code: string;
  /** Every issue, for `E_RULES`; otherwise empty. */
  readonly issues: readonly RuleIssue[];

  constructor(code: string, message: string, issues: readonly RuleIssue[] = []) {
    super(message);
    this.name = "DehuskError";
    this.code = code;
    this.issues = issues;
  }
}

/** `file:line:column code message remedy`, one issue a line. */
export function formatIssue(issue: RuleIssue): string {
  return `${issue.file}:${issue.line}:${issue.column} ${issue.code} ${issue.message} ${issue.remedy}`;
}
