import type { KeyboardEvent } from 'react'
import type { GroupLine, SessionRow } from '../../../shared/session.ts'
import { type GridLine, isGroup } from './grid-lines.ts'
import { toggleGroup } from './grouping.ts'
import { isSelectAllKey } from './select-all.ts'

interface LineActions {
  readonly onOpen: (row: SessionRow) => void
  /** Ticks or unticks the sessions of a group. */
  readonly onGroup: (group: GroupLine) => void
}

/**
 * Keys on a line of the grid that mean something else than to the grid itself: Enter opens a session's details; Enter and the arrows open and
 * close a group, and the space bar ticks it. Tells whether the key was one of them.
 */
export function onLineKey(line: GridLine, field: string, event: KeyboardEvent, { onOpen, onGroup }: LineActions): boolean {
  if (isSelectAllKey(event)) return true
  if (isGroup(line)) return onGroupKey(line, event, onGroup)
  if (event.key !== 'Enter' || field === 'actions') return false
  event.preventDefault()
  onOpen(line)
  return true
}

function onGroupKey(group: GroupLine, event: KeyboardEvent, onGroup: LineActions['onGroup']): boolean {
  const isToggle = event.key === 'Enter' || event.key === (group.open ? 'ArrowLeft' : 'ArrowRight')
  if (!isToggle && event.key !== ' ') return false
  event.preventDefault()
  if (isToggle) toggleGroup(group)
  else onGroup(group)
  return true
}
