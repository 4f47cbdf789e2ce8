import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import type { ServerState, ServerView } from '../../../shared/server.ts'
import { AgeText } from '../../components/AgeText.tsx'
import { useNow } from '../../components/clock.ts'
import { shortTimeText } from '../../components/format.ts'
import { StateIcon, stateColor, stateWord } from '../../components/StateMark.tsx'

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
    </ButtonBase>
  )
}

function StateWords({ view: { status }, state }: Pick<ServerButtonProps, 'view' | 'state'>) {
  if (state === 'offline') return <>offline{status.failingSince === null ? '' : <Since at={status.failingSince} />}</>
  const age = status.lastReadAt === null ? null : <AgeText since={status.lastReadAt} />
  if (state === 'live') {
    return (
      <>
        <span className="visually-hidden">live</span> {age}
      </>
    )
  }
  return (
    <>
      {stateWord(state, status)} {age}
    </>
  )
}

function Since({ at }: { readonly at: number }) {
  return <> since {shortTimeText(at, useNow())}</>
}
