import ViewColumnOutlinedIcon from '@mui/icons-material/ViewColumnOutlined'
import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import { useEffect, useRef } from 'react'
import { t } from '../../../shared/language/language.ts'
import type { ColumnLayout } from '../../../shared/view.ts'
import { useStore } from '../../components/store.ts'
import { ColumnPanel } from './ColumnPanel.tsx'
import { columnPanelStore } from './column-panel-state.ts'

/** Opens the column panel below itself. */
export function ColumnsButton({ layout }: { readonly layout: ColumnLayout }) {
  const open = useStore(columnPanelStore)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => () => columnPanelStore.set(false), [])
  return (
    <>
      <Button
        ref={button}
        color="inherit"
        variant="outlined"
        startIcon={<ViewColumnOutlinedIcon />}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => columnPanelStore.set(true)}
        sx={{ borderColor: 'divider' }}
      >
        {t('grid.columns')}
      </Button>
      <Popover
        open={open}
        anchorEl={() => button.current}
        onClose={() => columnPanelStore.set(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('grid.columns') } }}
      >
        <ColumnPanel layout={layout} />
      </Popover>
    </>
  )
}
