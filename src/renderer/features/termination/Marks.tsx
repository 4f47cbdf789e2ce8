import BlockIcon from '@mui/icons-material/Block'
import CancelOutlinedIcon from '@mui/icons-material/CancelOutlined'
import CheckCircleOutlinedIcon from '@mui/icons-material/CheckCircleOutlined'
import CloudOffIcon from '@mui/icons-material/CloudOff'
import ErrorOutlinedIcon from '@mui/icons-material/ErrorOutlined'
import HelpOutlineIcon from '@mui/icons-material/HelpOutlined'
import HourglassEmptyIcon from '@mui/icons-material/HourglassEmpty'
import LogoutIcon from '@mui/icons-material/Logout'
import NotStartedOutlinedIcon from '@mui/icons-material/NotStartedOutlined'
import RemoveCircleOutlineIcon from '@mui/icons-material/RemoveCircleOutlined'
import ShieldOutlinedIcon from '@mui/icons-material/ShieldOutlined'
import SwapHorizIcon from '@mui/icons-material/SwapHoriz'
import SyncIcon from '@mui/icons-material/Sync'
import Box from '@mui/material/Box'
import type { ComponentType } from 'react'
import type { OutcomeKind, RunTarget, Verdict } from '../../../shared/termination.ts'
import { guardReason } from './guard-words.ts'
import { verdictWord } from './plan-summary.ts'
import { OUTCOME_WORDS } from './run-summary.ts'

interface MarkProps {
  readonly icon: ComponentType
  readonly color: string
  readonly word: string
  readonly detail?: string | null
}

/** What became of a target, or will: an icon of its own, the word, and under it the reason in full. */
function Mark({ icon: Icon, color, word, detail }: MarkProps) {
  return (
    <Box sx={{ display: 'flex', gap: 0.75, minWidth: 0, '& > svg': { fontSize: 16, mt: '1px', color, flex: 'none' } }}>
      <Icon aria-hidden />
      <Box sx={{ minWidth: 0 }}>
        <Box component="span" sx={{ color, fontWeight: 500 }}>
          {word}
        </Box>
        {detail ? <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{detail}</Box> : null}
      </Box>
    </Box>
  )
}

const VERDICT_LOOKS: Readonly<Record<Verdict['kind'], { readonly icon: ComponentType; readonly color: string }>> = {
  'will-end': { icon: LogoutIcon, color: 'error.main' },
  'already-gone': { icon: RemoveCircleOutlineIcon, color: 'text.secondary' },
  changed: { icon: SwapHorizIcon, color: 'warning.main' },
  guarded: { icon: ShieldOutlinedIcon, color: 'text.secondary' },
  unreachable: { icon: CloudOffIcon, color: 'warning.main' },
}

/** What the fresh read says of one target; null while its server is being read. */
export function VerdictMark({ verdict, serverName }: { readonly verdict: Verdict | null; readonly serverName: string }) {
  if (verdict === null) return <Mark icon={SyncIcon} color="text.secondary" word="Being read again" />
  return <Mark {...VERDICT_LOOKS[verdict.kind]} word={verdictWord(verdict)} detail={verdictDetail(verdict, serverName)} />
}

function verdictDetail(verdict: Verdict, serverName: string): string | null {
  if (verdict.kind === 'guarded') return guardReason(verdict.guard, serverName)
  if (verdict.kind === 'changed') return verdict.what
  return null
}

const OUTCOME_LOOKS: Readonly<Record<OutcomeKind, { readonly icon: ComponentType; readonly color: string }>> = {
  terminated: { icon: CheckCircleOutlinedIcon, color: 'success.main' },
  'already-gone': { icon: RemoveCircleOutlineIcon, color: 'text.secondary' },
  'still-present': { icon: ErrorOutlinedIcon, color: 'error.main' },
  refused: { icon: BlockIcon, color: 'error.main' },
  failed: { icon: CancelOutlinedIcon, color: 'error.main' },
  unknown: { icon: HelpOutlineIcon, color: 'warning.main' },
  'not-attempted': { icon: NotStartedOutlinedIcon, color: 'text.secondary' },
}

/** What became of one target so far. */
export function OutcomeMark({ target }: { readonly target: RunTarget }) {
  const { outcome, step } = target
  if (outcome !== null) return <Mark {...OUTCOME_LOOKS[outcome.kind]} word={OUTCOME_WORDS[outcome.kind]} detail={outcome.detail} />
  if (step === 'asked') return <Mark icon={SyncIcon} color="text.secondary" word="Asked, waiting for the server" />
  return <Mark icon={HourglassEmptyIcon} color="text.secondary" word="Waiting" />
}

/** The icon of an outcome beside its number, for a summary. */
export function OutcomeCount({
  kind,
  words,
  count,
}: {
  readonly kind: OutcomeKind | 'waiting'
  readonly words: string
  readonly count: string
}) {
  const { icon: Icon, color } = kind === 'waiting' ? { icon: HourglassEmptyIcon, color: 'text.secondary' } : OUTCOME_LOOKS[kind]
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, whiteSpace: 'nowrap', '& > svg': { fontSize: 16, color } }}
    >
      <Icon aria-hidden />
      {count} {words}
    </Box>
  )
}
