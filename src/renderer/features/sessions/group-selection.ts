import { useSnackbar } from 'notistack'
import { createContext, useMemo } from 'react'
import { t } from '../../../shared/language/language.ts'
import { type Grouping, type GroupLine, type SessionRow, sessionKeyText } from '../../../shared/session.ts'
import { readClient } from '../../api/clients.ts'
import { createStore } from '../../components/store.ts'
import { groupName } from './GroupCell.tsx'
import { type GridLine, isGroup } from './grid-lines.ts'
import { type Selection, withRows } from './selection.ts'
import { selectionStore, viewStore } from './view-state.ts'

/** Group (as `memberKey` names it) → the sessions that were ticked with it last, by their keys. */
const membersStore = createStore<ReadonlyMap<string, readonly string[]>>(new Map())

function memberKey(by: Grouping, { key }: Pick<GroupLine, 'key'>): string {
  return `${by} ${key}`
}

/** How much of a group is ticked, as far as its sessions are known here: those below it on the page, and those that were ticked with it. */
export function tickedOf(group: GroupLine, by: Grouping, below: readonly SessionRow[], selection: Selection): 'all' | 'some' | 'none' {
  const known = new Set(membersStore.get().get(memberKey(by, group)))
  for (const row of below) if (row.guard === null) known.add(sessionKeyText(row))
  const ticked = [...known].filter((key) => selection.has(key)).length
  if (ticked === 0) return 'none'
  return ticked === known.size ? 'all' : 'some'
}

/** What the checkbox of a group must know: by what the sessions are grouped, which of them are on the page, and how to tick them. */
interface GroupTicks {
  readonly by: Grouping | null
  readonly selection: Selection
  readonly below: (group: GroupLine) => readonly SessionRow[]
  /** Ticks all sessions of a group that may be ticked, on this page or not; unticks them when some of them are ticked. */
  readonly toggle: (group: GroupLine) => void
}

export const GroupTicksContext = createContext<GroupTicks>({
  by: null,
  selection: new Map(),
  below: () => [],
  toggle: () => undefined,
})

/** The ticks of the groups on a page of lines, for `GroupTicksContext`. */
export function useGroupTicks(by: Grouping | null, lines: readonly GridLine[], selection: Selection): GroupTicks {
  const { enqueueSnackbar } = useSnackbar()
  return useMemo(() => {
    const below = (group: GroupLine) => sessionsBelow(lines, group)
    const tick = async (grouping: Grouping, group: GroupLine) => {
      const name = groupName(group, grouping)
      const { filter } = viewStore.get()
      try {
        const { rows, matching, guarded } = await readClient.sessions.all({ filter, group: { by: grouping, key: group.key } })
        // What was meant is out of sight by now.
        if (viewStore.get().filter !== filter || viewStore.get().group !== grouping) return
        const selected = withRows(selectionStore.get(), rows)
        const ticked = rows.map(sessionKeyText).filter((key) => selected.has(key))
        membersStore.set(new Map([...stillTicked(), [memberKey(grouping, group), ticked]]))
        selectionStore.set(selected)
        if (ticked.length + guarded < matching) enqueueSnackbar(t('grid.groupTooMany', { group: name, count: ticked.length }))
        else if (guarded > 0) enqueueSnackbar(t('grid.groupGuarded', { count: guarded }))
      } catch {
        enqueueSnackbar(t('grid.groupUnread', { group: name }), { variant: 'warning' })
      }
    }
    const toggle = (group: GroupLine) => {
      if (by === null) return
      const known = [...(membersStore.get().get(memberKey(by, group)) ?? []), ...below(group).map(sessionKeyText)]
      if (known.some((key) => selectionStore.get().has(key))) untick(known)
      else void tick(by, group)
    }
    return { by, selection, below, toggle }
  }, [by, lines, selection, enqueueSnackbar])
}

/** The groups of which some sessions are still ticked: what was ticked with the others is of no use any more. */
function stillTicked(): readonly (readonly [string, readonly string[]])[] {
  const selection = selectionStore.get()
  return [...membersStore.get()].filter(([, keys]) => keys.some((key) => selection.has(key)))
}

/** The sessions of an open group that stand below its head on this page. */
function sessionsBelow(lines: readonly GridLine[], group: GroupLine): readonly SessionRow[] {
  const rows: SessionRow[] = []
  for (const line of lines.slice(lines.indexOf(group) + 1)) {
    if (isGroup(line)) break
    rows.push(line)
  }
  return rows
}

function untick(keys: readonly string[]): void {
  const gone = new Set(keys)
  selectionStore.set(new Map([...selectionStore.get()].filter(([key]) => !gone.has(key))))
}
