import { useSnackbar } from 'notistack'
import { t } from '../../../shared/language/language.ts'
import { problemOf } from '../../api/problem-of.ts'
import { useActions } from '../../components/actions/actions.ts'
import { useHold } from './hold-state.ts'
import { selectAll } from './select-all.ts'
import { type RowHold, useRowHold } from './use-row-hold.ts'
import { useUpdateWords } from './use-update-words.ts'

const ALL_KEYS = { windows: ['Mod+A'], mac: ['Mod+A'] } as const

interface StillGrid {
  readonly isMenuOpen: boolean
  /** What the grid shows, and how many sessions that finds. */
  readonly filter: string
  readonly matching: number
}

/**
 * What keeps the grid still while somebody is about to act, tells what came and went meanwhile, and selects all that match. The answer goes on
 * what is around the grid.
 */
export function useStillGrid({ isMenuOpen, filter, matching }: StillGrid): RowHold {
  const { enqueueSnackbar } = useSnackbar()
  useHold('menu', isMenuOpen)
  useUpdateWords()
  const all = () => {
    selectAll(filter.trim()).catch((error: unknown) => enqueueSnackbar(problemOf(error).message, { variant: 'warning' }))
  }
  useActions([
    {
      id: 'sessions.selectAll',
      name: t('selection.selectAll'),
      section: t('selection.section'),
      keys: ALL_KEYS,
      ...(matching === 0 ? { unavailable: t('selection.noneShown') } : {}),
      run: all,
    },
  ])
  return useRowHold()
}
