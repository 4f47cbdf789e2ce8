import { expect, it } from 'vitest'
import { isTimeBound } from '../../../../../src/renderer/features/sessions/filter/time-bound.ts'

it('What a filter finds changes by itself where it counts time or asks for servers that are stale, and only there', () => {
  for (const filter of ['idle>30m', 'roe -ends<1h', 'is:stale', '-is:own,stale']) expect(isTimeBound(filter), filter).toBe(true)
  for (const filter of ['', 'stale', 'user:idle', 'is:own', 'addresses>1', '"idle>30m"']) expect(isTimeBound(filter), filter).toBe(false)
})
