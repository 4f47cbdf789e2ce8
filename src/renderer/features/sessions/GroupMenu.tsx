import ArrowDropDownIcon from '@mui/icons-material/ArrowDropDown'
import Button from '@mui/material/Button'
import Divider from '@mui/material/Divider'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { t } from '../../../shared/language/language.ts'
import { GROUPINGS } from '../../../shared/session.ts'
import { CheckMenuItem } from '../../components/CheckMenuItem.tsx'
import { groupBy, groupingWord, openAllGroups, showManyAddresses } from './grouping.ts'
import { useHold } from './hold-state.ts'
import type { SessionsView } from './view-state.ts'

/** Groups the sessions, or shows who is signed in from more than one address. A choice closes the menu. */
export function GroupMenu({ view }: { readonly view: SessionsView }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  useHold('group menu', anchor !== null)
  const { group } = view
  const then = (action: () => void) => () => {
    setAnchor(null)
    action()
  }
  return (
    <>
      <Button
        color={group === null ? 'inherit' : 'primary'}
        variant="outlined"
        endIcon={<ArrowDropDownIcon sx={{ ml: -0.75, mr: -0.5 }} />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderColor: group === null ? 'divider' : undefined }}
      >
        {group === null ? t('grid.groupBy') : t('grid.groupedBy', { by: groupingWord(group) })}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': t('grid.groupMenu'), dense: true } }}
      >
        {GROUPINGS.map((by) => (
          <CheckMenuItem key={by} checked={group === by} label={groupingWord(by)} onToggle={then(() => groupBy(by))} />
        ))}
        <CheckMenuItem checked={group === null} label={t('grid.groupNone')} onToggle={then(() => groupBy(null))} />
        <Divider />
        <MenuItem disabled={group === null} onClick={then(() => openAllGroups(true))}>
          {t('grid.openAll')}
        </MenuItem>
        <MenuItem disabled={group === null} onClick={then(() => openAllGroups(false))}>
          {t('grid.closeAll')}
        </MenuItem>
        <Divider />
        <MenuItem title={t('grid.groupManyAddressesNote')} onClick={then(showManyAddresses)}>
          {t('grid.groupManyAddresses')}
        </MenuItem>
      </Menu>
    </>
  )
}
