import { type Reason, RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { profileProblems } from '../../../shared/profile/checks.ts'
import { type ApiProfile, apiProfileSchema, type Profile } from '../../../shared/profile.ts'
import type { Sample, SampleRequest } from '../../../shared/profile-file.ts'
import type { Server } from '../../../shared/server.ts'
import { assertTarget, type Base, parseBase, withQuery } from './address.ts'
import { type Client, createClient } from './client.ts'
import { badProfile } from './load.ts'
import { secretNames } from './profile/other.ts'
import { serverScope } from './profile/request.ts'
import { signInOf } from './profile/sign-in.ts'
import { schemaWords } from './schema-words.ts'
import { scrubber } from './scrub.ts'
import { shown } from './shown.ts'
import type { WireAnswer, WireRequest } from './wire.ts'

/** Characters of JSON that are given at most; lists are cut shorter until it fits. */
const MOST_JSON = 1_000_000
const LENGTHS = [10_000, 1000, 200, 50, 10, 2]

/** Characters of an answer that is no JSON. */
const MOST_TEXT = 4000

/** A secret that begins before a cut is still known for one; it is looked for so far behind it. */
const LONGEST_SECRET = 4000

/** Characters of one text in an answer. */
const MOST_VALUE = 20_000

const MASK = '[secret]'

/** The parts of a profile that say how to speak to a server. The rest may still be missing while it is being written. */
const speakingSchema = apiProfileSchema.pick({ inputs: true, logins: true, headers: true, answers: true }).strip()
const SPEAKING = /^(?:inputs|logins|headers|answers)\b/

/** Reads what a profile that is still being written says about signing in. `model` stands in for all it does not say yet. Throws `bad-input`. */
export function speakingProfile(text: string, model: ApiProfile): ApiProfile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw refused([{ path: '', reason: t('refusal.noJson', { why: error instanceof Error ? error.message : '' }) }])
  }
  const parsed = speakingSchema.safeParse(json, { error: schemaWords })
  if (!parsed.success) throw refused(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message })))
  const profile = { ...model, ...parsed.data }
  const reasons = profileProblems(profile).filter(({ path }) => SPEAKING.test(path))
  if (reasons.length > 0) throw refused(reasons)
  return profile
}

/** A profile that answers can be asked by; `model` without its own way to speak where there is none. Throws `not-allowed` for a page. */
export function askableProfile(profile: Profile | null, model: ApiProfile): ApiProfile {
  if (profile === null) return { ...model, inputs: [], logins: [], headers: {}, answers: {} }
  if (profile.kind === 'api') return profile
  throw new RollcallError({
    code: 'not-allowed',
    message: t('connection.nothingToMap'),
    next: t('connection.nothingToMapNext'),
  })
}

/**
 * Asks a server once, as its draft says, for *Map fields*. What looks like a secret by its name, and every text that holds the credential,
 * is masked. Throws what a read throws, `not-allowed` for an address that would leave the server, and the signal's own reason.
 */
export async function readSample(
  server: Server,
  profile: ApiProfile,
  secret: string | null,
  request: SampleRequest,
  signal: AbortSignal,
): Promise<Sample> {
  const base = parseBase(server.url)
  const client = createClient({
    server,
    secret,
    signIn: signInOf(server, profile, secret, base),
    headers: profile.headers,
    scope: serverScope(server, profile, base),
    answers: profile.answers,
  })
  try {
    const { secrets: before } = await client.signedIn(signal)
    const answer = await answerTo(client, wireOf(base, request), signal).catch((error: unknown) => {
      throw server.auth.kind === 'login' ? afterSignIn(error) : error
    })
    const secrets = [...before, ...(await client.signedIn(signal)).secrets]
    return sampleOf(answer, [...secrets, ...(secret === null ? [] : [secret])])
  } finally {
    await client.close()
  }
}

