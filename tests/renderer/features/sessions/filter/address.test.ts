import { expect, test } from 'vitest'
import { parseRoute } from '../../../../../src/renderer/components/hash-route.ts'
import { addressOf, readAddress } from '../../../../../src/renderer/features/sessions/filter/address.ts'

const USUAL = { filter: '', group: null, sort: [{ field: 'user', direction: 'asc' as const }] }

function read(address: string) {
  return readAddress(parseRoute(address).parameters)
}

test('an address brings back what it was made of', () => {
  const content = {
    filter: 'jane; "a & b" server="Keep EU" idle>30m 50%+#',
    group: 'subnet' as const,
    sort: [
      { field: 'idleTime', direction: 'desc' as const },
      { field: 'user', direction: 'asc' as const },
    ],
  }
  expect(read(addressOf(content, 'mine-1'))).toEqual({ viewId: 'mine-1', content })
})

test('what is as usual is not in the address, and an address without anything changes nothing', () => {
  expect(addressOf(USUAL, null)).toBe('#/sessions')
  expect(read('#/sessions')).toBeNull()
  expect(read('#/')).toBeNull()
})

test('an address that only names a view leaves its content to the view', () => {
  expect(read('#/sessions?view=usual-idle')).toEqual({ viewId: 'usual-idle', content: null })
  expect(read('#/sessions?q=')).toEqual({ viewId: null, content: USUAL })
})

test('what makes no sense in an address is as if it were not there', () => {
  expect(read('#/sessions?q=jane&group=planet&sort=a b,-,user,x,y,z')).toEqual({
    viewId: null,
    content: {
      filter: 'jane',
      group: null,
      sort: [
        { field: 'user', direction: 'asc' },
        { field: 'x', direction: 'asc' },
        { field: 'y', direction: 'asc' },
      ],
    },
  })
})
