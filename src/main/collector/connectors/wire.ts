/** One request as it goes to a server. Everything in it is ready: encoded, below the server's base path, without a secret of the auth. */
export interface WireRequest {
  readonly method: string
  /** Path and query, as `targetOf` gives them. */
  readonly target: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: { readonly contentType: string; readonly text: string }
  /** In words, for errors: "reading its sessions". */
  readonly doing: string
}

/** One answer, with its body unpacked. */
export interface WireAnswer {
  readonly status: number
  /** A header's value, or ''. */
  header(name: string): string
  readonly setCookies: readonly string[]
  /** Server clock minus ours in ms, from the Date header; null without one. */
  readonly clockOffset: number | null
  /** Length of the unpacked body. */
  readonly bytes: number
  /** The body as JSON. Throws `not-json`, `login-page`, `truncated`, `bad-encoding` with the server's name. */
  json(): unknown
  /** The body as text, in the charset it declares, else UTF-8. Throws `bad-encoding`. */
  text(): string
}
