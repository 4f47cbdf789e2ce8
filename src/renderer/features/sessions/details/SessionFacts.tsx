import type { ReactNode } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { SessionDetails, SessionRow } from '../../../../shared/session.ts'
import { MomentAndAge } from '../../../components/AgeText.tsx'
import { dateTimeText } from '../../../components/format.ts'
import { cellText } from '../cell-text.ts'
import { accountHint, identityHint, lookalikeHint } from '../identity-words.ts'
import { lineText } from '../row-text.ts'
import { IdleTimeCell, SessionTimeCell } from '../SessionCells.tsx'
import type { ServerFacts } from '../server-facts.ts'
import { momentHint } from '../time-text.ts'

/** One fact of a session: its name, what it says as plain text, and where it is more than text what is shown instead. */
export interface SessionFact {
  readonly name: string
  readonly text: string
  readonly shown?: ReactNode
  /** What hovering over it explains. */
  readonly hint?: string
}

type Maybe = SessionFact | null

/** Everything that is known of a session, in the order in which a caller is asked about it. Facts that are not known are left out. */
export function sessionFacts({ row, firstSeenAt }: SessionDetails, facts: ServerFacts, now: number): readonly SessionFact[] {
  const fact = (name: string, field: string, more: Partial<SessionFact> = {}): Maybe => {
    const text = cellText(field, row, facts, now)
    return text === null ? null : { name, text, ...more }
  }
  const moment = (name: string, field: 'createdAt' | 'lastActiveAt' | 'expiresAt'): Maybe => {
    const at = row[field]
    return at === null ? null : fact(name, field, { hint: momentHint(at, facts.clockOffset) })
  }
  const all: readonly Maybe[] = [
    fact(t('grid.user'), 'user', row.lookalike === null ? {} : { hint: lookalikeHint(row.lookalike) }),
    fact(t('grid.personName'), 'displayName'),
    fact(t('grid.email'), 'email'),
    fact(t('grid.userId'), 'userId'),
    fact(t('grid.identity'), 'identity', { hint: identityHint(row.identity) }),
    row.account === null ? null : fact(t('grid.account'), 'account', { hint: accountHint(row.account) }),
    fact(t('grid.type'), 'type'),
    fact(t('grid.node'), 'node'),
    fact(t('grid.address'), 'address', { hint: addressHint(facts.address) }),
    fact(t('grid.agent'), 'agentWords'),
    row.agentWords === null ? null : fact(t('details.agentSent'), 'userAgent'),
    fact(t('grid.device'), 'device'),
    fact(t('grid.project'), 'project'),
    fact(t('grid.organisation'), 'organisation'),
    fact(t('grid.sessionTime'), 'sessionTime', { shown: <SessionTimeCell row={row} /> }),
    fact(t('grid.idleTime'), 'idleTime', { shown: <IdleTimeCell row={row} /> }),
    moment(t('grid.created'), 'createdAt'),
    moment(t('grid.lastActive'), 'lastActiveAt'),
    moment(t('grid.expires'), 'expiresAt'),
    endsFact(row, facts),
    firstSeenFact(row, firstSeenAt),
    { name: t('grid.asOf'), text: dateTimeText(row.readAt), shown: <MomentAndAge at={row.readAt} /> },
    fact(t('grid.sessionId'), 'sessionId', { hint: t('grid.sessionIdHint') }),
  ]
  return all.filter((one) => one !== null)
}

function addressHint(meaning: ServerFacts['address']): string {
  return { 'sign-in': t('grid.cellAddressSignIn'), latest: t('grid.cellAddressLatest'), unknown: t('grid.cellAddressUnknown') }[meaning]
}

function endsFact({ endsAt, endsBy }: SessionRow, { clockOffset }: ServerFacts): Maybe {
  if (endsAt === null || endsBy === null) return null
  const text = t('details.endsBy', { when: dateTimeText(endsAt - clockOffset), cause: endsBy })
  return { name: t('grid.ends'), text, hint: momentHint(endsAt, clockOffset) }
}

/** A session that was there at the first read of its server may be much older. */
function firstSeenFact(row: SessionRow, firstSeenAt: number): SessionFact {
  const when = dateTimeText(firstSeenAt)
  return { name: t('details.firstSeen'), text: row.firstSeenAt === null ? t('details.firstSeenBefore', { when }) : when }
}

/** All facts as lines for a ticket: `User: jane`. */
export function factsAsText(facts: readonly SessionFact[], serverName: string): string {
  const lines = facts.map(({ name, text }) => `${name}: ${lineText(text)}`)
  return [`${t('grid.server')}: ${serverName}`, ...lines].join('\n')
}
