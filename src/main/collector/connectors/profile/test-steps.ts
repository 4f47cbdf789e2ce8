import type { TEST_STEPS, TestStep } from '../../../../shared/contract/act.ts'
import { type ErrorCode, type Problem, RollcallError } from '../../../../shared/errors.ts'
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
  const tls = base.secure ? await tlsStep(steps, signal) : skipped('tls', 'Not encrypted: the server is on this computer.')
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
    return {
      ...ok('tls', `Certificate of ${certificate.subject}, issued by ${certificate.issuer}, valid until ${certificate.validTo}.`),
      certificate,
    }
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
    yield token ? ok('sign-in', 'Signed in.') : skipped('sign-in', 'Not known: nothing can be asked without ending something.')
    yield skipped('right', 'Not known: there is no list to read.')
    yield skipped('shape', 'This system has no list of sessions. A user can be logged out by name.')
    return
  }
  if (token) yield ok('sign-in', 'Signed in.')
  let result: ProfileRead
  try {
    result = await read(signal)
  } catch (error) {
    yield* failedRead(problemOf(error), token)
    return
  }
  if (!token) yield ok('sign-in', signsIn ? 'The credential was accepted.' : 'The server asks for none.')
  yield ok('right', 'The list may be read. Whether sessions may be ended shows when the first one is.')
  yield result.gap === 'loop' ? failed('shape', loopProblem(result)) : ok('shape', shapeWords(result, fields ?? {}))
}

function* failedRead(problem: Problem, signedIn: boolean): Generator<TestStep, void, void> {
  const step = STEP_OF[problem.code] ?? 'shape'
  if (!signedIn && step === 'right') yield ok('sign-in', 'The credential was accepted.')
  if (!signedIn && step === 'shape') yield skipped('sign-in', 'Not known: the list could not be read.')
  if (step === 'shape') yield skipped('right', 'Not known: the list could not be read.')
  yield failed(step, problem)
}

function loopProblem(result: ProfileRead): Problem {
  return {
    code: 'paging-failed',
    message: `The list can’t be read to its end: ${result.incomplete}.`,
    next: 'Set a page size that holds all sessions, up to 1000.',
  }
}

const FACTS: readonly (readonly [keyof DecodedSession & SessionField, string])[] = [
  ['user', 'user'],
  ['address', 'address'],
  ['userAgent', 'user agent'],
  ['createdAt', 'created'],
  ['lastActiveAt', 'last active'],
  ['expiresAt', 'expires'],
]

/** How many sessions there are, which facts no row has, and what could not be read. */
function shapeWords(result: ProfileRead, fields: Fields): string {
  const { sessions, incomplete, unreadable } = result
  const absent = FACTS.filter(([fact]) => sessions.length > 0 && sessions.every((session) => session[fact] === null))
  const mapped = absent.filter(([fact]) => fields[fact] !== undefined).map(([fact, words]) => `${words}${placeWords(fields[fact])}`)
  const others = absent.filter(([fact]) => fields[fact] === undefined).map(([, words]) => words)
  return [
    sessions.length === 1 ? 'One session.' : `${sessions.length} sessions.`,
    sourcesWords(result),
    mapped.length === 0 ? '' : `Looked for, and in no row: ${mapped.join(', ')}.`,
    others.length === 0 ? '' : `Not given: ${others.join(', ')}.`,
    incomplete === null ? '' : `Not complete: ${incomplete}.`,
    ...unreadable.reasons.slice(0, 3),
  ]
    .filter((words) => words !== '')
    .join(' ')
}

/** Where a fact was looked for, so that a path with a typing error is seen. */
function placeWords(rule: FieldRule | undefined): string {
  const named = fieldValues(rule).map((value) => (typeof value === 'string' ? { path: value } : value))
  const paths = named.flatMap((value) => ('path' in value ? [value.path] : []))
  return paths.length === 0 ? '' : ` (at ${paths.join(' or ')})`
}

/** What each list gave, where there are several or one is read for each of several things. */
function sourcesWords({ sources }: ProfileRead): string {
  if (sources.length < 2 && sources.every(({ parents }) => parents === null)) return ''
  const words = sources.map(({ name, rows, parents }, index) => {
    const of = parents === null ? '' : ` of ${several(parents.count, parents.noun)}`
    return `${rows} in ${name ?? (sources.length === 1 ? 'the lists' : `list ${index + 1}`)}${of}`
  })
  return `Listed: ${words.join('; ')}.`
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
