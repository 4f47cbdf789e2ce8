import Box from '@mui/material/Box'
import { type MessageKey, t } from '../../shared/language/language.ts'
import type { PollStatus, ServerState } from '../../shared/server.ts'

/** Each state has a shape of its own, so that it reads without colour. Drawn in a 12 px square with the text's colour. */
const SHAPES: Record<ServerState, React.ReactNode> = {
  live: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  late: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  stale: (
    <>
      <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 3.25V6l1.75 1.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  offline: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M3 9l6-6" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  'never read': <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 1.8" />,
  partial: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 6V1.5A4.5 4.5 0 1 1 1.5 6z" fill="currentColor" />
    </>
  ),
  paused: <path d="M3 2h2v8H3zM7 2h2v8H7z" fill="currentColor" />,
  'no right': (
    <>
      <rect x="2" y="5" width="8" height="6" rx="1" fill="currentColor" />
      <path d="M4 5V3.5a2 2 0 0 1 4 0V5" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  'no list': (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M3.75 6h4.5" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  'not known': (
    <>
      <path
        d="M3.75 4.25a2.25 2.25 0 1 1 3.2 2c-.6.3-.95.7-.95 1.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <circle cx="6" cy="10" r="0.9" fill="currentColor" />
    </>
  ),
  'sign-in failed': <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
}

type Trouble = Pick<PollStatus, 'hold' | 'lastAttempt'>

/** Which of the theme's colours a state wears; it is always beside an icon and a word. */
export function stateColor(state: ServerState, { lastAttempt }: Trouble): string {
  if (state === 'live') return 'success.main'
  // Not read yet is no trouble, unless it was tried; nor is a system that lists nothing.
  if (state === 'paused' || state === 'no list' || (state === 'never read' && lastAttempt?.result !== 'failed')) return 'text.secondary'
  return 'warning.main'
}

/** A server's state as an icon; the word stands beside it. */
export function StateIcon({ state, status }: { readonly state: ServerState; readonly status: Trouble }) {
  return (
    <Box component="svg" viewBox="0 0 12 12" aria-hidden sx={{ width: 12, height: 12, flex: 'none', color: stateColor(state, status) }}>
      {SHAPES[state]}
    </Box>
  )
}

const WORDS = {
  live: 'status.live',
  late: 'status.late',
  stale: 'status.stale',
  offline: 'status.offline',
  'never read': 'status.neverRead',
  partial: 'status.partial',
  paused: 'status.paused',
  'no right': 'status.noRight',
  'sign-in failed': 'status.signInFailed',
  'no list': 'status.noList',
  'not known': 'status.notKnown',
} as const satisfies Record<ServerState, MessageKey>

/** The word for a server's state. Where the secret is still to be given, no sign-in has failed. */
export function stateWord(state: ServerState, { hold }: Trouble): string {
  return t(hold === 'credential' && state === 'sign-in failed' ? 'status.secretNeeded' : WORDS[state])
}

/** A server's state as icon and word. */
export function StateMark({ state, status }: { readonly state: ServerState; readonly status: Trouble }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, whiteSpace: 'nowrap' }}>
      <StateIcon state={state} status={status} />
      {stateWord(state, status)}
    </Box>
  )
}
