import { z } from 'zod'

/**
 * Every way a piece of work can fail that a person can do something about. A code is stable: tests, docs and the journal name it.
 * Anything else that is thrown is a defect and crosses no boundary with its text.
 */
export const errorCodeSchema = z.enum([
  // what was typed
  'bad-url',
  'https-needed',
  'bad-input',
  // network
  'name-not-found',
  'connection-refused',
  'connection-failed',
  'timed-out',
  // TLS
  'certificate-untrusted',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-changed',
  'tls-failed',
  // what the server answered
  'redirected',
  'sign-in-failed',
  'no-right',
  'not-found',
  'too-many-requests',
  'server-error',
  'unexpected-status',
  'not-json',
  'login-page',
  'truncated',
  'bad-encoding',
  'too-large',
  'wrong-shape',
  'paging-failed',
  // secrets
  'credential-needed',
  'credential-missing',
  'credential-changed',
  'keychain-absent',
  'keychain-locked',
  'keychain-stuck',
  // this machine
  'disk-full',
  'disk-error',
  'folder-read-only',
  'folder-unsafe',
  'folder-in-use',
  'file-from-the-future',
  'file-corrupt',
  'clock-was-ahead',
  'journal-unwritable',
  // acting
  'unknown-server',
  'unknown-plan',
  'nothing-to-do',
  'not-allowed',
  'server-unreachable',
  'practice-off',
  // the program's own parts
  'service-down',
])
export type ErrorCode = z.infer<typeof errorCodeSchema>

/** One thing that is wrong with a text of several lines. `path` says where, as a field path (`lists[0].request.path`); empty for all of it. */
export const reasonSchema = z.object({ path: z.string(), reason: z.string() })
export type Reason = z.infer<typeof reasonSchema>

/**
 * An error as data: the one shape that crosses ports, files and the screen. `message` is one sentence that names the server, what
 * was being done and what is known; `next` is what the person can do; `technical` is the second line (status, system code, the start
 * of the server's words, already escaped and cut) and never holds a secret.
 */
export const problemSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  next: z.string(),
  technical: z.string().optional(),
  /** When the server asked not to be asked again before a while: that while in ms, already clamped to 1 s … 15 min. */
  retryAfterMs: z.number().optional(),
  /** Everything that is wrong with a profile, for the editor. */
  reasons: z.array(reasonSchema).optional(),
})
export type Problem = z.infer<typeof problemSchema>

/** The only error class the program throws on purpose. Throw it where the cause is known; convert it to a `Problem` at a boundary. */
export class RollcallError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options)
    this.name = 'RollcallError'
    this.problem = problem
  }

  get code(): ErrorCode {
    return this.problem.code
  }
}

/** Makes a value unreachable for the compiler, so that a new member of a union breaks the build where it is not handled. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
