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
import { t } from '../../../shared/language/language.ts'
import type { OutcomeKind, RunTarget, Target, Verdict } from '../../../shared/termination.ts'
import { guardReason } from './guard-words.ts'
import { verdictWord } from './plan-summary.ts'
import { outcomeWord } from './run-summary.ts'

/** How a mark looks: its tone is one of the classes of `TargetList`, always beside an icon of its own and a word. */
interface Look {
  readonly icon: ComponentType
  readonly tone: 'good' | 'bad' | 'doubt' | 'plain'
}

interface MarkProps extends Look {
  readonly word: string
  readonly detail?: string | null
}

/** What became of a target, or will: icon, word, and under it the reason in full. */
function Mark({ icon: Icon, tone, word, detail }: MarkProps) {
  return (
    <div className={`mark ${tone}`}>
      <Icon aria-hidden />
      <div>
        <span className="word">{word}</span>
        {detail ? <div className="detail">{detail}</div> : null}
      </div>
    </div>
  )
}

const VERDICT_LOOKS: Readonly<Record<Verdict['kind'], Look>> = {
  'will-end': { icon: LogoutIcon, tone: 'bad' },
  'already-gone': { icon: RemoveCircleOutlineIcon, tone: 'plain' },
  changed: { icon: SwapHorizIcon, tone: 'doubt' },
  guarded: { icon: ShieldOutlinedIcon, tone: 'plain' },
  unreachable: { icon: CloudOffIcon, tone: 'doubt' },
}

interface VerdictMarkProps {
  /** What the fresh read says; null while there is none. */
  readonly verdict: Verdict | null
  readonly serverName: string
  readonly target: Pick<Target, 'kind'>
  /** There will be none: the reading failed as a whole. */
  readonly unread: boolean
}

/** What the fresh read says of one target. */
export function VerdictMark({ verdict, serverName, target, unread }: VerdictMarkProps) {
  if (verdict === null && unread) return <Mark icon={HelpOutlineIcon} tone="plain" word={t('termination.notReadAgain')} />
  if (verdict === null) return <Mark icon={SyncIcon} tone="plain" word={t('termination.beingReadAgain')} />
  return <Mark {...VERDICT_LOOKS[verdict.kind]} word={verdictWord(verdict, target)} detail={verdictDetail(verdict, serverName)} />
}

function verdictDetail(verdict: Verdict, serverName: string): string | null {
  if (verdict.kind === 'guarded') return guardReason(verdict.guard, serverName)
  if (verdict.kind === 'changed') return verdict.what
  return null
}

const OUTCOME_LOOKS: Readonly<Record<OutcomeKind, Look>> = {
  terminated: { icon: CheckCircleOutlinedIcon, tone: 'good' },
  'already-gone': { icon: RemoveCircleOutlineIcon, tone: 'plain' },
  'still-present': { icon: ErrorOutlinedIcon, tone: 'bad' },
  refused: { icon: BlockIcon, tone: 'bad' },
  failed: { icon: CancelOutlinedIcon, tone: 'bad' },
  unknown: { icon: HelpOutlineIcon, tone: 'doubt' },
  'not-attempted': { icon: NotStartedOutlinedIcon, tone: 'plain' },
}

const WAITING: Look = { icon: HourglassEmptyIcon, tone: 'plain' }

/** What became of one target so far. */
export function OutcomeMark({ target }: { readonly target: RunTarget }) {
  const { outcome, step, answer } = target
  if (outcome !== null) return <Mark {...OUTCOME_LOOKS[outcome.kind]} word={outcomeWord(outcome.kind)} detail={outcome.detail} />
  if (step === 'asked' && answer !== undefined)
    return <Mark icon={SyncIcon} tone="plain" word={t('termination.answered')} detail={answer} />
  if (step === 'asked') return <Mark icon={SyncIcon} tone="plain" word={t('termination.asked')} />
  return <Mark {...WAITING} word={t('termination.waiting')} />
}

const TONE_COLORS = { good: 'success.main', bad: 'error.main', doubt: 'warning.main', plain: 'text.secondary' } as const

interface OutcomeCountProps {
  readonly kind: OutcomeKind | 'waiting'
  /** Its number with its word. */
  readonly words: string
}

/** The icon of an outcome beside its number, for a summary. */
export function OutcomeCount({ kind, words }: OutcomeCountProps) {
  const { icon: Icon, tone } = kind === 'waiting' ? WAITING : OUTCOME_LOOKS[kind]
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        whiteSpace: 'nowrap',
        '& > svg': { fontSize: 16, color: TONE_COLORS[tone] },
      }}
    >
      <Icon aria-hidden />
      {words}
    </Box>
  )
}
