import { assertNever, type ErrorCode, RollcallError } from '../../../shared/errors.ts'
import type { Verdict } from './profile/answers.ts'
import { shown } from './shown.ts'
import type { WireAnswer } from './wire.ts'

/** What was being asked, for the sentence that says why it failed. */
export interface Asked {
  readonly serverName: string
  /** Words that follow "while": "reading its sessions", "ending a session". */
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

interface Words {
  readonly code: ErrorCode
  readonly what: string
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
      message: `${asked.serverName} ${words.what} while ${asked.doing}.`,
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
      what: 'sent more than Rollcall takes in one answer',
      next: 'Set a smaller page size for this server, or check that its address is that of a sessions API.',
    })
  }
  if (cut === 'given-up') {
    return failure(asked, {
      code: 'connection-failed',
      what: 'was not waited for any longer',
      next: 'Rollcall reads its sessions again to see what became of the request.',
    })
  }
  const what =
    cut === 'headers'
      ? 'took the request and did not begin to answer within 10 seconds'
      : `did not finish its answer within ${asked.seconds} seconds`
  return failure(asked, {
    code: 'timed-out',
    what,
    next: 'The server may be overloaded. Rollcall asks again later; a longer time limit can be set for this server.',
  })
}

/** The error for what the network, the TLS layer or the HTTP parser threw. `answered`: the answer's head had come, so its body was cut off. */
export function networkFailure(asked: Asked, error: unknown, answered: boolean): RollcallError {
  const code = codeOf(error)
  return failure(asked, answered ? CUT_OFF : wordsOf(code, asked), `${code} ${error instanceof Error ? error.message : ''}`.trim(), {
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
export const CUT_OFF: Words = {
  code: 'truncated',
  what: 'ended its answer in the middle',
  next: 'Rollcall asks again later. When it goes on, look at the server or at a proxy before it.',
}

const PIN_AGAIN =
  'Compare the certificate’s SHA-256 fingerprint with the one the server’s administrator gives, then pin it, or name its authority.'

function wordsOf(code: string, asked: Asked): Words {
  if (code === 'ROLLCALL_PIN' || (asked.pinned && UNTRUSTED.has(code))) {
    return {
      code: 'certificate-changed',
      what: 'showed another certificate than the pinned one, so nothing was sent to it',
      next: 'Ask the server’s administrator whether the certificate was replaced. Only when its fingerprint is confirmed, pin the new one.',
    }
  }
  if (UNTRUSTED.has(code))
    return {
      code: 'certificate-untrusted',
      what: 'showed a certificate that no known authority signed, so nothing was sent to it',
      next: PIN_AGAIN,
    }
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return {
        code: 'certificate-expired',
        what: 'showed a certificate that has expired, so nothing was sent to it',
        next: 'Ask the server’s administrator to renew it, and check this computer’s clock.',
      }
    case 'CERT_NOT_YET_VALID':
      return {
        code: 'certificate-expired',
        what: 'showed a certificate that is not valid yet, so nothing was sent to it',
        next: 'Check this computer’s clock, then ask the server’s administrator.',
      }
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        code: 'certificate-wrong-name',
        what: 'showed a certificate for another name, so nothing was sent to it',
        next: 'Use the name that stands in the certificate, or ask the server’s administrator for one with this name.',
      }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
    case 'EAI_FAIL':
      return {
        code: 'name-not-found',
        what: 'could not be reached, because its name was not found,',
        next: 'Check the spelling of the address, the network and the VPN.',
      }
    case 'ECONNREFUSED':
      return {
        code: 'connection-refused',
        what: 'refused the connection',
        next: 'Check that the server is running and that the port in its address is right.',
      }
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return {
        code: 'timed-out',
        what: 'did not take the connection within 10 seconds',
        next: 'Check the address, the network, the VPN and any firewall on the way.',
      }
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { code: 'too-large', what: 'sent more headers than Rollcall takes', next: 'Check that the address is that of a sessions API.' }
  }
  if (code.startsWith('HPE_'))
    return {
      code: 'connection-failed',
      what: 'did not answer in HTTP',
      next: 'Check the port in its address: another service seems to listen there.',
    }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) {
    return {
      code: 'tls-failed',
      what: 'could not agree on an encrypted connection',
      next: 'Check that the port in its address speaks https with TLS 1.2 or newer, and whether it asks for a client certificate.',
    }
  }
  return {
    code: 'connection-failed',
    what: 'broke off the connection',
    next: 'Check the network and the server. Rollcall asks again later.',
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
        what: 'sent the request on to another address, which Rollcall does not follow,',
        next: 'If the server has moved, change its address. A redirect to a sign-in page means the credential was not accepted.',
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
      return status >= 400 ? statusWords(status) : SAID_FAILED
    case null:
      return statusWords(status)
    default:
      return assertNever(says)
  }
}

const SAID_FAILED: Words = {
  code: 'server-error',
  what: 'answered that it failed',
  next: 'Its own words are in the details. Rollcall asks again later.',
}

function statusWords(status: number): Words {
  if (status === 401)
    return {
      code: 'sign-in-failed',
      what: 'did not accept the credential',
      next: 'Give a valid credential for this server. Rollcall does not try again by itself, so that no account gets locked.',
    }
  if (status === 403)
    return {
      code: 'no-right',
      what: 'accepted the credential but refused the right to do this',
      next: 'Ask the server’s administrator for the right, or use another account.',
    }
  if (status === 404 || status === 410)
    return {
      code: 'not-found',
      what: 'has nothing at this address',
      next: 'Check the base path in the server’s address and the path of its session list.',
    }
  if (status === 429)
    return {
      code: 'too-many-requests',
      what: 'asked for fewer requests',
      next: 'Rollcall waits as long as the server asks. A longer interval can be set for this server.',
    }
  if (status >= 500)
    return { code: 'server-error', what: 'answered with an error of its own', next: 'Look at the server’s log. Rollcall asks again later.' }
  return {
    code: 'unexpected-status',
    what: `gave an answer that is not understood (status ${status})`,
    next: 'Check the server’s address, the kind of system and its settings.',
  }
}
