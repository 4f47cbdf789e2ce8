import type { Html } from './html.ts'

/** An answer before it is sent: JSON, a page, or nothing but its status and headers. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly page?: Html
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal as the practice servers word it. */
export function refuse(status: number, error: string, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: { error, message }, headers }
}

/** Sends the browser to another page, as most products do: after a form by 302 too, and every browser goes on by GET. */
export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 302, headers: { location, ...headers } }
}
