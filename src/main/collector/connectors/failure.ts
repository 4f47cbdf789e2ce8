import { assertNever, type ErrorCode, RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { Verdict } from './profile/answers.ts'
import { shown } from './shown.ts'
import type { WireAnswer } from './wire.ts'

/** What was being asked, for the sentence that says why it failed. */
export interface Asked {
  readonly serverName: string
  /** What is being done, as a message of its own: in English, words that follow "while" ("reading its sessions"). */
  readonly doing: string
  /** The whole deadline of the request, in seconds. */
  readonly seconds: number
  /** The server is only believed with one pinned certificate. */
  readonly pinned: boolean
  /** Takes the secret out of words that came from outside. */
  readonly scrub: (text: string) => string
}

/** Why a request was broken off by us. */
export type Cut = 'deadline' | 'headers' | 'too-large' | 'given-up'

/** The values of a sentence that says what a server did while something was being done. */
export interface Failing {
  readonly server: string
  readonly doing: string
}

/** A failure in words of the language that is spoken when it happens. */
export interface Words {
  readonly code: ErrorCode
  readonly say: (at: Failing) => string
  readonly next: string
}

/** A server's own words for the second line: scrubbed before they are cut, so that no half of a secret is left. */
export function quoted(asked: Asked, text: string, most: number): string {
  return shown(asked.scrub(text.slice(0, 4096)), most)
}

/** Makes the error of a failed request, with the server's or the system's own words, scrubbed and cut, on the second line. */
export function failure(
  asked: Asked,
  words: Words,
  technical?: string,
  more: { readonly cause?: unknown; readonly retryAfterMs?: number | null } = {},
): RollcallError {
  return new RollcallError(
    {
      code: words.code,
      message: words.say({ server: asked.serverName, doing: asked.doing }),
      next: words.next,
      ...(technical === undefined || technical === '' ? {} : { technical: quoted(asked, technical, 200) }),
      ...(more.retryAfterMs == null ? {} : { retryAfterMs: more.retryAfterMs }),
    },
    { cause: more.cause },
  )
}

/** The error for a request that we broke off. */
export function cutShort(asked: Asked, cut: Cut): RollcallError {
  if (cut === 'too-large') {
    return failure(asked, {
      code: 'too-large',
      say: (at) => t('connection.tooMuch', at),
      next: t('connection.tooMuchNext'),
    })
  }
  if (cut === 'given-up') {
    return failure(asked, {
      code: 'connection-failed',
      say: (at) => t('connection.givenUp', at),
      next: t('connection.givenUpNext'),
    })
  }
  return failure(asked, {
    code: 'timed-out',
    say: (at) => (cut === 'headers' ? t('connection.slowToBegin', at) : t('connection.slowToFinish', { ...at, seconds: asked.seconds })),
    next: t('connection.slowNext'),
  })
}

/** The error for what the network, the TLS layer or the HTTP parser threw. `answered`: the answer's head had come, so its body was cut off. */
export function networkFailure(asked: Asked, error: unknown, answered: boolean): RollcallError {
  const code = codeOf(error)
  return failure(asked, answered ? cutOff() : wordsOf(code, asked), `${code} ${error instanceof Error ? error.message : ''}`.trim(), {
    cause: error,
  })
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  const { code } = error as NodeJS.ErrnoException
  if (typeof code === 'string') return code
  // undici's parser leaves the code out for some answers.
  return error.name === 'HTTPParserError' ? 'HPE_INVALID' : ''
}

/** Errors of the system, of TLS and of undici carry a code; one without is a defect of ours and must not look like a bad network. */
export function isNetworkError(error: unknown): boolean {
  return !(error instanceof RollcallError) && codeOf(error) !== ''
}

const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
])

/** An answer that ended before it was complete. */
export function cutOff(): Words {
  return { code: 'truncated', say: (at) => t('connection.cutOff', at), next: t('connection.cutOffNext') }
}

