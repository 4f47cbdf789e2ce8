import type { Environment } from '../server.ts'
import type { Device, Identity } from '../session.ts'

/**
 * A filter as it was understood. Everything in it must hold: each clause, and of the words one alternative. `jane roe; mary idle>30m` finds
 * sessions that are idle for half an hour and hold either both `jane` and `roe` or `mary`.
 */
export interface Filter {
  /** Alternatives of words (written with `;` between them), each word to be found anywhere in the session. Empty: no words. */
  readonly words: readonly (readonly string[])[]
  readonly clauses: readonly Clause[]
}

/** One condition as it was written. `from` and `to` are its place in the text, `text` is that part of it. */
export interface Clause {
  readonly condition: Condition
  /** Written with `-` before it: sessions for which it does not hold. A fact that is not known holds for no condition but the unknown one. */
  readonly negated: boolean
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Fields whose text is looked through. `name` is the person's name, `agent` the raw user agent and its words. */
export const TEXT_FIELDS = [
  'user',
  'name',
  'email',
  'agent',
  'browser',
  'system',
  'type',
  'project',
  'organisation',
  'node',
  'id',
  'userid',
] as const
export type TextField = (typeof TEXT_FIELDS)[number]

/** What `is:` knows. `protected` can't be terminated; `stale` is of a server whose rows may no longer be true. */
export const FLAGS = ['own', 'protected', 'stale', 'owner', 'service', 'lookalike'] as const
export type Flag = (typeof FLAGS)[number]

/**
 * Spans: `idle` since the last activity, `age` since the session was created, `new` since Rollcall first saw it, `ends` until it ends by
 * itself (negative once it should have), `expires` until its absolute expiry.
 */
export const SPANS = ['idle', 'age', 'new', 'ends', 'expires'] as const
export type Span = (typeof SPANS)[number]

/** One condition; its values are alternatives (written with `,` between them). */
export type Condition =
  /** `contains` with `:`, the whole text with `=`, both whatever the case. A value that is null (written `""`) stands for not known. */
  | { readonly kind: 'text'; readonly field: TextField; readonly exact: boolean; readonly values: readonly (string | null)[] }
  /** An address: a network (`10.0.0.0/8`, or a single address as one) or a part of its text. */
  | { readonly kind: 'address'; readonly exact: boolean; readonly values: readonly (Network | string | null)[] }
  | { readonly kind: 'server'; readonly exact: boolean; readonly values: readonly string[] }
  | { readonly kind: 'tag'; readonly exact: boolean; readonly values: readonly string[] }
  | { readonly kind: 'environment'; readonly values: readonly Environment[] }
  | { readonly kind: 'device'; readonly values: readonly (Device | null)[] }
  | { readonly kind: 'identity'; readonly values: readonly Identity[] }
  | { readonly kind: 'flag'; readonly values: readonly Flag[] }
  /** `more`: longer than (`>`), else shorter than (`<`). */
  | { readonly kind: 'span'; readonly span: Span; readonly more: boolean; readonly ms: number }
  /** Users with more (or fewer) than so many distinct addresses, by their name across all servers. */
  | { readonly kind: 'addresses'; readonly more: boolean; readonly count: number }

/** A range of addresses as two hexadecimal numbers of 32 digits, IPv4 in its IPv6 form, so that texts compare as numbers do. */
export interface Network {
  readonly first: string
  readonly last: string
}

/** Where a filter can't be understood, and why: a sentence for the line below the box. */
export interface FilterProblem {
  readonly message: string
  readonly from: number
  readonly to: number
}
