/** The protocol's text faults in words for whoever wrote a file. */
import type { TextFault } from '@parley/protocol';

export const TEXT_FAULTS: Record<TextFault, string> = {
  'text-empty': 'has nothing that can be seen',
  'text-too-long': 'is longer than a text may be',
  'text-not-allowed': 'has a NUL or half of a surrogate pair',
  'name-not-allowed': 'is too long, empty, or has invisible or direction-changing characters',
};