function wordsOf(code: string, asked: Asked): Words {
  if (code === 'ROLLCALL_PIN' || (asked.pinned && UNTRUSTED.has(code))) {
    return {
      code: 'certificate-changed',
      say: (at) => t('connection.pinChanged', at),
      next: t('connection.pinChangedNext'),
    }
  }
  if (UNTRUSTED.has(code))
    return {
      code: 'certificate-untrusted',
      say: (at) => t('connection.untrusted', at),
      next: t('connection.untrustedNext'),
    }
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return {
        code: 'certificate-expired',
        say: (at) => t('connection.expired', at),
        next: t('connection.expiredNext'),
      }
    case 'CERT_NOT_YET_VALID':
      return {
        code: 'certificate-expired',
        say: (at) => t('connection.notYetValid', at),
        next: t('connection.notYetValidNext'),
      }
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        code: 'certificate-wrong-name',
        say: (at) => t('connection.wrongName', at),
        next: t('connection.wrongNameNext'),
      }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
    case 'EAI_FAIL':
      return {
        code: 'name-not-found',
        say: (at) => t('connection.nameNotFound', at),
        next: t('connection.nameNotFoundNext'),
      }
    case 'ECONNREFUSED':
      return {
        code: 'connection-refused',
        say: (at) => t('connection.refused', at),
        next: t('connection.refusedNext'),
      }
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return {
        code: 'timed-out',
        say: (at) => t('connection.notTaken', at),
        next: t('connection.notTakenNext'),
      }
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { code: 'too-large', say: (at) => t('connection.manyHeaders', at), next: t('connection.manyHeadersNext') }
  }
  if (code.startsWith('HPE_'))
    return {
      code: 'connection-failed',
      say: (at) => t('connection.noHttp', at),
      next: t('connection.noHttpNext'),
    }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) {
    return {
      code: 'tls-failed',
      say: (at) => t('connection.noTls', at),
      next: t('connection.noTlsNext'),
    }
  }
  return {
    code: 'connection-failed',
    say: (at) => t('connection.brokenOff', at),
    next: t('connection.brokenOffNext'),
  }
}

/** The error for an answer that is no success. `says` overrules its status; `words` are the server's own, where they are known. */
export function answerFailure(asked: Asked, answer: WireAnswer, says: Verdict, words: string | null): RollcallError {
  const { status, retryAfterMs } = answer
  const location = answer.header('location')
  if (says === null && status >= 300 && status < 400 && location !== '') {
    return failure(
      asked,
      {
        code: 'redirected',
        say: (at) => t('connection.redirected', at),
        next: t('connection.redirectedNext'),
      },
      `HTTP ${status}, to ${quoted(asked, location, 150)}`,
    )
  }
  const technical = words === null ? quoted(asked, startOf(answer), 80) : quoted(asked, words, 150)
  return failure(asked, wordsFor(says, status), `HTTP ${status} ${technical}`.trim(), { retryAfterMs })
}

function startOf(answer: WireAnswer): string {
  try {
    return answer.text().trim()
  } catch {
    return ''
  }
}

function wordsFor(says: Verdict, status: number): Words {
  switch (says) {
    case 'signIn':
      return statusWords(401)
    case 'noRight':
      return statusWords(403)
    case 'gone':
      return statusWords(404)
    case 'failed':
      return status >= 400 ? statusWords(status) : saidFailed()
    case null:
      return statusWords(status)
    default:
      return assertNever(says)
  }
}

function saidFailed(): Words {
  return { code: 'server-error', say: (at) => t('connection.saidFailed', at), next: t('connection.saidFailedNext') }
}

function statusWords(status: number): Words {
  if (status === 401)
    return {
      code: 'sign-in-failed',
      say: (at) => t('connection.notAccepted', at),
      next: t('connection.notAcceptedNext'),
    }
  if (status === 403)
    return {
      code: 'no-right',
      say: (at) => t('connection.noRight', at),
      next: t('connection.noRightNext'),
    }
  if (status === 404 || status === 410)
    return {
      code: 'not-found',
      say: (at) => t('connection.nothingThere', at),
      next: t('connection.nothingThereNext'),
    }
  if (status === 429)
    return {
      code: 'too-many-requests',
      say: (at) => t('connection.tooOften', at),
      next: t('connection.tooOftenNext'),
    }
  if (status >= 500) return { code: 'server-error', say: (at) => t('connection.serverError', at), next: t('connection.serverErrorNext') }
  return {
    code: 'unexpected-status',
    say: (at) => t('connection.notUnderstood', { ...at, status }),
    next: t('connection.notUnderstoodNext'),
  }
}
