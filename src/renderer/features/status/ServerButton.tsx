import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import { t } from '../../../shared/language/language.ts'
import type { ServerState, ServerView } from '../../../shared/server.ts'
import { AgeText } from '../../components/AgeText.tsx'
import { useNow } from '../../components/clock.ts'
import { shortTimeText } from '../../components/format.ts'
import { StateIcon, stateColor, stateWord } from '../../components/StateMark.tsx'
import { clockMark, clockWords } from './clock-words.ts'

interface ServerButtonProps {
  readonly view: ServerView
  readonly state: ServerState
  readonly onOpen: (anchor: HTMLElement) => void
}

/** One server in the strip. A live one needs no word on screen: its full dot and its age say it; screen readers get the word. */
export function ServerButton({ view, state, onOpen }: ServerButtonProps) {
  return (
    <ButtonBase
      aria-haspopup="dialog"
      onClick={(event) => onOpen(event.currentTarget)}
      sx={{
        gap: 0.75,
        px: 1,
        height: 28,
        borderRadius: 1,
        fontSize: 'inherit',
        whiteSpace: 'nowrap',
        maxWidth: 1,
        '&:hover': { bgcolor: 'action.hover' },
        // Inside, where the strip does not cut it off.
        '&:focus-visible': { outlineOffset: -2 },
      }}
    >
      <StateIcon state={state} status={view.status} />
      <Box component="bdi" title={view.server.name} sx={{ maxWidth: 240, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {view.server.name}
      </Box>
      <Box component="span" sx={{ color: state === 'live' ? 'text.secondary' : stateColor(state, view.status) }}>
        <StateWords view={view} state={state} />
      </Box>
      <ClockMark clockOffset={view.status.clockOffset} />
    </ButtonBase>
  )
}

function StateWords({ view: { status }, state }: Pick<ServerButtonProps, 'view' | 'state'>) {
  if (state === 'offline') return <Offline since={status.failingSince} />
  const age = status.lastReadAt === null ? null : <AgeText since={status.lastReadAt} />
  if (state === 'live') {
    return (
      <>
        <span className="visually-hidden">{t('status.live')}</span> {age}
      </>
    )
  }
  return (
    <>
      {stateWord(state, status)} {age}
    </>
  )
}

function Offline({ since }: { readonly since: number | null }) {
  const now = useNow()
  return <>{since === null ? t('status.offline') : t('status.offlineSince', { time: shortTimeText(since, now) })}</>
}

/** A clock that is off by more than a minute is told at once: the times in the rows are corrected for it. */
function ClockMark({ clockOffset }: Pick<ServerView['status'], 'clockOffset'>) {
  const mark = clockMark(clockOffset)
  if (mark === null) return null
  return (
    <Box component="span" title={clockWords(clockOffset) ?? undefined} sx={{ color: 'warning.main' }}>
      {mark}
    </Box>
  )
}
