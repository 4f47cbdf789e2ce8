import { spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeDefect } from '../../src/main/log.ts'

function wordsOf(error: unknown): string | undefined {
  return describeDefect(error).words
}

test('the words of an error that anybody may have chosen are not logged, only its class and place', () => {
  const described = describeDefect(new Error('password hunter2 of ann@example.org is wrong'))
  expect(described).toMatchObject({ name: 'Error', words: undefined })
  expect(described.where?.[0]).toContain('log.test.ts')
  expect(JSON.stringify(described)).not.toContain('hunter2')
})

test('the words of the system and the engine are logged without what they quote', () => {
  const parsing = (() => {
    try {
      return JSON.parse('hunter2')
    } catch (error) {
      return error
    }
  })()
  expect(wordsOf(parsing)).not.toContain('hunter2')
  expect(wordsOf(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))).toBe(
    'ENOSPC: no space left on device, write',
  )
  expect(wordsOf(new TypeError('bad value eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9'))).toBe('bad value …')
})

test('what is thrown without being an error is logged by its kind alone', () => {
  expect(describeDefect('hunter2')).toEqual({ name: 'string' })
})

test('a full disk behind stderr does not end the program', () => {
  const script = `import { logWarning } from '${join(import.meta.dirname, '../../src/main/log.ts')}'\nlogWarning('one'); logWarning('two'); setTimeout(() => console.log('alive'), 50)`
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', openSync('/dev/full', 'w')],
  })
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'alive\n' })
})
