import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { takeLease } from '../../../src/main/host/lease.ts'
import { isSameProcess, machineId, ownBirth } from '../../../src/main/host/processes.ts'
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/built-hosts.ts'

/** Takes the lease of a folder at a given moment, says what came of it, and keeps it until it is killed. */
const CONTENDER = `
  import { takeLease } from '${join(import.meta.dirname, '../../../src/main/host/lease.ts')}'
  const [folder, at] = process.argv.slice(1)
  while (Date.now() < Number(at));
  console.log(takeLease(folder, 'A test').holder ?? 'held')
  process.stdin.resume()
`
let folder: string

beforeEach(() => {
  folder = temporaryFolder('lease')
})

afterAll(() => removeTemporaryFolders())

/** A process that tries for the lease; `says` is what came of it. */
function contender(at = 0): { process: ChildProcess; says: Promise<string> } {
  const child = spawn(process.execPath, ['--input-type=module', '-e', CONTENDER, folder, String(at)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return { process: child, says: new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)) }
}

function writeLease(changes: object): void {
  const lease = {
    program: 'A test',
    pid: process.pid,
    birth: ownBirth(),
    host: hostname(),
    machine: machineId(),
    since: '2026-11-21T10:00:00.000Z',
    token: 'other',
  }
  writeFileSync(join(folder, 'lock'), JSON.stringify({ ...lease, ...changes }))
}

async function endedPid(): Promise<number> {
  const child = spawn('true')
  await new Promise((resolve) => child.once('exit', resolve))
  return child.pid ?? 0
}

test('the first has it, the second learns who that is, and a release gives it to the next', async () => {
  const first = takeLease(folder, 'Rollcall')
  expect(first.holder).toBeNull()
  expect(await contender().says).toMatch(
    new RegExp(`^Rollcall \\(process ${process.pid} on ${hostname()}, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\)$`),
  )
  first.release()
  first.release()
  const third = contender()
  expect(await third.says).toBe('held')
  third.process.kill('SIGKILL')
})

async function leaveNothing(): Promise<void> {
  // a fresh folder
}

async function leaveDeadLease(): Promise<void> {
  writeLease({ pid: await endedPid() })
}

test.for([
  ['nobody had it', leaveNothing],
  ['a dead process had it', leaveDeadLease],
] as const)('of many that try at the same moment exactly one gets it when %s', { timeout: 60_000 }, async ([, prepare]) => {
  for (let round = 0; round < 3; round += 1) {
    folder = temporaryFolder('race')
    await prepare()
    const contenders = Array.from({ length: 6 }, () => contender(Date.now() + 1500))
    const said = await Promise.all(contenders.map(({ says }) => says))
    expect(said.filter((words) => words === 'held')).toHaveLength(1)
    for (const { process: child } of contenders) child.kill('SIGKILL')
    expect(readdirSync(folder)).toEqual(['lock'])
  }
})

test('a process number that was given to somebody else does not keep a dead lease alive', () => {
  writeLease({ birth: 'another-boot:1' })
  const lease = takeLease(folder, 'Rollcall')
  expect(lease.holder).toBeNull()
  lease.release()
})

test('a lease of another machine is never taken over, because nobody here can know whether its process lives', async () => {
  writeLease({ machine: 'another', host: 'elsewhere', pid: await endedPid() })
  expect(takeLease(folder, 'Rollcall').holder).toContain('on elsewhere')
})

test('a lease that is being written is respected; one that stayed half-written is not', () => {
  writeFileSync(join(folder, 'lock'), '{"program":')
  expect(takeLease(folder, 'Rollcall').holder).toBe('another Rollcall that is just starting')
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(join(folder, 'lock'), longAgo, longAgo)
  expect(takeLease(folder, 'Rollcall').holder).toBeNull()
})

test('a release never removes the lease of somebody else', () => {
  const lease = takeLease(folder, 'Rollcall')
  writeLease({})
  lease.release()
  expect(existsSync(join(folder, 'lock'))).toBe(true)
})

test.runIf(existsSync('/sys/kernel'))('a folder that can’t be written is nobody’s', () => {
  expect(takeLease('/sys/kernel', 'Rollcall').holder).toMatch(/^nobody, because the folder can’t be written \(E\w+\)$/)
})

test('a process that ended but was not yet waited for counts as gone', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 10'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const pid = Number(await new Promise<string>((resolve) => createInterface({ input: parent.stdout }).once('line', resolve)))
  await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z '), { timeout: 5000 }).toBe(true)
  expect(isSameProcess(pid, 'whatever')).toBe(false)
  parent.kill('SIGKILL')
})
