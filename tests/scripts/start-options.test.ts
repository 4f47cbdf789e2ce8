import { describe, expect, test } from 'vitest'
import { parseStartOptions } from '../../scripts/lib/start-options.mjs'

describe('the options of npm start', () => {
  test('pass to the host as they are, and the host itself is chosen here', () => {
    const args = ['--practice', '--practice-sessions=5000', '--data=/tmp/a folder', '--port=8080', '--no-open', '--host=loopback']
    expect(parseStartOptions(args)).toEqual({ host: 'loopback', help: false, pass: args.slice(0, -1) })
  })

  test('default to the best host', () => {
    expect(parseStartOptions([])).toEqual({ host: 'auto', help: false, pass: [] })
  })

  test.each([
    '--practise',
    '--host=chrome',
    '--host',
    '--port=0',
    '--port=65536',
    '--port=http',
    '--practice=yes',
    '--practice-sessions=0',
    '--practice-sessions=100001',
    '--data=',
    '--listen=0.0.0.0',
    'practice',
    '--toString=x',
    '-h',
  ])('refuse %s by name instead of losing it', (arg) => {
    expect(() => parseStartOptions(['--practice', arg])).toThrow(JSON.stringify(arg))
  })
})
