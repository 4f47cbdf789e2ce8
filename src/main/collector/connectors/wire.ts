import type { AnswerRules } from './profile/answers.ts'

/** One request as it goes to a server. Everything in it is ready: encoded, below the server's base path, without a secret of the auth. */
export interface WireRequest {
  readonly method: string
  /** Path and query, as `compileRequest` and `targetOf` give them. */
  readonly target: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: { readonly contentType: string; readonly text: string }
  /** What is being done, for errors, as a message of its own: "reading its sessions". */
  readonly doing: string
  /** What its answer means, where that is not what the client's usual rules say. */
  readonly rules?: AnswerRules
  /** The body of its answer matters also where it acts. */
  readonly wantsBody?: boolean
  /** Texts in it that must never be shown, beside those of the sign-in. */
  readonly secrets?: readonly string[]
}

/** One answer, with its body unpacked. Of an answer that is no success no more than the start of its body may be there. */
export interface WireAnswer {
  readonly status: number
  /** A header's value, or ''. */
  header(name: string): string
  readonly setCookies: readonly string[]
  /** How long the server asked to be left alone, in ms, clamped; null where it did not. */
  readonly retryAfterMs: number | null
  /** Server clock minus ours in ms, from the Date header; null without one. */
  readonly clockOffset: number | null
  /** Length of the unpacked body. */
  readonly bytes: number
  /** The body as JSON. Throws `not-json`, `login-page`, `truncated`, `bad-encoding` with the server's name. */
  json(): unknown
  /** The body as text, in the charset it declares, else UTF-8. Throws `bad-encoding`. */
  text(): string
}
