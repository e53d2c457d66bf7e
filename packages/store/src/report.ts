/** `error`: something is not done, or is done again; `warn`: it went on, and an operator should know. */
export type ReportLevel = 'warn' | 'error';

/** Takes what an operator must know, in words. */
export type OnReport = (report: string, level: ReportLevel) => void;
