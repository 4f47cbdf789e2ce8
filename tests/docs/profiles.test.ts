import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseProfile } from '../../src/main/collector/connectors/load.ts'

const PAGE = join(import.meta.dirname, '../../docs/profiles.md')

/** Every whole profile of the reference: the JSON blocks that begin with a version. */
function examples(): readonly string[] {
  return [...readFileSync(PAGE, 'utf8').matchAll(/```json\n(.*?)```/gs)]
    .map(([, json = '']) => json)
    .filter((json) => json.includes('"version": 1'))
}

test('every whole profile of the reference can be used as it stands there', () => {
  expect(examples().length).toBeGreaterThanOrEqual(3)
  for (const example of examples()) expect(() => parseProfile(example, 'docs/profiles.md')).not.toThrow()
})
