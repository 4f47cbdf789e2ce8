import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DecodedSession } from '../../src/main/collector/connectors/connector.ts'
import { type Server, serverDraftSchema, serverSchema } from '../../src/shared/server.ts'
import { type Asked, askedOf, matched, type Reply, type Route } from './route.ts'
import { createWorld, type LiveSession, type Person, type World } from './world.ts'

/** How one system behaves, as its documents say: its people and ids, its routes, its way to say no. */
export interface DoubleKind {
  readonly profileId: string
  /** Below which path the system lives; '' or such as `/guacamole`. */
  readonly basePath?: string
  /** What the server dialog would be filled with, but for name, address and kind. */
  readonly settings: { readonly auth: Server['auth']; readonly inputs?: Readonly<Record<string, string>> }
  readonly secret: string
  person(name: string, index: number): Person
  sessionId(index: number, person: Person): string
  /** Kinds of sessions the system tells apart; the sessions of a seed take turns. */
  readonly kinds?: readonly string[]
  /** The id that Rollcall keeps of a session, as the contract of kept ids says. */
  kept(session: LiveSession): string
  /** What a row must give of a session; compared as far as it goes. */
  expected(session: LiveSession, world: World): Partial<DecodedSession>
  routes(world: World): readonly Route[]
  /** The answer to a request that is not signed in, or null where it is. */
  stranger(asked: Asked, world: World): Reply | null
  /** How the system says what others say by this status. */
  says?(status: number, route: Route): Reply
  /** What it answers when a session is ended that is not there. */
  readonly gone: 'not-found' | 'accepted'
  /** What it says, in its own words, to somebody without the right. */
  readonly refusal?: string
  /** Whether signing out ends the token that signing in gave. */
  readonly signsOut?: true
  /** Ending needs something that is never kept, so that a list must have been read. */
  readonly hides?: true
}

/** A running double. */
export interface Double {
  readonly kind: DoubleKind
  readonly world: World
  readonly url: string
  readonly secret: string
  server(changes?: { readonly auth?: Server['auth']; readonly inputs?: Readonly<Record<string, string>> }): Server
  close(): Promise<void>
}

/** Starts a double on loopback, with `sessions` sessions of three people, or of as many as are named. */
export async function startDouble(
  kind: DoubleKind,
  seed: { readonly sessions?: number; readonly people?: readonly string[] } = {},
): Promise<Double> {
  const world = createWorld(kind)
  for (const [index, name] of (seed.people ?? ['alice', 'bob', 'carol']).entries()) world.people.push(kind.person(name, index))
  world.seed(seed.sessions ?? 6)
  const routes = kind.routes(world)
  const http = createServer((request, response) => {
    answerTo(kind, world, routes, request).then((reply) => send(response, reply))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  world.origin = origin
  const url = origin + (kind.basePath ?? '')
  return {
    kind,
    world,
    url,
    secret: kind.secret,
    server: (changes = {}) =>
      serverSchema.parse({
        ...serverDraftSchema.parse({
          name: 'Double',
          url,
          connector: { profileId: kind.profileId, inputs: { ...kind.settings.inputs, ...changes.inputs } },
          auth: changes.auth ?? kind.settings.auth,
        }),
        id: 'double',
        paused: false,
        credential: 'stored',
      }),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}

async function answerTo(kind: DoubleKind, world: World, routes: readonly Route[], request: IncomingMessage): Promise<Reply> {
  const asked = await askedOf(request, kind.basePath ?? '')
  world.asked.push(asked)
  const found = matched(routes, asked)
  if (found === null) {
    world.strayed.push(`${asked.method} ${asked.target}`)
    return { status: 404, json: { error: 'no such page' } }
  }
  const { route, params } = found
  const says = (status: number): Reply => kind.says?.(status, route) ?? { status, json: { error: `status ${status}` } }
  const planned = world.planned(route.purpose)
  if (planned !== null) return { ...says(planned.status), headers: planned.headers ?? {} }
  if (route.purpose !== 'sign-in') {
    const refused = kind.stranger(asked, world)
    if (refused !== null) return refused
    if (!world.rights.has(route.purpose.startsWith('end-') ? 'manage' : 'view')) return says(403)
  }
  const broken = route.parent === undefined ? undefined : world.broken.get(params[route.parent] ?? '')
  return broken === undefined ? route.answer({ ...asked, params, says }) : says(broken)
}

function send(response: ServerResponse, reply: Reply): void {
  const text = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)
  const type = reply.json === undefined ? 'text/plain; charset=utf-8' : 'application/json'
  response.writeHead(reply.status, { ...(text === '' ? {} : { 'Content-Type': type }), ...reply.headers })
  response.end(text)
}
