import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { visibleString } from '../../../renderer/components/visible-text.ts'
import { sessionTime } from '../../../shared/duration.ts'
import { t } from '../../../shared/language/language.ts'
import type { Account } from '../../../shared/session.ts'
import { sessionKeyText } from '../../../shared/session.ts'
import type { Target } from '../../../shared/termination.ts'
import { dateTimeText, UNKNOWN } from '../../components/format.ts'

const COLUMNS = 'minmax(110px, 1fr) minmax(90px, 0.8fr) minmax(158px, 0.8fr) minmax(120px, 1fr) 128px minmax(180px, 1.4fr)'

const line = { display: 'grid', gridTemplateColumns: COLUMNS, columnGap: 2, px: 1.5, py: 0.75 } as const

/**
 * The look of the whole list, rows and marks included, as one rule: there may be thousands of rows, and a style computed for each element
 * of each of them takes seconds.
 */
const look = {
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  overflow: 'auto',
  minHeight: 96,
  flex: '1 1 auto',
  '& ul': { listStyle: 'none', m: 0, p: 0 },
  '& .heading': {
    ...line,
    position: 'sticky',
    top: 0,
    zIndex: 1,
    bgcolor: 'background.default',
    borderBottom: 1,
    borderColor: 'divider',
    color: 'text.secondary',
    fontSize: '0.75rem',
  },
  '& li': { ...line, contentVisibility: 'auto', containIntrinsicSize: 'auto 48px' },
  '& li:not(:last-child)': { borderBottom: 1, borderColor: 'divider' },
  '& li > *': { minWidth: 0, overflowWrap: 'anywhere' },
  '& .user': { fontWeight: 500 },
  '& .note': { color: 'warning.main', fontSize: '0.75rem' },
  '& .time': { textAlign: 'right' },
  '& .since': { color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'nowrap' },
  '& .mark': { display: 'flex', gap: 0.75 },
  '& .mark > svg': { fontSize: 16, mt: '1px', flex: 'none' },
  '& .mark .word': { fontWeight: 500 },
  '& .mark .detail': { color: 'text.secondary' },
  '& .good': { color: 'success.main' },
  '& .bad': { color: 'error.main' },
  '& .doubt': { color: 'warning.main' },
  '& .plain': { color: 'text.secondary' },
} as const

interface TargetListProps {
  readonly label: string
  readonly lastColumn: string
  readonly children: ReactNode
}

/** The frozen targets as a list that a screen reader counts; its columns line up under a heading for the eye. */
export function TargetList({ label, lastColumn, children }: TargetListProps) {
  return (
    <Box sx={look} role="group" aria-label={label} tabIndex={0}>
      <div className="heading" aria-hidden>
        <span>{t('systems.field-user')}</span>
        <span>{t('servers.columnServer')}</span>
        <span>{t('systems.field-address')}</span>
        <span>{t('systems.field-userAgent')}</span>
        <span className="time">{t('termination.sessionTimeColumn')}</span>
        <span>{lastColumn}</span>
      </div>
      <ul aria-label={label}>{children}</ul>
    </Box>
  )
}

interface TargetRowProps {
  readonly target: Target
  readonly account?: Account | null
  /** The server's clock minus ours in ms. */
  readonly clockOffset: number
  /** The moment (epoch ms of this machine) at which the session's time is given; null where it ended unseen. A frozen list does not tick. */
  readonly at: number | null
  readonly children: ReactNode
}

/** Plain text, because a styled escape in each of thousands of rows would take seconds. */
function foreign(text: string | null): string {
  return text === null ? UNKNOWN : visibleString(text)
}

/** One target: who, where, from what, since when, and what is said of it. */
export function TargetRow({ target, account, clockOffset, at, children }: TargetRowProps) {
  return (
    <li data-session={sessionKeyText(target.key)}>
      <div>
        <bdi className="user">{foreign(target.user)}</bdi>
        {account === 'owner' ? <div className="note">{t('termination.ownerNote')}</div> : null}
        {account === 'service' ? <div className="note">{t('termination.serviceNote')}</div> : null}
      </div>
      <bdi>{target.serverName}</bdi>
      <span className="tabular">{foreign(target.address)}</span>
      <bdi>{foreign(target.agentWords)}</bdi>
      <div className="time tabular">
        {target.createdAt === null || at === null ? UNKNOWN : sessionTime(at + clockOffset - target.createdAt)}
        {target.createdAt === null ? null : <div className="since">{dateTimeText(target.createdAt - clockOffset)}</div>}
      </div>
      <div>{children}</div>
    </li>
  )
}
