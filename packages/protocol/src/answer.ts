/** What an acknowledgement holds. */
import type { Refusal } from './refusals.ts';

export type Answer<T> = ({ readonly ok: true } & { readonly value: T }) | { readonly ok: false; readonly refusal: Refusal };
