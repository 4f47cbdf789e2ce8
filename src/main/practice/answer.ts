/** An answer before it is sent. A body that is left out gives an empty answer. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal as the practice servers word it. */
export function refuse(status: number, error: string, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: { error, message }, headers }
}
