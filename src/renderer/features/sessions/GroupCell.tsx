import ExpandMoreIcon from '@mui/icons-material/ExpandMore'
import Box from '@mui/material/Box'
import { t } from '../../../shared/language/language.ts'
import type { Grouping, GroupLine } from '../../../shared/session.ts'
import { useDerivedFromNow } from '../../components/clock.ts'
import { ForeignText } from '../../components/ForeignText.tsx'
import { visibleString } from '../../components/visible-text.ts'
import { toggleGroup, unknownWord } from './grouping.ts'
import { relativeText } from './time-text.ts'

interface GroupCellProps {
  readonly group: GroupLine
  readonly by: Grouping
}

/** What a group is called, fit for names of controls. */
export function groupName({ value }: Pick<GroupLine, 'value'>, by: Grouping): string {
  return value === null || value === '' ? unknownWord(by) : visibleString(value, 80)
}

/** The head of a group over the whole row: its name, how much is in it, and a button that opens and closes it. It stays in sight sideways. */
export function GroupCell({ group, by }: GroupCellProps) {
  const name = groupName(group, by)
  return (
    <Box sx={{ position: 'sticky', left: 48, display: 'flex', alignItems: 'center', gap: 1, maxWidth: 'min(100%, 1000px)', height: 1 }}>
      <Box
        component="button"
        type="button"
        tabIndex={-1}
        aria-expanded={group.open}
        aria-label={group.open ? t('grid.closeGroup', { group: name }) : t('grid.openGroup', { group: name })}
        onClick={() => toggleGroup(group)}
        sx={{ display: 'flex', p: 0, border: 0, background: 'none', color: 'text.secondary', cursor: 'pointer' }}
      >
        <ExpandMoreIcon aria-hidden sx={{ fontSize: 18, transform: group.open ? 'none' : 'rotate(-90deg)' }} />
      </Box>
      <Box component="span" sx={{ display: 'flex', minWidth: 0, fontWeight: 600, fontStyle: group.value ? 'normal' : 'italic' }}>
        {group.value ? <ForeignText text={group.value} /> : name}
      </Box>
      <Facts group={group} by={by} />
    </Box>
  )
}

/** The counts; of what all sessions of the group share nothing is said. */
function Facts({ group, by }: GroupCellProps) {
  const facts = [t('common.sessionCount', { count: group.sessions })]
  if (by !== 'user') facts.push(t('grid.groupUsers', { count: group.users }))
  if (by !== 'address' && group.addresses > 0) facts.push(t('grid.groupAddresses', { count: group.addresses }))
  if (by !== 'server' && group.servers > 1) facts.push(t('grid.groupServers', { count: group.servers }))
  const mayBeSeveral = by === 'user' && group.servers > 1 && group.value !== null
  return (
    <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }} title={mayBeSeveral ? t('grid.groupUserNote') : undefined}>
      {facts.join(' · ')}
      {group.lastActiveAt === null ? null : <LastActive at={group.lastActiveAt} />}
      {mayBeSeveral ? <span className="visually-hidden">. {t('grid.groupUserNote')}</span> : null}
    </Box>
  )
}

function LastActive({ at }: { readonly at: number }) {
  const when = useDerivedFromNow((now) => relativeText(Math.min(at, now), now))
  return <> · {t('grid.groupLastActive', { when })}</>
}
