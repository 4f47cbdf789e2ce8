import { type GroupLine, type SessionRow, sessionKeyText } from '../../../shared/session.ts'

/** One line of the grid: a session, or the head of a group. */
export type GridLine = SessionRow | GroupLine

/** Whether a line is the head of a group. */
export function isGroup(line: GridLine): line is GroupLine {
  return 'position' in line
}

/** Whether a line is a session. */
export function isSession(line: GridLine): line is SessionRow {
  return !isGroup(line)
}

/** What a line is known by while it comes and goes. */
export function lineKey(line: GridLine): string {
  return isGroup(line) ? `group ${line.key}` : sessionKeyText(line)
}

/** The lines of a page in their order: the heads of groups know their places, sessions fill the others. */
export function gridLines(rows: readonly SessionRow[], groups: readonly GroupLine[]): readonly GridLine[] {
  if (groups.length === 0) return rows
  const lines: GridLine[] = [...rows]
  for (const group of groups.toSorted((one, other) => one.position - other.position)) lines.splice(group.position, 0, group)
  return lines
}
