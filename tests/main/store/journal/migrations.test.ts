import { join } from 'node:path'
import { expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '../../../../src/main/store/database.ts'
import { JOURNAL_APPLICATION_ID, JOURNAL_MIGRATIONS } from '../../../../src/main/store/journal/migrations.ts'
import { openJournal } from '../../../../src/main/store/journal/open-journal.ts'
import { readRun } from '../../../../src/main/store/journal/run-queries.ts'
import { temporaryFolder } from './fixture.ts'

it('runs of a program that knew no users as targets stay readable, and can’t be changed by the way', () => {
  const folder = temporaryFolder()
  const old = openDatabase({
    file: join(folder, 'journal.db'),
    readOnly: false,
    applicationId: JOURNAL_APPLICATION_ID,
    migrations: JOURNAL_MIGRATIONS.slice(0, 2),
    synchronous: 'FULL',
  })
  old.exec(`INSERT INTO run (id, number, started_at, state, acknowledged) VALUES ('r', 1, 1, 'done', 1);
    INSERT INTO target (run_id, position, server_id, session_id, duplicate, server_name, user) VALUES ('r', 0, 'keep', 's', 0, 'Keep', 'ann');
    INSERT INTO intent VALUES ('r', 0, 2);
    INSERT INTO outcome VALUES ('r', 0, 'terminated', NULL, 3);`)
  closeDatabase(old)
  const journal = openJournal(folder, { readOnly: false })
  expect(readRun(journal, 'r')?.targets).toMatchObject([
    { target: { kind: 'session', user: 'ann', userId: null, wholeUser: false }, step: 'settled', outcome: { kind: 'terminated' } },
  ])
  expect(() => journal.exec("UPDATE target SET kind = 'user'")).toThrow('targets are frozen')
  journal.close()
})
