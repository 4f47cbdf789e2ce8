import ErrorOutlineIcon from '@mui/icons-material/ErrorOutlineOutlined'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { FilterProblem } from '../../../../shared/filter/filter.ts'
import { t } from '../../../../shared/language/language.ts'
import { visibleString } from '../../../components/visible-text.ts'

interface FilterNotesProps {
  readonly id: string
  readonly text: string
  readonly problem: FilterProblem | null
  /** The grid shows what it showed before the text could not be understood. */
  readonly isKept: boolean
  /** What can be understood and finds nothing all the same. */
  readonly warnings: readonly string[]
  readonly onShow: (problem: FilterProblem) => void
}

/** Below the search box: where the filter can't be understood and why, or what in it finds nothing. */
export function FilterNotes({ id, text, problem, isKept, warnings, onShow }: FilterNotesProps) {
  return (
    <Box id={id} role="status" sx={{ px: 2, '&:empty': { display: 'none' } }}>
      {problem === null ? null : <ProblemLine text={text} problem={problem} isKept={isKept} onShow={() => onShow(problem)} />}
      {warnings.map((warning) => (
        <Box key={warning} sx={{ ...LINE, color: 'warning.main' }}>
          <ErrorOutlineIcon aria-hidden sx={ICON} />
          <bdi>{warning}</bdi>
        </Box>
      ))}
    </Box>
  )
}

interface ProblemLineProps extends Pick<FilterNotesProps, 'text' | 'isKept'> {
  readonly problem: FilterProblem
  readonly onShow: () => void
}

function ProblemLine({ text, problem, isKept, onShow }: ProblemLineProps) {
  const part = visibleString(text.slice(problem.from, problem.to), 40)
  return (
    <Box sx={{ ...LINE, color: 'error.main' }}>
      <ErrorOutlineIcon aria-hidden sx={ICON} />
      <Link
        component="button"
        type="button"
        color="inherit"
        aria-label={t('filter.problemAt', { text: part })}
        onClick={onShow}
        sx={MARKED}
      >
        <bdi>{part}</bdi>
      </Link>
      <bdi>{visibleString(problem.message)}</bdi>
      {isKept ? (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {t('filter.stillShown')}
        </Box>
      ) : null}
    </Box>
  )
}

const LINE = { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, pb: 1 } as const
const ICON = { fontSize: 16 } as const
const MARKED = { fontFamily: 'monospace', maxWidth: 300, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
