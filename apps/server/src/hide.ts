/** What must not be read by whoever sees a screen or a log. */

export const HIDDEN = '[hidden]';

/** `scheme://user:password@`, as settings hold it and as errors of database clients repeat it. */
const IN_ADDRESS = /(\w:\/\/[^\s:/@]*):[^\s/]*@/g;
/** The same as a parameter of an address. */
const IN_PARAMETER = /([?&]password=)[^\s&]+/gi;

/** A text without the passwords of the addresses in it. */
export const withoutPasswords = (text: string): string =>
  text.replace(IN_ADDRESS, `$1:${HIDDEN}@`).replace(IN_PARAMETER, `$1${HIDDEN}`);
