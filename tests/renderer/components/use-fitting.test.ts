import { expect, it } from 'vitest'
import { fittingItems } from '../../../src/renderer/components/use-fitting.ts'

it('keeps no room for what stands for the rest while all items fit', () => {
  expect(fittingItems([100, 100, 100, 80], 3, 308, 4)).toBe(3)
  expect(fittingItems([100, 100, 100, 80], 3, 307, 4)).toBe(2)
})

it('keeps room for what stands for the rest once an item does not fit', () => {
  expect(fittingItems([100, 100, 100, 80], 3, 287, 4)).toBe(1)
  expect(fittingItems([100, 100, 100], 3, 207, 4)).toBe(2)
  expect(fittingItems([500, 80], 1, 300, 4)).toBe(0)
  expect(fittingItems([], 0, 300, 4)).toBe(0)
})
