/** Depth from which replies are no longer indented: narrow screens must keep a readable measure. */
export const INDENT_MAX = 5;
