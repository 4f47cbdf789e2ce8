import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { OwnRule } from '../../../../shared/profile/terminate.ts'
import type { Base } from '../address.ts'
import type { Client } from '../client.ts'
import { getter } from './path.ts'
import { compileRequest, type Scope } from './request.ts'

/** What of a session may tell that it is Rollcall's own. `id` is the id itself, not its hash; `parts` are the id's further parts by name. */
export interface OwnFacts {
  readonly id: string | null
  readonly parts: Readonly<Record<string, string | null>>
  readonly user: string | null
  readonly userId: string | null
}

/** Whether a session is Rollcall's own; null when nobody can tell. */
export type OwnTeller = (session: OwnFacts) => boolean | null

/** What telling own sessions needs: `scope` is that of every template of the server. */
export interface OwnOptions {
  readonly rule: OwnRule | undefined
  readonly client: Client
  readonly base: Base
  readonly scope: Scope
}

const UNKNOWN: OwnTeller = () => null
const NEVER: OwnTeller = () => false

/**
 * Compiles how own sessions are told. What it gives is asked once per read, and asks the server where the rule says so; it throws what a
 * request throws, but where the server only has nothing to say of oneself, own sessions are unknown.
 */
export function ownTeller({ rule, client, base, scope }: OwnOptions): (signal: AbortSignal) => Promise<OwnTeller> {
  switch (rule?.kind) {
    case 'whoami': {
      const request = compileRequest(rule.request, base, () => t('reading.doingOwn'))
      const tellers = [rule, ...(rule.also === undefined ? [] : [rule.also])].map(({ path, matches }) => ({ get: getter(path), matches }))
      return async (signal) => {
        const { answer: signIn } = await client.signedIn(signal)
        const found = await orNothing(
          client.read(request({ ...scope, signIn }), signal).then((answer) => {
            const json = answer.json()
            return tellers.map(({ get }) => get(json, { status: answer.status }))
          }),
        )
        return all(tellers.map(({ matches }, at) => matcher(matches, [Array.isArray(found) ? found[at] : undefined])))
      }
    }
    case 'token-claim':
      return async (signal) => {
        const { token } = await client.signedIn(signal)
        const claims = token === null ? null : claimsOf(token)
        return matcher(rule.matches, claims === null ? [] : rule.claims.map((claim) => getter(claim)(claims)))
      }
    case 'none':
      return () => Promise.resolve(NEVER)
    case 'user':
    case 'unknown':
    case undefined:
      // Own users are compared by name, later and elsewhere.
      return () => Promise.resolve(UNKNOWN)
  }
}

const NOTHING_TO_SAY: ReadonlySet<string> = new Set(['no-right', 'not-found', 'unexpected-status', 'not-json', 'wrong-shape', 'redirected'])

/** A server that can't say who one is, is still read; one that is in trouble is asked again later. */
async function orNothing(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof RollcallError && NOTHING_TO_SAY.has(error.code)) return undefined
    throw error
  }
}

function matcher(matches: string, values: readonly unknown[]): OwnTeller {
  const own = values.filter((value) => (typeof value === 'string' && value !== '') || typeof value === 'number').map(String)
  if (own.length === 0) return UNKNOWN
  if (matches === 'user') {
    const names = own.map(folded)
    return ({ user }) => (user === null ? null : names.includes(folded(user)))
  }
  const fact = factOf(matches)
  return (session) => {
    const value = fact(session)
    return value === null ? null : own.includes(value)
  }
}

/** Own only where every teller says so; unknown where none says no and one can't tell. */
function all(tellers: readonly OwnTeller[]): OwnTeller {
  const [first] = tellers
  if (tellers.length === 1 && first !== undefined) return first
  return (session) => {
    const told = tellers.map((tell) => tell(session))
    if (told.includes(false)) return false
    return told.includes(null) ? null : true
  }
}

/** Own where either says so; not own only where both can tell and say no. */
export function eitherOf(one: OwnTeller, other: OwnTeller): OwnTeller {
  return (session) => {
    const told = [one(session), other(session)]
    if (told.includes(true)) return true
    return told.includes(null) ? null : false
  }
}

function factOf(matches: string): (session: OwnFacts) => string | null {
  if (matches === 'id') return ({ id }) => id
  if (matches === 'userId') return ({ userId }) => userId
  const part = matches.slice('id.'.length)
  return ({ parts }) => parts[part] ?? null
}

/** Most servers take a user name in any case and list it in one. */
function folded(name: string): string {
  return name.normalize('NFKC').trim().toUpperCase().toLowerCase()
}

/** What a token says of itself. It is not verified: it only tells which row is our own, to whoever got the token from that server. */
function claimsOf(token: string): unknown {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return null
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
