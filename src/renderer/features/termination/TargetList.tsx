import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { sessionTime } from '../../../shared/duration.ts'
import type { Account } from '../../../shared/session.ts'
import { sessionKeyText } from '../../../shared/session.ts'
import type { Target } from '../../../shared/termination.ts'
import { useDerivedFromNow } from '../../components/clock.ts'
import { UNKNOWN } from '../../components/format.ts'
import { Tag } from '../../components/Tag.tsx'

const COLUMNS = 'minmax(110px, 1fr) minmax(90px, 0.8fr) minmax(158px, 0.8fr) minmax(120px, 1fr) 92px minmax(190px, 1.5fr)'

const line = { display: 'grid', gridTemplateColumns: COLUMNS, columnGap: 2, px: 1.5 } as const

interface TargetListProps {
  readonly label: string
  readonly lastColumn: string
  readonly children: ReactNode
}

/** The frozen targets as a list that a screen reader counts; its columns line up under a heading for the eye. */
export function TargetList({ label, lastColumn, children }: TargetListProps) {
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1, overflow: 'auto', minHeight: 96, flex: '1 1 auto' }} tabIndex={0}>
      <Box
        aria-hidden
        sx={{
          ...line,
          position: 'sticky',
          top: 0,
          zIndex: 1,
          py: 0.75,
          bgcolor: 'background.default',
          borderBottom: 1,
          borderColor: 'divider',
          color: 'text.secondary',
          fontSize: '0.75rem',
        }}
      >
        <span>User</span>
        <span>Server</span>
        <span>Address</span>
        <span>User agent</span>
        <Box component="span" sx={{ textAlign: 'right' }}>
          Session time
        </Box>
        <span>{lastColumn}</span>
      </Box>
      <Box component="ul" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {children}
      </Box>
    </Box>
  )
}

interface TargetRowProps {
  readonly target: Target
  /** An owner can sign in again at once, and a service account may do so by itself; worth knowing before. */
  readonly account?: Account | null
  /** The server's clock minus ours in ms. */
  readonly clockOffset: number
  /** The session's time runs on, stands still at a moment (epoch ms of this machine), or is not known because it ended unseen. */
  readonly clock: 'runs' | 'unknown' | number
  readonly children: ReactNode
}

/** One target: who, where, from what, since when, and what is said of it. */
export function TargetRow({ target, account, clockOffset, clock, children }: TargetRowProps) {
  return (
    <Box
      component="li"
      data-session={sessionKeyText(target.key)}
      sx={{
        ...line,
        py: 0.75,
        contentVisibility: 'auto',
        containIntrinsicSize: 'auto 32px',
        '&:not(:last-child)': { borderBottom: 1, borderColor: 'divider' },
        '& > *': { minWidth: 0, overflowWrap: 'anywhere' },
      }}
    >
      <Box>
        <Box component="bdi" sx={{ fontWeight: 500 }}>
          {target.user ?? UNKNOWN}
        </Box>
        {account === 'owner' ? <AccountNote word="owner" text="can sign in again at once" /> : null}
        {account === 'service' ? <AccountNote word="service" text="may sign in again by itself" /> : null}
      </Box>
      <bdi>{target.serverName}</bdi>
      <span className="tabular">{target.address ?? UNKNOWN}</span>
      <bdi>{target.agentWords ?? UNKNOWN}</bdi>
      <Box className="tabular" sx={{ textAlign: 'right' }}>
        <SessionTime createdAt={target.createdAt} clockOffset={clockOffset} clock={clock} />
      </Box>
      <div>{children}</div>
    </Box>
  )
}

function AccountNote({ word, text }: { readonly word: string; readonly text: string }) {
  return (
    <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
      <Tag tone="caution">{word}</Tag> {text}
    </Box>
  )
}

function SessionTime({ createdAt, clockOffset, clock }: Pick<TargetRowProps, 'clockOffset' | 'clock'> & Pick<Target, 'createdAt'>) {
  if (createdAt === null || clock === 'unknown') return <>{UNKNOWN}</>
  if (clock !== 'runs') return <>{sessionTime(clock + clockOffset - createdAt)}</>
  return <TickingTime since={createdAt - clockOffset} />
}

function TickingTime({ since }: { readonly since: number }) {
  return <>{useDerivedFromNow((now) => sessionTime(now - since))}</>
}
