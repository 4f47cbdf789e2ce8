import Button from '@mui/material/Button'
import { useSnackbar } from 'notistack'
import { t } from '../../../shared/language/language.ts'
import { sessionKeyText } from '../../../shared/session.ts'
import type { MenuAnchor } from './GridColumns.tsx'
import { isSelectable } from './selection.ts'
import { selectionStore } from './view-state.ts'

/**
 * What a right click does before its menu opens: a row that is not selected becomes the selection, one that is keeps the set it belongs to. A
 * guarded row can't be selected and changes nothing. Where several sessions lose their ticks by it, they can be had back.
 */
export function usePointedRow(): (anchor: MenuAnchor) => void {
  const { enqueueSnackbar, closeSnackbar } = useSnackbar()
  return ({ row, pointed = false }) => {
    const before = selectionStore.get()
    const key = sessionKeyText(row)
    if (!pointed || before.has(key) || !isSelectable(row)) return
    selectionStore.set(new Map([[key, row]]))
    if (before.size < 2) return
    enqueueSnackbar(t('menu.selectionReplaced', { count: before.size }), {
      action: (id) => (
        <Button
          color="inherit"
          onClick={() => {
            closeSnackbar(id)
            selectionStore.set(before)
          }}
        >
          {t('menu.selectAgain')}
        </Button>
      ),
    })
  }
}
