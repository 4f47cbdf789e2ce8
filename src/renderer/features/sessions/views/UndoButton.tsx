import Button from '@mui/material/Button'
import { type SnackbarKey, useSnackbar } from 'notistack'
import { t } from '../../../../shared/language/language.ts'
import { keepFocusInPage } from '../../../components/keep-focus.ts'

/** *Undo* in the notice of what was done. */
export function UndoButton({ notice, onUndo }: { readonly notice: SnackbarKey; readonly onUndo: () => void }) {
  const { closeSnackbar } = useSnackbar()
  const undo = () => {
    closeSnackbar(notice)
    onUndo()
    keepFocusInPage()
  }
  return (
    <Button color="inherit" onClick={undo}>
      {t('views.undo')}
    </Button>
  )
}
