import type { TEST_STEPS, TestStep } from '../../../../shared/contract/act.ts'
import { type ErrorCode, type Problem, RollcallError } from '../../../../shared/errors.ts'
import type { DecodedSession } from '../connector.ts'
import type { CertificateFacts, Transport } from '../transport.ts'
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

/** Tries a server from its address to its list, one step at a time, and stops at the first that fails. */
export async function* testSteps(transport: Transport, read: Reader, signal: AbortSignal): AsyncGenerator<TestStep, void, void> {
  const { base, steps } = transport
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
  const tls = base.secure ? await tlsStep(transport, signal) : skipped('tls', 'Not encrypted: the server is on this computer.')
  yield tls
  if (tls.result === 'failed') return
  yield* readSteps(read, signal)
}

async function outcome(step: StepName, run: () => Promise<string>): Promise<TestStep> {
  try {
    return ok(step, await run())
  } catch (error) {
    return failed(step, problemOf(error))
  }
}

/** When the certificate is not believed, it is fetched for the admin to look at, over a connection that carries nothing else. */
async function tlsStep({ steps }: Transport, signal: AbortSignal): Promise<TestStep> {
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

async function shownCertificate(steps: Transport['steps'], signal: AbortSignal): Promise<CertificateFacts | null> {
  try {
    return await steps.shownCertificate(signal)
  } catch (error) {
    if (signal.aborted) throw error
    return null
  }
}

async function* readSteps(read: Reader, signal: AbortSignal): AsyncGenerator<TestStep, void, void> {
  let result: ProfileRead
  try {
    result = await read(signal)
  } catch (error) {
    const problem = problemOf(error)
    const step = STEP_OF[problem.code] ?? 'shape'
    if (step === 'right') yield ok('sign-in', 'The credential was accepted.')
    if (step === 'shape') yield skipped('sign-in', 'Not known: the list could not be read.')
    if (step === 'shape') yield skipped('right', 'Not known: the list could not be read.')
    yield failed(step, problem)
    return
  }
  yield ok('sign-in', 'The credential was accepted.')
  yield ok('right', 'The list may be read. Whether sessions may be ended shows when the first one is.')
  yield result.gap === 'loop' ? failed('shape', loopProblem(result)) : ok('shape', shapeWords(result))
}

function loopProblem(result: ProfileRead): Problem {
  return {
    code: 'paging-failed',
    message: `The list can’t be read to its end: ${result.incomplete}.`,
    next: 'Set a page size that holds all sessions, up to 1000.',
  }
}

const FACTS: readonly (readonly [keyof DecodedSession, string])[] = [
  ['user', 'user'],
  ['address', 'address'],
  ['userAgent', 'user agent'],
  ['createdAt', 'created'],
  ['lastActiveAt', 'last active'],
  ['expiresAt', 'expires'],
]

/** How many sessions there are, which facts no row has, and what could not be read. */
function shapeWords(result: ProfileRead): string {
  const { sessions, incomplete, unreadable } = result
  const absent = FACTS.filter(([fact]) => sessions.length > 0 && sessions.every((session) => session[fact] === null)).map(
    ([, words]) => words,
  )
  return [
    sessions.length === 1 ? 'One session.' : `${sessions.length} sessions.`,
    absent.length === 0 ? '' : `No row gives: ${absent.join(', ')}.`,
    incomplete === null ? '' : `Not complete: ${incomplete}.`,
    ...unreadable.reasons.slice(0, 3),
  ]
    .filter((words) => words !== '')
    .join(' ')
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
