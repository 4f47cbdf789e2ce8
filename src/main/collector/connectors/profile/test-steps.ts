import type { TEST_STEPS, TestStep } from '../../../../shared/contract/act.ts'
import { type ErrorCode, type Problem, RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { type FieldRule, type Fields, fieldValues, type SessionField } from '../../../../shared/profile/field.ts'
import type { Client } from '../client.ts'
import type { DecodedSession } from '../connector.ts'
import type { CertificateFacts, NetworkSteps } from '../transport.ts'
import { several } from './fan-out.ts'
import type { ProfileRead } from './profile-connector.ts'

type StepName = (typeof TEST_STEPS)[number]
type Reader = (signal: AbortSignal) => Promise<ProfileRead>

/** Which step a failed read belongs to; all others are a matter of the answer's shape. */
const STEP_OF: Readonly<Partial<Record<ErrorCode, StepName>>> = {
  'sign-in-failed': 'sign-in',
  'login-page': 'sign-in',
  'credential-needed': 'sign-in',
  'no-right': 'right',
  'connection-refused': 'connection',
  'connection-failed': 'connection',
}

/** What trying a server takes. */
export interface TestOptions {
  readonly client: Client
  /** Whether signing in takes anything at all. */
  readonly signsIn: boolean
  /** Whether there is a list to read. */
  readonly lists: boolean
  readonly read: Reader
  /** What the fields are read from; nothing where that is not the admin's to say. */
  readonly fields?: Fields
  readonly signal: AbortSignal
}

/** Tries a server from its address to its list, one step at a time, and stops at the first that fails. */
export async function* testSteps(options: TestOptions): AsyncGenerator<TestStep, void, void> {
  const { client, signal } = options
  const { base, steps } = client
  yield ok('address', `${base.origin}${base.prefix}`)
  const network: readonly (readonly [StepName, () => Promise<string>])[] = [
    ['name', async () => (await steps.name(signal)).join(', ')],
    ['connection', () => steps.connection(signal)],
  ]
  for (const [step, run] of network) {
    const result = await outcome(step, run)
    yield result
    if (result.result === 'failed') return
  }
  const tls = base.secure ? await tlsStep(steps, signal) : skipped('tls', t('connection.testUnencrypted'))
  yield tls
  if (tls.result === 'failed') return
  yield* readSteps(options)
}

async function outcome(step: StepName, run: () => Promise<string>): Promise<TestStep> {
  try {
    return ok(step, await run())
  } catch (error) {
    return failed(step, problemOf(error))
  }
}

/** When the certificate is not believed, it is fetched for the admin to look at, over a connection that carries nothing else. */
async function tlsStep(steps: NetworkSteps, signal: AbortSignal): Promise<TestStep> {
  try {
    const certificate = await steps.tls(signal)
    const { subject, issuer, validTo: until } = certificate
    return { ...ok('tls', t('connection.testCertificate', { subject, issuer, until })), certificate }
  } catch (error) {
    const step = failed('tls', problemOf(error))
    const certificate = await shownCertificate(steps, signal)
    return certificate === null ? step : { ...step, certificate }
  }
}

async function shownCertificate(steps: NetworkSteps, signal: AbortSignal): Promise<CertificateFacts | null> {
  try {
    return await steps.shownCertificate(signal)
  } catch (error) {
    if (signal.aborted) throw error
    return null
  }
}

/** Signing in is a request of its own where there is a sign-in request; a key or password is only believed when the list was answered. */
async function* readSteps({ client, signsIn, lists, read, fields, signal }: TestOptions): AsyncGenerator<TestStep, void, void> {
  let token: boolean
  try {
    token = (await client.signedIn(signal)).answer !== null
  } catch (error) {
    const problem = problemOf(error)
    yield failed(STEP_OF[problem.code] === 'connection' ? 'connection' : 'sign-in', problem)
    return
  }
  if (!lists) {
    yield token ? ok('sign-in', t('connection.testSignedIn')) : skipped('sign-in', t('connection.testUnaskable'))
    yield skipped('right', t('connection.testNoList'))
    yield skipped('shape', t('connection.testOnlyUsers'))
    return
  }
  if (token) yield ok('sign-in', t('connection.testSignedIn'))
  let result: ProfileRead
  try {
    result = await read(signal)
  } catch (error) {
    yield* failedRead(problemOf(error), token)
    return
  }
  if (!token) yield ok('sign-in', signsIn ? t('connection.testAccepted') : t('connection.testNoneAsked'))
  yield ok('right', t('connection.testRight'))
  yield result.gap === 'loop' ? failed('shape', loopProblem(result)) : ok('shape', shapeWords(result, fields ?? {}))
}

function* failedRead(problem: Problem, signedIn: boolean): Generator<TestStep, void, void> {
  const step = STEP_OF[problem.code] ?? 'shape'
  if (!signedIn && step === 'right') yield ok('sign-in', t('connection.testAccepted'))
  if (!signedIn && step === 'shape') yield skipped('sign-in', t('connection.testUnread'))
  if (step === 'shape') yield skipped('right', t('connection.testUnread'))
  yield failed(step, problem)
}

function loopProblem(result: ProfileRead): Problem {
  return {
    code: 'paging-failed',
    message: t('reading.testLoop', { incomplete: result.incomplete ?? '' }),
    next: t('reading.testLoopNext'),
  }
}

const FACTS: readonly (readonly [keyof DecodedSession & SessionField, () => string])[] = [
  ['user', () => t('reading.factUser')],
  ['address', () => t('reading.factAddress')],
  ['userAgent', () => t('reading.factUserAgent')],
  ['createdAt', () => t('reading.factCreated')],
  ['lastActiveAt', () => t('reading.factLastActive')],
  ['expiresAt', () => t('reading.factExpires')],
]

/** How many sessions there are, which facts no row has, and what could not be read. */
function shapeWords(result: ProfileRead, fields: Fields): string {
  const { sessions, incomplete, unreadable } = result
  const absent = FACTS.filter(([fact]) => sessions.length > 0 && sessions.every((session) => session[fact] === null))
  const mapped = absent.filter(([fact]) => fields[fact] !== undefined).map(([fact, words]) => soughtWords(words(), fields[fact]))
  const others = absent.filter(([fact]) => fields[fact] === undefined).map(([, words]) => words())
  return [
    t('reading.testSessions', { count: sessions.length }),
    sourcesWords(result),
    mapped.length === 0 ? '' : t('reading.testSought', { facts: mapped.join(', ') }),
    others.length === 0 ? '' : t('reading.testNotGiven', { facts: others.join(', ') }),
    incomplete === null ? '' : t('reading.testIncomplete', { incomplete }),
    ...unreadable.reasons.slice(0, 3),
  ]
    .filter((words) => words !== '')
    .join(' ')
}

/** A fact with where it was looked for, so that a path with a typing error is seen. */
function soughtWords(fact: string, rule: FieldRule | undefined): string {
  const named = fieldValues(rule).map((value) => (typeof value === 'string' ? { path: value } : value))
  const paths = named.flatMap((value) => ('path' in value ? [value.path] : []))
  return paths.length === 0 ? fact : t('reading.at', { fact, places: paths.join(t('reading.or')) })
}

/** What each list gave, where there are several or one is read for each of several things. */
function sourcesWords({ sources }: ProfileRead): string {
  if (sources.length < 2 && sources.every(({ parents }) => parents === null)) return ''
  const words = sources.map(({ name, rows, parents }, index) => {
    const unnamed = sources.length === 1 ? t('reading.testLists') : t('reading.listNumber', { number: index + 1 })
    const values = { rows, name: name ?? unnamed }
    if (parents === null) return t('reading.testRows', values)
    return t('reading.testRowsOf', { ...values, parents: several(parents.count, parents.noun) })
  })
  return t('reading.testListed', { lists: words.join('; ') })
}

function problemOf(error: unknown): Problem {
  if (error instanceof RollcallError) return error.problem
  throw error
}

function ok(step: StepName, detail: string): TestStep {
  return { step, result: 'ok', detail, problem: null }
}

function skipped(step: StepName, detail: string): TestStep {
  return { step, result: 'skipped', detail, problem: null }
}

function failed(step: StepName, problem: Problem): TestStep {
  return { step, result: 'failed', detail: problem.message, problem }
}
