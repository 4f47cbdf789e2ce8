import type { IncomingMessage } from 'node:http'

/** What a route is for; failures are planned, and rights asked, by it. */
export type Purpose = 'sign-in' | 'sign-out' | 'parents' | 'list' | 'join' | 'own' | 'end-one' | 'end-many' | 'end-user'

/** One request as it arrived. */
export interface Asked {
  readonly method: string
  readonly target: string
  /** The path's segments below the base path, decoded; a trailing slash is an empty last one. null when it can't be decoded or lies elsewhere. */
  readonly segments: readonly string[] | null
  readonly query: URLSearchParams
  readonly body: string
  /** The body as JSON when its content type says so, else undefined. */
  readonly json: unknown
  /** The body as a form when its content type says so. */
  readonly form: URLSearchParams
  header(name: string): string
}

export interface Reply {
  readonly status: number
  readonly json?: unknown
  readonly text?: string
  readonly headers?: Readonly<Record<string, string | string[]>>
}

/** One route: `on` is such as `DELETE /users/:id/sessions/`, to the last slash. */
export interface Route {
  readonly on: string
  readonly purpose: Purpose
  /** The parameter that names the parent of a list, for a fan-out that fails in part. */
  readonly parent?: string
  answer(asked: Asked & { readonly params: Readonly<Record<string, string>>; says(status: number): Reply }): Reply
}

/** Reads a whole request. */
export async function askedOf(request: IncomingMessage, basePath: string): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString('utf8')
  const target = request.url ?? '/'
  const [path = '', query = ''] = target.split('?', 2)
  const type = request.headers['content-type'] ?? ''
  return {
    method: request.method ?? '',
    target,
    segments: path.startsWith(`${basePath}/`) ? decoded(path.slice(basePath.length)) : null,
    query: new URLSearchParams(query),
    body,
    json: type.startsWith('application/json') ? parsed(body) : undefined,
    form: new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? body : ''),
    header: (name) => {
      const value = request.headers[name.toLowerCase()]
      return Array.isArray(value) ? value.join(', ') : (value ?? '')
    },
  }
}

/** The route that a request is for, strict to the slash; null when there is none. */
export function matched(
  routes: readonly Route[],
  asked: Asked,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | null {
  for (const route of routes) {
    const [method, path = ''] = route.on.split(' ', 2)
    const params = method === asked.method && asked.segments !== null ? fitted(path.slice(1).split('/'), asked.segments) : null
    if (params !== null) return { route, params }
  }
  return null
}

function fitted(pattern: readonly string[], segments: readonly string[]): Readonly<Record<string, string>> | null {
  if (pattern.length !== segments.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? ''
    if (part.startsWith(':') && segment !== '') params[part.slice(1)] = segment
    else if (part !== segment) return null
  }
  return params
}

function decoded(path: string): readonly string[] | null {
  try {
    return path.slice(1).split('/').map(decodeURIComponent)
  } catch {
    return null
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A member of a JSON object that a client sent; undefined for anything else. */
export function member(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>)[name] : undefined
}

/** A whole number of a query, or what stands there instead. */
export function whole(text: string | null, otherwise: number): number {
  const number = Number(text ?? otherwise)
  return Number.isInteger(number) && number >= 0 ? number : otherwise
}
