import { describe, expect, it } from 'vitest'
import { firstOpen, visibleNodes } from '../../../../../src/renderer/features/servers/mapping/tree-nodes.ts'

const answer = { ok: true, data: { rows: Array.from({ length: 30 }, (_, n) => ({ id: n, user: { name: `u${n}` } })) } }

function shown(value: unknown, at: string, steps: readonly string[], shape: 'array' | 'map' | 'values' = 'array') {
  return visibleNodes(value, { open: firstOpen(value, steps), at, shape })
}

describe('the tree of an answer', () => {
  it('opens the way to the rows and the first row, and says what stands below a row', () => {
    const nodes = shown(answer, 'data.rows', ['data', 'rows'])
    expect(nodes.slice(0, 9).map(({ path, rowPath, row }) => [path, rowPath, row])).toEqual([
      ['.', null, null],
      ['ok', null, null],
      ['data', null, null],
      ['data.rows', null, null],
      ['data.rows[0]', null, 0],
      ['data.rows[0].id', 'id', 0],
      ['data.rows[0].user', 'user', 0],
      ['data.rows[0].user.name', 'user.name', 0],
      ['data.rows[1]', null, 1],
    ])
    expect(nodes.filter(({ holdsRows }) => holdsRows).map(({ path }) => path)).toEqual(['data.rows'])
  })

  it('shows the beginning of a long list and says how much more there is', () => {
    const nodes = shown(answer, 'data.rows', ['data', 'rows'])
    expect(nodes.filter(({ row, level }) => row !== null && level === 3)).toHaveLength(20)
    expect(nodes.at(-1)).toMatchObject({ kind: 'rest', text: 'and 10 more, which are not shown' })
  })

  it('knows the rows of a map and of plain values', () => {
    const map = shown({ a: { user: 'ann' }, b: { user: 'bob' } }, '', [], 'map')
    expect(map.find(({ path }) => path === 'a.user')).toMatchObject({ rowPath: 'user', row: 0 })
    const values = shown({ ids: ['x', 'y'] }, 'ids', ['ids'], 'values')
    expect(values.find(({ path }) => path === 'ids[1]')).toMatchObject({ rowPath: 'value', row: 1 })
  })

  it('draws a bounded number of lines, however large the answer is', () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`n${n}`, { deep: { deeper: Array(50).fill({ a: 1, b: 2 }) } }]))
    const open = new Set(shown(wide, '', [], 'map').map(({ path }) => path))
    expect(visibleNodes(wide, { open, at: '', shape: 'map' }).length).toBeLessThanOrEqual(2100)
  })
})
