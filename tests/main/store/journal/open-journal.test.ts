import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { appendEntry, readHead, verifyChain } from '../../../../src/main/store/journal/entries.ts'
import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { journalWrite } from '../../../../src/main/store/journal/write.ts'
import { freshJournal, temporaryFolder } from './fixture.ts'

/** A folder with a closed journal of 300 entries. */
function writtenFolder(): string {
  const folder = temporaryFolder()
  const journal = openJournal(folder, { readOnly: false })
  journalWrite(journal, 'filling a journal', () => {
    for (let index = 0; index < 300; index += 1)
      appendEntry(journal, { at: index, kind: 'console-started', text: `Entry ${index} ${'x'.repeat(100)}` })
  })
  journal.close()
  return folder
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'opened'
}

describe('opening the journal', () => {
  it('begins one in an empty folder, for its owner only, with ballast beside it', () => {
    const folder = temporaryFolder()
    freshJournal(folder)
    const modes = ['journal.db', 'journal.db-wal', 'journal.ballast'].map((name) => statSync(join(folder, name)).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600])
    expect(statSync(join(folder, 'journal.ballast')).size).toBe(1024 * 1024)
  })

  it('finds what was written', () => {
    const journal = freshJournal(writtenFolder())
    expect(readHead(journal).sequence).toBe(300)
  })

  it('writes every commit through to the disk', () => {
    const journal = freshJournal()
    journalWrite(journal, 'writing', () => appendEntry(journal, { at: 1, kind: 'console-started', text: 'x' }))
    expect(journal.pragma('synchronous', { simple: true })).toBe(2)
  })

  it.each([
    ['empty', (file: string) => truncateSync(file, 0)],
    ['cut in half', (file: string) => truncateSync(file, statSync(file).size / 2)],
    ['not a database', (file: string) => writeFileSync(file, 'x'.repeat(5000))],
    ['damaged in the middle', (file: string) => damage(file, 3 * 4096, 4096)],
    ['gone', (file: string) => rmSync(file)],
    ['a file of another program', (file: string) => foreign(file)],
  ])('refuses one that is %s, and leaves everything as it is', (_, harm) => {
    const folder = writtenFolder()
    const file = join(folder, 'journal.db')
    harm(file)
    const before = existsSync(file) ? readFileSync(file) : null
    expect(codeOf(() => openJournal(folder, { readOnly: false }))).toBe('file-corrupt')
    expect(existsSync(file) ? readFileSync(file) : null).toEqual(before)
  })

  it('refuses one from a newer Rollcall', () => {
    const folder = writtenFolder()
    const journal = openJournal(folder, { readOnly: false })
    journal.pragma('user_version = 99')
    journal.close()
    expect(codeOf(() => openJournal(folder, { readOnly: false }))).toBe('file-from-the-future')
  })

  it('refuses one whose newest entries were cut off', () => {
    const folder = writtenFolder()
    const journal = openJournal(folder, { readOnly: false })
    const trigger = journal.prepare("SELECT sql FROM sqlite_schema WHERE name = 'entry_kept'").pluck().get() as string
    journal.exec(`DROP TRIGGER entry_kept; DELETE FROM entry WHERE sequence > 290; ${trigger}`)
    journal.close()
    expect(codeOf(() => openJournal(folder, { readOnly: false }))).toBe('file-corrupt')
  })

  it('does not begin one when it is only to look', () => {
    const folder = temporaryFolder()
    expect(codeOf(() => openJournal(folder, { readOnly: true }))).toBe('file-corrupt')
    expect(existsSync(join(folder, 'journal.db'))).toBe(false)
  })
})

function damage(file: string, from: number, length: number): void {
  const bytes = readFileSync(file)
  bytes.fill(0x5a, from, from + length)
  writeFileSync(file, bytes)
}

function foreign(file: string): void {
  const journal = openJournal(join(file, '..'), { readOnly: false })
  journal.pragma('application_id = 1')
  journal.close()
  copyFileSync(file, `${file}.copy`)
}

const STRACE = spawnSync('strace', ['-f', '-e', 'trace=fsync', 'true']).status === 0

describe('the disk', () => {
  it.skipIf(!STRACE)('is waited for at each intent and each outcome (counted with strace; skipped where strace can not run)', () => {
    const few = fsyncs(0)
    const many = fsyncs(40)
    expect(many - few).toBeGreaterThanOrEqual(80)
  })

  it.skipIf(!STRACE)('that fails while it is written to keeps all that was said to be written (skipped where strace can not run)', () => {
    const folder = temporaryFolder()
    const script = join(import.meta.dirname, 'failing-disk.ts')
    const fault = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync', '-e', 'inject=fsync:error=EIO:when=40']
    const output = JSON.parse(execFileSync('strace', [...fault, process.execPath, script, folder], { encoding: 'utf8' }))
    expect(output.refusal).toEqual(['journal-unwritable', 'disk-error'])
    const journal = freshJournal(folder)
    const intents = journal.prepare('SELECT count(*) FROM intent').pluck().get()
    expect(output.written).toBeGreaterThan(5)
    // The refused one may have reached the disk; nothing was sent for it.
    expect([output.written, output.written + 1]).toContain(intents)
    expect(verifyChain(journal).firstBad).toBeNull()
  })
})

/** How often a process that writes this many intents and outcomes waits for the disk. */
function fsyncs(targets: number): number {
  const folder = temporaryFolder()
  const log = join(folder, 'strace.txt')
  const script = join(import.meta.dirname, 'write-targets.ts')
  execFileSync('strace', ['-f', '-qq', '-o', log, '-e', 'trace=fsync,fdatasync', process.execPath, script, folder, String(targets)])
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => /f(data)?sync\(/.test(line) && !line.includes('resumed')).length
}
