import { subnetText } from '../../shared/filter/address-number.ts'
import type { GridQuery, GroupLine } from '../../shared/session.ts'
import { type Find, findRows } from '../store/grid.ts'
import type { FilterContext, GridSource } from '../store/grid-source.ts'
import { type FoundGroup, findLines, groupKeyText, type KeyOf } from '../store/group-lines.ts'
import type { RowContext } from './session-rows.ts'

/** One page of lines: the ids of its sessions, and the groups between them. */
export interface Lines {
  readonly ids: readonly number[]
  readonly groups: GroupLine[]
  readonly lines: number
  readonly matching: number
}

/** Finds one page of sessions, grouped or not. */
export function pageLines(source: GridSource, query: GridQuery, find: Find, context: FilterContext, names: Names): Lines {
  const part = { limit: query.pageSize, offset: query.page * query.pageSize }
  const { group } = query
  if (group === undefined) {
    const { ids, matching } = findRows(source, find, part, context)
    return { ids, groups: [], lines: matching, matching }
  }
  const keyOf = groupKeys(names)
  const found = findLines(source, find, group, part, context, keyOf)
  const groups = found.groups.map((line): GroupLine => {
    const { position, key, open, sessions, users, addresses, servers, lastActive } = line
    const lastActiveAt = lastActive === null ? null : lastActive * 1000
    return { position, key: keyOf(key), value: groupValue(group.by, line, names), open, sessions, users, addresses, servers, lastActiveAt }
  })
  return { ...found, groups }
}

/** What the window calls a group: servers by their ids. */
export function groupKeys(names: Pick<Names, 'serverId'>): KeyOf {
  return (key) => groupKeyText(typeof key === 'number' ? (names.serverId(key) ?? key) : key)
}

/** What the window calls a server, by its number in the source. */
type Names = Pick<RowContext, 'serverId' | 'facts'>

function groupValue(by: NonNullable<GridQuery['group']>['by'], { key, text }: FoundGroup, names: Names): string | null {
  if (by === 'server') {
    const serverId = typeof key === 'number' ? names.serverId(key) : undefined
    return serverId === undefined ? null : (names.facts(serverId)?.name ?? null)
  }
  return by === 'subnet' && typeof key === 'string' && !key.startsWith('~') ? subnetText(key) : text
}
