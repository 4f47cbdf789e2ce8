import { request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Question {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Text goes as a form, anything else as JSON. */
  readonly body?: string | object
  /** The address to come from. */
  readonly address?: string
}

/** `cookies` maps the names that the answer sets to their values. */
export interface Answer {
  readonly status: number
  readonly body: string
  readonly cookies: ReadonlyMap<string, string>
  header(name: string): string
}

/** One HTTP request over a connection of its own; follows nothing. */
export async function ask(url: string | URL, { method, headers = {}, body, address }: Question = {}): Promise<Answer> {
  const content = typeof body === 'object' ? JSON.stringify(body) : body
  const type = typeof body === 'object' ? 'application/json' : 'application/x-www-form-urlencoded'
  const sent = request(url, {
    method: method ?? (content === undefined ? 'GET' : 'POST'),
    headers: { ...(content === undefined ? {} : { 'content-type': type }), ...headers },
    agent: false,
    timeout: 10_000,
    ...(address === undefined ? {} : { localAddress: address }),
  })
  sent.on('timeout', () => sent.destroy(new Error(`${url} gave no answer within 10 s`)))
  return await new Promise((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (response) => {
      text(response).then(
        (answer) =>
          resolve({
            status: response.statusCode ?? 0,
            body: answer,
            cookies: new Map((response.headers['set-cookie'] ?? []).map(cookieOf)),
            header: (name) => [response.headers[name] ?? ''].flat().join(', '),
          }),
        reject,
      )
    })
    sent.end(content)
  })
}

/** The value of an `Authorization` header for HTTP Basic. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function cookieOf(header: string): [string, string] {
  const [pair = ''] = header.split(';', 1)
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}
