import Box from '@mui/material/Box'
import { t } from '../../../shared/language/language.ts'
import type { SessionRow } from '../../../shared/session.ts'
import { AgeText } from '../../components/AgeText.tsx'
import { useDerivedFromNow } from '../../components/clock.ts'
import { ForeignText } from '../../components/ForeignText.tsx'
import { shortTimeText, UNKNOWN } from '../../components/format.ts'
import { StateIcon } from '../../components/StateMark.tsx'
import { Tag } from '../../components/Tag.tsx'
import { visibleString } from '../../components/visible-text.ts'
import { accountHint, accountWord, identityHint, identityWord, lookalikeHint } from './identity-words.ts'
import { isNamed } from './person.ts'
import { useServerFacts } from './server-facts.ts'
import { useHasEnded } from './still-state.ts'
import { idleTimeText, momentHint, relativeText, sessionTimeText } from './time-text.ts'

interface CellProps {
  readonly row: SessionRow
}

/** The user name, kept apart from its surroundings in writing direction, and what kind of account it is. */
export function UserCell({ row }: CellProps) {
  const { user, displayName, account, lookalike } = row
  const hasEnded = useHasEnded(row)
  return (
    <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, minWidth: 0 }}>
      {isNamed(user) ? <ForeignText text={user} hint={visibleString(displayName ?? user)} /> : null}
      {!isNamed(user) && account === null ? <NoUserName row={row} /> : null}
      {account === null || account === user?.toLowerCase() ? null : (
        <span title={accountHint(account)}>
          <Tag>{accountWord(account)}</Tag>
        </span>
      )}
      {/* Of what is gone nobody is told apart any more: the room is its name's. */}
      {lookalike === null || hasEnded ? null : (
        <span title={lookalikeHint(lookalike)}>
          <Tag tone="caution">{t('grid.lookalike')}</Tag>
        </span>
      )}
      {row.own === true || row.guard === 'own-assumed' ? <Tag tone="accent">{t('grid.you')}</Tag> : null}
      {hasEnded ? <Tag>{t('selection.endedMark')}</Tag> : null}
    </Box>
  )
}

function NoUserName({ row }: CellProps) {
  return (
    <Box component="span" title={identityHint(row.identity)} sx={{ color: 'text.secondary', fontStyle: 'italic' }}>
      {t('grid.noUserName')}
    </Box>
  )
}

/** What kind of account it is, where that is known. */
export function AccountCell({ row: { account } }: CellProps) {
  return account === null ? UNKNOWN : <span title={accountHint(account)}>{accountWord(account)}</span>
}

/** Whose session it is; hovering tells what that means. */
export function IdentityCell({ row: { identity } }: CellProps) {
  return <span title={identityHint(identity)}>{identityWord(identity)}</span>
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
      {environment === 'practice' && !stale ? <Tag tone="caution">{t('grid.practice')}</Tag> : null}
    </Box>
  )
}

/** The address; hovering tells which one it is on this server. */
export function AddressCell({ row: { serverId, address } }: CellProps) {
  const { address: meaning } = useServerFacts(serverId)
  if (address === null) return UNKNOWN
  const words = {
    'sign-in': t('grid.cellAddressSignIn'),
    latest: t('grid.cellAddressLatest'),
    unknown: t('grid.cellAddressUnknown'),
  }
  return <ForeignText text={address} hint={`${visibleString(address)}\n${words[meaning]}`} />
}

/** Browser and system in words; the raw header on hover, and in place of words that are not known. */
export function AgentCell({ row: { agentWords, userAgent } }: CellProps) {
  const shown = agentWords ?? userAgent
  return shown === null ? UNKNOWN : <ForeignText text={shown} hint={userAgent === null ? null : visibleString(userAgent)} />
}

/** How long the session has existed, ticking until it ends. */
export function SessionTimeCell({ row }: CellProps) {
  const facts = useServerFacts(row.serverId)
  const hasEnded = useHasEnded(row)
  const text = useDerivedFromNow((now) => sessionTimeText(row, facts, hasEnded ? row.readAt : now))
  return <span title={row.createdAt === null ? undefined : momentHint(row.createdAt, facts.clockOffset)}>{text}</span>
}

/** How long nobody was active, ticking until the session ends; it stands still on a stale server. */
export function IdleTimeCell({ row }: CellProps) {
  const facts = useServerFacts(row.serverId)
  const hasEnded = useHasEnded(row)
  const clock = hasEnded ? { ...facts, stale: false } : facts
  const text = useDerivedFromNow((now) => idleTimeText(row, clock, hasEnded ? row.readAt : now))
  return <span title={row.lastActiveAt === null ? undefined : momentHint(row.lastActiveAt, facts.clockOffset)}>{text}</span>
}

/** A moment of the server, in this machine's time; in a wide column with how far it is from now. */
export function MomentCell({ row, at }: CellProps & { readonly at: number | null }) {
  const { clockOffset } = useServerFacts(row.serverId)
  return at === null ? UNKNOWN : <Moment at={at - clockOffset} hint={momentHint(at, clockOffset)} />
}

/** A moment of this machine's own clock, such as when a row was last read. */
export function OwnMomentCell({ at }: { readonly at: number | null }) {
  return at === null ? UNKNOWN : <Moment at={at} hint={momentHint(at, 0)} />
}

/** When a session ends by itself and by what, or that it should have ended and is still listed. */
export function EndsCell({ row: { serverId, endsAt, endsBy } }: CellProps) {
  const { clockOffset } = useServerFacts(serverId)
  const isOver = useDerivedFromNow((now) => endsAt !== null && endsAt - clockOffset < now)
  if (endsAt === null) return UNKNOWN
  const why = endsBy === 'idle' ? t('grid.endsByIdleHint') : t('grid.endsByExpiryHint')
  const hint = `${momentHint(endsAt, clockOffset)}\n${isOver ? t('grid.endsPast') : why}`
  const cause = endsBy === 'idle' ? t('grid.endsByIdle') : t('grid.endsByExpiry')
  return <Moment at={endsAt - clockOffset} hint={hint} after={cause} caution={isOver} />
}

interface MomentProps {
  /** Of this machine's clock. */
  readonly at: number
  readonly hint: string
  readonly after?: string
  readonly caution?: boolean
}

/** The distance from now is there only where the column is wide enough for both. */
const ROOMY = {
  display: 'block',
  width: 1,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  containerType: 'inline-size',
  '& .relative': { display: 'none', color: 'text.secondary' },
  '@container (min-width: 165px)': { '& .relative': { display: 'inline' } },
} as const

function Moment({ at, hint, after, caution = false }: MomentProps) {
  const text = useDerivedFromNow((now) => shortTimeText(at, now))
  const relative = useDerivedFromNow((now) => relativeText(at, now))
  return (
    <Box component="span" className="moment" title={hint} sx={ROOMY}>
      <Box component="span" sx={caution ? { color: 'warning.main' } : null}>
        {text}
      </Box>
      <span className="relative"> · {relative}</span>
      {after === undefined ? null : (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {' '}
          {after}
        </Box>
      )}
    </Box>
  )
}

/** Text as the server gave it. */
export function TextCell({ text }: { readonly text: string | null }) {
  return text === null || text === '' ? UNKNOWN : <ForeignText text={text} />
}
