import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { t } from '../../../shared/language/language.ts'
import { visibleString } from '../../components/visible-text.ts'
import type { MenuAnchor } from './GridColumns.tsx'
import { accountWord } from './identity-words.ts'
import { type RowCommand, type RowContext, rowCommands } from './row-commands.ts'
import { useServerFacts } from './server-facts.ts'

interface SessionMenuProps extends Omit<RowContext, 'row' | 'field' | 'facts'> {
  readonly anchor: MenuAnchor | null
  readonly onClose: () => void
}

/** What can be done with one row; the same from the button at its end, a right click and the keyboard. */
export function SessionMenu({ anchor, onClose, ...rest }: SessionMenuProps) {
  const facts = useServerFacts(anchor?.row.serverId ?? '')
  const groups = anchor === null ? [] : rowCommands({ ...rest, row: anchor.row, field: anchor.field, facts })
  const then = (run: () => void) => () => {
    onClose()
    run()
  }
  return (
    <Menu
      open={anchor !== null}
      onClose={onClose}
      // A second right click beside the menu closes it, and opens nothing of the browser's.
      onContextMenu={(event) => {
        event.preventDefault()
        if (!(event.target instanceof Element && event.target.closest('[role="menu"]'))) onClose()
      }}
      anchorReference="anchorPosition"
      anchorPosition={anchor === null ? { left: 0, top: 0 } : { left: anchor.left, top: anchor.top }}
      slotProps={{
        list: {
          'aria-label': anchor ? t('grid.actionsFor', { who: nameOf(anchor) }) : undefined,
          dense: true,
          disabledItemsFocusable: true,
        },
      }}
    >
      {groups.flatMap((group, index) => [
        index === 0 ? null : <Divider key={`before-${group[0]?.id}`} />,
        ...group.map((command) => <CommandItem key={command.id} command={command} onClick={then(command.run)} />),
      ])}
      <Reasons commands={groups.flat()} />
    </Menu>
  )
}

function nameOf({ row }: MenuAnchor): string {
  if (row.user !== null) return visibleString(row.user, 80)
  return row.account === null ? t('grid.someSession') : accountWord(row.account)
}

interface CommandItemProps {
  readonly command: RowCommand
  readonly onClick: () => void
}

/** An item that can't be chosen stays and can be reached, so that the reason is heard and seen. */
function CommandItem({ command: { name, reason, ends = false }, onClick, ...item }: CommandItemProps) {
  const color = ends ? { color: 'error.main' } : null
  return (
    <MenuItem
      {...item}
      title={reason}
      aria-disabled={reason !== undefined || undefined}
      aria-description={reason}
      onClick={reason === undefined ? onClick : undefined}
      sx={reason === undefined ? color : { color: 'text.disabled', cursor: 'default' }}
    >
      <Box component="bdi" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', maxWidth: 420 }}>
        {name}
      </Box>
      {ends ? <span aria-hidden>…</span> : null}
    </MenuItem>
  )
}

/** Why items are greyed, for the eye; each of them says it by itself to who can't see. */
function Reasons({ commands }: { readonly commands: readonly RowCommand[] }) {
  const reasons = new Set(commands.map(({ reason }) => reason).filter((reason) => reason !== undefined))
  if (reasons.size === 0) return null
  return (
    <Box component="li" aria-hidden sx={{ px: 2, pt: 0.5, maxWidth: 260, color: 'text.secondary', fontSize: '0.75rem' }}>
      {[...reasons].map((reason) => (
        <div key={reason}>{reason}</div>
      ))}
    </Box>
  )
}
