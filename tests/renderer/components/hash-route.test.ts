import { expect, it } from 'vitest'
import { parseRoute, routeHref } from '../../../src/renderer/components/hash-route.ts'

it('reads back the route that a link names', () => {
  const route = parseRoute(routeHref('servers', { add: '1', name: 'a & b' }))
  expect(route.page).toBe('servers')
  expect(Object.fromEntries(route.parameters)).toEqual({ add: '1', name: 'a & b' })
})

it('takes an empty fragment and a code for no page', () => {
  expect(parseRoute('').page).toBe('')
  expect(parseRoute('#code=abc').page).toBe('code=abc')
})
