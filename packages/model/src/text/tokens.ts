/**
 * What a body means: a small tree that the same templates show live, on the server and in a feed. There is no node that holds
 * markup, so whatever is not in this list can only be shown as text.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'emphasis' | 'strong'; readonly children: readonly Inline[] }
  /** `href` has passed the rule of `safeHref`. */
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' };

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly children: TextTree }
  | { readonly kind: 'code-block'; readonly text: string }
  /** `start` is the first number of an ordered list. */
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly TextTree[] };

export type TextTree = readonly Block[];

/** Deepest nesting of quotes, lists, links and emphasis together; what lies deeper is text. Bounds recursion and time. */
export const TEXT_DEPTH_MAX = 20;
