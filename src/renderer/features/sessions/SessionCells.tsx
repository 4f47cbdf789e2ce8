import Box from '@mui/material/Box'
import type { SessionRow } from '../../../shared/session.ts'
import { AgeText } from '../../components/AgeText.tsx'
import { useDerivedFromNow, useNow } from '../../components/clock.ts'
import { shortTimeText, UNKNOWN } from '../../components/format.ts'
import { StateIcon } from '../../components/StateMark.tsx'
import { Tag } from '../../components/Tag.tsx'
import { useServerFacts } from './server-facts.ts'
import { idleTimeText, momentHint, sessionTimeText } from './time-text.ts'

interface CellProps {
  readonly row: SessionRow
}

const ACCOUNT_HINTS = {
  owner: 'Owner of the installation: can sign in again at once.',
  service: 'A service account: programs work with this session.',
  anonymous: 'An API key or a monitor: a session without a user.',
} as const

/** The user name, kept apart from its surroundings in writing direction, and what kind of account it is. */
export function UserCell({ row }: CellProps) {
  return (
    <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, minWidth: 0 }}>
      {row.user === null ? null : (
        <Box component="bdi" title={row.displayName ?? row.user} sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {row.user}
        </Box>
      )}
      {row.account === null || row.account === row.user?.toLowerCase() ? null : (
        <span title={ACCOUNT_HINTS[row.account]}>
          <Tag>{row.account}</Tag>
        </span>
      )}
      {row.own === true || row.guard === 'own-assumed' ? <Tag tone="accent">you</Tag> : null}
      {row.user === null && row.account === null ? UNKNOWN : null}
    </Box>
  )
}

/**
 * The server's name, and beside it what matters most: how old its rows are once they may be wrong, else that it is for practice. The edge of
 * the row says practice as well, so the word gives way to a long name.
 */
export function ServerCell({ row }: CellProps) {
  const { state, word, status, stale, environment } = useServerFacts(row.serverId)
  return (
    <Box
      component="span"
      title={stale ? `${row.serverName}: ${word}` : row.serverName}
      // The line is as high as the row: what does not fit beside the name wraps out of sight as a whole.
      sx={{ display: 'flex', flexWrap: stale ? 'nowrap' : 'wrap', alignItems: 'center', columnGap: 0.75, height: 1, overflow: 'hidden' }}
    >
      {stale ? <StateIcon state={state} status={status} /> : null}
      <Box component="bdi" sx={{ maxWidth: 1, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {row.serverName}
      </Box>
      {stale ? (
        <Box component="span" sx={{ color: 'warning.main', flex: 'none' }}>
          <AgeText since={row.readAt} />
        </Box>
      ) : null}
      {environment === 'practice' && !stale ? <Tag tone="caution">practice</Tag> : null}
    </Box>
  )
}

/** Browser and system in words; the raw header on hover, and in place of words that are not known. */
export function AgentCell({ row }: CellProps) {
  return <span title={row.userAgent ?? undefined}>{row.agentWords ?? row.userAgent ?? UNKNOWN}</span>
}

/** How long the session has existed, ticking. */
export function SessionTimeCell({ row }: CellProps) {
  const facts = useServerFacts(row.serverId)
  const text = useDerivedFromNow((now) => sessionTimeText(row, facts, now))
  return <span title={row.createdAt === null ? undefined : momentHint(row.createdAt, facts.clockOffset)}>{text}</span>
}

/** How long nobody was active, ticking; it stands still on a stale server. */
export function IdleTimeCell({ row }: CellProps) {
  const facts = useServerFacts(row.serverId)
  const text = useDerivedFromNow((now) => idleTimeText(row, facts, now))
  return <span title={row.lastActiveAt === null ? undefined : momentHint(row.lastActiveAt, facts.clockOffset)}>{text}</span>
}

/** A moment of the server, in this machine's time. */
export function MomentCell({ row, at }: CellProps & { readonly at: number | null }) {
  const { clockOffset } = useServerFacts(row.serverId)
  const text = useDerivedFromNow((now) => (at === null ? UNKNOWN : shortTimeText(at - clockOffset, now)))
  return <span title={at === null ? undefined : momentHint(at, clockOffset)}>{text}</span>
}

/** When the row was last read: a moment of this machine's own clock. */
export function ReadAtCell({ row }: CellProps) {
  return <span>{shortTimeText(row.readAt, useNow())}</span>
}

/** Text as the server gave it. */
export function TextCell({ text }: { readonly text: string | null }) {
  return text === null || text === '' ? UNKNOWN : <bdi title={text}>{text}</bdi>
}