/** Nobody knows what a request that is no GET does on a server that is only now described, so it is never sent a second time. */
async function answerTo(client: Client, wire: WireRequest, signal: AbortSignal): Promise<WireAnswer> {
  if (wire.method === 'GET') return await client.read(wire, signal)
  const acted = await client.act({ ...wire, wantsBody: true }, signal)
  if (acted.kind === 'broken') throw acted.problem
  const problem = client.failureOf(wire, acted.answer)
  if (problem !== null) throw problem
  return acted.answer
}

/** A sign-in that worked is not what has to be corrected, also when the server says that nobody is signed in. */
function afterSignIn(error: unknown): unknown {
  if (!(error instanceof RollcallError) || (error.code !== 'sign-in-failed' && error.code !== 'login-page')) return error
  return new RollcallError(
    {
      ...error.problem,
      message: t('connection.sampleRefused'),
      next: t('connection.sampleRefusedNext'),
    },
    { cause: error },
  )
}

function wireOf(base: Base, { method, path, query = {}, json }: SampleRequest): WireRequest {
  const target = withQuery(`${base.prefix}${path.startsWith('/') ? path : `/${path}`}`, Object.entries(query))
  assertTarget(base, target)
  const body = json === undefined ? {} : { body: { contentType: 'application/json', text: JSON.stringify(json) } }
  return { method, target, ...body, doing: t('connection.sampling') }
}

function sampleOf(answer: WireAnswer, secrets: readonly string[]): Sample {
  const head = { status: answer.status, contentType: shown(answer.header('content-type'), 200), clockOffset: answer.clockOffset }
  const scrub = scrubber(secrets)
  const json = jsonOf(answer)
  if (json === undefined) {
    const whole = answer.text()
    const text = scrub(whole.slice(0, MOST_TEXT + LONGEST_SECRET))
      .slice(0, MOST_TEXT)
      .toWellFormed()
    return { ...head, json: null, text, cut: whole.length > MOST_TEXT }
  }
  const masked = mask(json, scrub)
  for (const length of [Number.POSITIVE_INFINITY, ...LENGTHS]) {
    const short = length === Number.POSITIVE_INFINITY ? masked : shortened(masked, length)
    if (JSON.stringify(short).length <= MOST_JSON) return { ...head, json: short, text: null, cut: short !== masked }
  }
  return { ...head, json: null, text: null, cut: true }
}

function jsonOf(answer: WireAnswer): unknown {
  try {
    return answer.json() ?? null
  } catch (error) {
    if (error instanceof RollcallError && (error.code === 'not-json' || error.code === 'login-page')) return undefined
    throw error
  }
}

const isSecret = secretNames([])

/** Deeper than answers go; what lies below is not shown. */
const MOST_DEPTH = 30

function mask(value: unknown, scrub: (text: string) => string, path = '', depth = 0): unknown {
  if (typeof value === 'string') return value.length <= MOST_VALUE ? scrub(value) : scrubbedStart(value, scrub)
  if (typeof value !== 'object' || value === null) return value
  if (depth > MOST_DEPTH) return null
  if (Array.isArray(value)) return value.map((inner) => mask(inner, scrub, path, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => {
      const isPlain = typeof inner !== 'object' || inner === null
      if (isPlain && inner !== null && typeof inner !== 'boolean' && isSecret(path, name)) return [scrub(name), MASK]
      return [scrub(name), mask(inner, scrub, path === '' ? name : `${path}.${name}`, depth + 1)]
    }),
  )
}

function scrubbedStart(text: string, scrub: (text: string) => string): string {
  return scrub(text.slice(0, MOST_VALUE + LONGEST_SECRET))
    .slice(0, MOST_VALUE)
    .toWellFormed()
}

/** Lists and maps with no more than so many members. */
function shortened(value: unknown, most: number): unknown {
  if (Array.isArray(value)) return value.slice(0, most).map((inner) => shortened(inner, most))
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value.slice(0, 10_000).toWellFormed() : value
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, most)
      .map(([name, inner]) => [name, shortened(inner, most)]),
  )
}

function refused(reasons: readonly Reason[]): RollcallError {
  return new RollcallError(badProfile(t('collector.theProfile'), reasons))
}
