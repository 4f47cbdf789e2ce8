import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchDecoding } from './decoding.ts'
import { benchHistory } from './history.ts'
import { printResults } from './measure.ts'
import { benchPage } from './page.ts'
import { benchRounds } from './rounds.ts'

/**
 * Measures what docs/performance.md promises, as ratios against a floor measured on the same machine in the same minute, and the built window
 * in ms. `--quick` takes a tenth, but of the window. Prints each goal beside its value; ends with 0 whatever came out, because a busy machine
 * is no defect.
 */
const quick = process.argv.includes('--quick')
const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

function subfolder(name: string): string {
  const path = join(folder, name)
  mkdirSync(path, { mode: 0o700 })
  return path
}

const rows = quick ? 10_000 : 100_000
console.log(`decoding ${rows} sessions through compiled profiles`)
printResults(benchDecoding({ sessions: rows, rounds: 7 }))
const servers = quick ? 10 : 100
console.log(`${servers * 1000} sessions on ${servers} loopback servers; F = JSON.parse + normalise + prepared INSERT of the same payload`)
printResults(await benchRounds(subfolder('rounds'), { servers, sessions: 1000, rounds: quick ? 7 : 5 }))
const sessions = quick ? 1000 : 10_000
console.log(`one server with ${sessions} sessions`)
printResults(benchHistory(subfolder('history'), { sessions, filler: quick ? 200_000 : 2_000_000 }))
console.log('the window in Chromium, 100 rows a page of 5000 practice sessions, traced for 15 s with two reads asked for')
const page = await benchPage(subfolder('page'), { seconds: 15 })
if (page.kind === 'measured') printResults(page.results)
else console.log(`skipped: ${page.reason}`)
process.exitCode = 0
