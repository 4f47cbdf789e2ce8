import type { IncomingMessage } from 'node:http'

const BODY_BYTES = 4096

/** The body of a small request as text. Throws when it is longer than any form or sign-in here. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request.setEncoding('utf8')) {
    body += part
    if (body.length > BODY_BYTES) throw new Error('too long')
  }
  return body
}

/** The fields of a submitted form. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await bodyOf(request))
}
