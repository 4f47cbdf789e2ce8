import type { KeyboardEvent } from 'react'
import type { GroupLine, SessionRow } from '../../../shared/session.ts'
import { type GridLine, isGroup } from './grid-lines.ts'
import { toggleGroup } from './grouping.ts'

interface LineActions {
  readonly onOpen: (row: SessionRow) => void
  /** Ticks or unticks the sessions of a group. */
  readonly onGroup: (group: GroupLine) => void
  /** Keys that tick sessions, and letters that go to a name: they tell whether the key was theirs. */
  readonly onTick: (row: SessionRow, field: string, event: KeyboardEvent) => boolean
  readonly onType: (line: GridLine, field: string, event: KeyboardEvent) => boolean
}

/**
 * Keys on a line of the grid that mean something else than to the grid itself: Enter opens a session's details; Enter and the arrows open and
 * close a group; the space bar ticks either; letters go to a name. Tells whether the key was one of them.
 */
export function onLineKey(line: GridLine, field: string, event: KeyboardEvent, actions: LineActions): boolean {
  if (actions.onType(line, field, event)) return true
  if (isGroup(line)) return onGroupKey(line, event, actions.onGroup)
  if (actions.onTick(line, field, event)) return true
  if (event.key !== 'Enter' || field === 'actions') return false
  event.preventDefault()
  actions.onOpen(line)
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
