import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { en } from '../../../src/shared/language/en.ts'

const SRC = join(import.meta.dirname, '../../../src')

/** Messages whose whole name is put together from a value: no prefix in the code tells them from the rest of their topic. */
const PUT_TOGETHER: readonly string[] = [
  'journal.entries',
  'mapping.is',
  'mapping.isNot',
  ...['diskFull', 'diskFullNext', 'notWritable', 'notWritableNext', 'damaged', 'held', 'heldNext', 'diskError', 'diskErrorNext'].map(
    (name) => `store.${name}`,
  ),
]

/** The code, without the catalogues. */
function code(): string {
  const files = globSync('**/*.{ts,tsx}', { cwd: SRC }).filter((file) => !/[\\/]language[\\/](?:de|en)\b/.test(file))
  return files.map((file) => readFileSync(join(SRC, file), 'utf8')).join('\n')
}

const messages = Object.entries(en).flatMap(([topic, words]) => Object.keys(words).map((name) => `${topic}.${name}`))

it('every message is named somewhere, whole or by the beginning of its name', () => {
  const text = code()
  // As in `servers.hold-${hold}`.
  const beginnings = [...text.matchAll(/`(\w+\.\w+[-_])\$\{/g)].map(([, beginning = '']) => beginning)
  const isNamed = (message: string) =>
    text.includes(`'${message}'`) || text.includes(`"${message}"`) || beginnings.some((beginning) => message.startsWith(beginning))
  expect(messages.filter((message) => !isNamed(message))).toEqual(messages.filter((message) => PUT_TOGETHER.includes(message)))
})
