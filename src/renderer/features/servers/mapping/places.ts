import type { Reason } from '../../../../shared/errors.ts'
import type { DraftProblem } from './request-text.ts'

/** Where on the screen a place in a profile is decided on, outer places after what is inside them. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^(?:fields|times)\.(\w+)/, 'fields.$1'],
  [/^fields$/, 'fields.sessionId'],
  [/^identity\.with\.(\w+)/, 'parts.$1'],
  [/^terminate\.(one|user)\.answers\.message/, '$1.message'],
  [/^terminate\.(one|user)\.answers\.(gone|failed)/, '$1.$2.path'],
  [/^terminate\.(one|user)\.request\.(?:json|form)/, '$1.text'],
  [/^terminate\.(one|user)\.request\.query/, '$1.query'],
  [/^terminate\.(one|user)\b/, '$1.path'],
  [/^lists\[0\]\.paging\.(pageSize|next|total)/, 'paging.$1'],
  [/^lists\[0\]\.request\.(?:json|form)/, 'request.text'],
  [/^lists\[0\]\.request\.query/, 'request.query'],
  [/^lists\[0\]\.request\b/, 'request.path'],
  [/^logins\[0\]\.request\.(?:json|form)/, 'login.text'],
  [/^logins\[0\]\.request\.query/, 'login.query'],
  [/^logins\[0\]\.request\b/, 'login.path'],
  [/^logins\[0\]\.token/, 'login.tokenAt'],
  [/^logins\[0\]\.put\.(header|template)/, 'login.$1'],
  [/^auth\.(\w+)/, 'auth.$1'],
  [/^(id|name)$/, '$1'],
  [/^facts\.(coverage|terminateMeans|activity)/, '$1'],
]

/** What the engine says of a written profile, at the fields of the screen; `rest` has no field of its own. */
export function placed(reasons: readonly Reason[]): { readonly problems: readonly DraftProblem[]; readonly rest: readonly Reason[] } {
  const problems: DraftProblem[] = []
  const rest: Reason[] = []
  for (const reason of reasons) {
    const place = PLACES.find(([pattern]) => pattern.test(reason.path))
    if (place === undefined) rest.push(reason)
    else problems.push({ at: at(reason.path, place), reason: sentence(reason.reason) })
  }
  return { problems, rest }
}

function at(path: string, [pattern, place]: readonly [RegExp, string]): string {
  const [found = ''] = pattern.exec(path) ?? []
  return found.replace(pattern, place)
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? '' : '.'}`
}
