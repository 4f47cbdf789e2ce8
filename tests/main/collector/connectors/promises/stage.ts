import type { Connector, UserName } from '../../../../../src/main/collector/connectors/connector.ts'
import { createConnector, type SavedProfiles } from '../../../../../src/main/collector/connectors/registry.ts'
import type { Server } from '../../../../../src/shared/server.ts'
import { type DoubleKind, startDouble } from '../../../../doubles/double.ts'
import type { Purpose, Reply } from '../../../../doubles/route.ts'
import { type Gate, startGate } from './gate.ts'

/** One session that is really there. */
export interface Live {
  /** The session itself: the same as long as it lives. */
  readonly session: object
  /** The id that Rollcall must keep of it; null for systems whose rows have none. */
  kept(): string | null
  /** What its row says of its user. */
  readonly name: UserName
  /** What its client proves itself with. */
  readonly secrets: readonly string[]
}

/** A system that runs behind a gate, and everything a promise must know of it. */
export interface Stage {
  readonly gate: Gate
  readonly server: Server
  readonly secret: string | null
  /** The profile of it, where it is none of Rollcall itself. */
  readonly saved?: SavedProfiles
  live(): readonly Live[]
  /** Opens a session whose id is this text, of somebody who has others. */
  add(id: string): void
  /** Opens the session that is Rollcall's own there; gives what of the server's settings must be otherwise to see it. */
  addOwn?(): Partial<Server>
  /** Opens a session of somebody of this name. */
  addUser?(name: string): void
  /** How the system itself says what others say by this status; null where it has no words of its own. */
  says?(status: number, purpose: Purpose): Reply | null
  /** Tokens and the like that signing in gave. */
  tokens(): readonly string[]
  close(): Promise<void>
}

/** A connector to a stage, as Rollcall makes it. */
export function connectorTo({ server, secret, saved }: Stage, changes: Partial<Server> = {}): Connector {
  return createConnector({ ...server, ...changes }, secret, saved)
}

/** What is different about a double in this table. */
interface DoubleChanges {
  readonly auth?: Server['auth']
  /** The id, and the user where it is nobody of the others, of Rollcall's own session. */
  readonly own?: { readonly id: string; readonly user?: string }
  /** Its ids are what clients prove themselves with. */
  readonly idIsSecret?: true
  /** What somebody types to log a user out, where no row says it. */
  readonly typed?: 'name' | 'email'
  /** A part of its paths that stands for one of several, and that the double knows by name only. */
  readonly several?: RegExp
}

/** A double behind a gate. */
export function ofDouble(kind: DoubleKind, changes: DoubleChanges = {}): () => Promise<Stage> {
  return async () => {
    const double = await startDouble(kind, { sessions: 6 })
    const { world } = double
    const base = kind.basePath ?? ''
    const documented = kind
      .routes(world)
      .map(({ on, purpose }) => ({ purpose, on: changes.several ? on.replace(changes.several, '/:one/') : on }))
    const gate = await startGate(new URL(double.url).origin, documented, base)
    world.origin = gate.url
    const { own } = changes
    const seen = new Set<string>()
    const addTokens = world.tokens.add.bind(world.tokens)
    world.tokens.add = (token) => {
      seen.add(token)
      return addTokens(token)
    }
    return {
      gate,
      server: { ...double.server(changes.auth === undefined ? {} : { auth: changes.auth }), url: gate.url + base },
      secret: kind.secret === '' ? null : kind.secret,
      live: () =>
        [...world.live].map((session) => ({
          session,
          kept: () => kind.kept(session),
          name: { userId: session.person.id, user: kind.expected(session, world).user ?? session.person[changes.typed ?? 'name'] },
          secrets: changes.idIsSecret === true ? [session.token, session.id] : [session.token],
        })),
      add: (id) => void world.add(id),
      addUser(name) {
        const known = world.people.find((one) => one.name === name)
        const person = known ?? kind.person(name, world.people.length)
        if (known === undefined) world.people.push(person)
        world.add(kind.sessionId(90 + world.live.size, person), { person })
      },
      ...(own === undefined
        ? {}
        : {
            addOwn() {
              const person = own.user === undefined ? undefined : kind.person(own.user, 50)
              if (person !== undefined) world.people.push(person)
              world.add(own.id, { ...(person === undefined ? {} : { person }), kind: kind.kinds?.[0] ?? '' })
              return {}
            },
          }),
      says: (status, purpose) => kind.says?.(status, { on: '', purpose, answer: () => ({ status }) }) ?? null,
      tokens: () => [...seen],
      async close() {
        await gate.close()
        await double.close()
      },
    }
  }
}
