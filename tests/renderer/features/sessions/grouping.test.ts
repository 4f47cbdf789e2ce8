import { beforeEach, describe, expect, it } from 'vitest'
import { gridLines, isGroup, lineKey } from '../../../../src/renderer/features/sessions/grid-lines.ts'
import { groupBy, openAllGroups, showManyAddresses, toggleGroup } from '../../../../src/renderer/features/sessions/grouping.ts'
import { changeView, FIRST_VIEW, viewStore } from '../../../../src/renderer/features/sessions/view-state.ts'
import type { GroupLine } from '../../../../src/shared/session.ts'
import { sampleRow } from '../../samples.ts'

function group(key: string, position: number, change: Partial<GroupLine> = {}): GroupLine {
  return { key, position, value: key, open: false, sessions: 1, users: 1, addresses: 1, servers: 1, lastActiveAt: null, ...change }
}

beforeEach(() => viewStore.set(FIRST_VIEW))

describe('the lines of a page', () => {
  it('are the sessions when nothing is grouped', () => {
    const rows = [sampleRow()]
    expect(gridLines(rows, [])).toBe(rows)
  })

  it('have the heads of groups at their places and the sessions between them', () => {
    const rows = [sampleRow({ sessionId: 'a' }), sampleRow({ sessionId: 'b' })]
    const lines = gridLines(rows, [group('three', 3), group('one', 0)])
    expect(lines.map((line) => (isGroup(line) ? line.key : line.sessionId))).toEqual(['one', 'a', 'b', 'three'])
  })

  it('are known by other keys than any session has', () => {
    expect(lineKey(group('keep/0/s-1', 0))).not.toBe(lineKey(sampleRow()))
  })
})

describe('a group', () => {
  it('is opened and closed by itself, on the page that is shown', () => {
    changeView({ group: 'user', page: 2 })
    toggleGroup({ key: 'jane', open: false })
    expect(viewStore.get()).toMatchObject({ groupsExcept: ['jane'], page: 2 })
    toggleGroup({ key: 'jane', open: true })
    expect(viewStore.get()).toMatchObject({ groupsExcept: [], page: 2 })
  })

  it('is closed by itself where all stand open', () => {
    changeView({ group: 'user' })
    openAllGroups(true)
    toggleGroup({ key: 'jane', open: true })
    expect(viewStore.get()).toMatchObject({ groupsOpen: true, groupsExcept: ['jane'] })
    openAllGroups(false)
    expect(viewStore.get()).toMatchObject({ groupsOpen: false, groupsExcept: [] })
  })

  it('forgets the oldest of a thousand that were opened one by one, and asks for no more than the reader takes', () => {
    changeView({ groupsExcept: Array.from({ length: 1000 }, (_, index) => String(index)) })
    toggleGroup({ key: 'one more', open: false })
    expect(viewStore.get().groupsExcept).toHaveLength(1000)
    expect(viewStore.get().groupsExcept.at(-1)).toBe('one more')
  })

  it('is closed again when the sessions are grouped by something else', () => {
    changeView({ group: 'user', groupsOpen: true, groupsExcept: ['jane'] })
    groupBy('server')
    expect(viewStore.get()).toMatchObject({ group: 'server', groupsOpen: false, groupsExcept: [] })
  })
})

describe('more than one address', () => {
  it('shows these users only, each with all sessions below their name, and keeps what was looked for', () => {
    changeView({ filter: 'roe' })
    showManyAddresses()
    showManyAddresses()
    expect(viewStore.get()).toMatchObject({ filter: 'roe addresses>1', group: 'user', groupsOpen: true })
  })
})
