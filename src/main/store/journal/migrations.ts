import type { Migration } from '../database.ts'

/** Written into the file's header ("RCJ1"), so that no other program's file is taken for a journal. */
export const JOURNAL_APPLICATION_ID = 0x52434a31

/**
 * The steps that lead to the present form of `journal.db`. Entries, intents and outcomes can only be added: the triggers refuse the rest,
 * and the one on inserting refuses gaps and `INSERT OR REPLACE`, which would pass by the trigger on deleting.
 */
export const JOURNAL_MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE entry (
        sequence INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        server_id TEXT,
        server_name TEXT,
        run_id TEXT,
        text TEXT NOT NULL,
        data TEXT NOT NULL,
        previous_hash TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;
      CREATE INDEX entry_of_server ON entry (server_id, sequence);
      CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
      CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
        WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
        BEGIN SELECT RAISE(ABORT, 'journal entries are written in order'); END;
      CREATE TRIGGER entry_unchanged BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
      CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;

      CREATE TABLE server (
        id TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        url TEXT NOT NULL,
        connector TEXT NOT NULL,
        auth TEXT NOT NULL,
        trust TEXT NOT NULL,
        environment TEXT NOT NULL,
        interval_seconds INTEGER NOT NULL,
        timeout_seconds INTEGER NOT NULL,
        view_only INTEGER NOT NULL CHECK (view_only IN (0, 1)),
        paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
        credential TEXT NOT NULL,
        held TEXT
      ) STRICT;
      CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      CREATE TABLE run (
        id TEXT PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        started_at INTEGER NOT NULL,
        finished_at INTEGER,
        state TEXT NOT NULL CHECK (state IN ('running', 'stopping', 'done', 'interrupted')),
        reason TEXT,
        acknowledged INTEGER NOT NULL CHECK (acknowledged IN (0, 1))
      ) STRICT;
      CREATE TABLE target (
        run_id TEXT NOT NULL REFERENCES run (id),
        position INTEGER NOT NULL,
        server_id TEXT NOT NULL,
        session_id TEXT NOT NULL,
        duplicate INTEGER NOT NULL,
        server_name TEXT NOT NULL,
        user TEXT,
        address TEXT,
        agent_words TEXT,
        created_at REAL,
        PRIMARY KEY (run_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE intent (
        run_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (run_id, position),
        FOREIGN KEY (run_id, position) REFERENCES target (run_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE outcome (
        run_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL
          CHECK (kind IN ('terminated', 'already-gone', 'still-present', 'refused', 'failed', 'unknown', 'not-attempted')),
        detail TEXT,
        at INTEGER NOT NULL,
        PRIMARY KEY (run_id, position),
        FOREIGN KEY (run_id, position) REFERENCES target (run_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER intent_once BEFORE INSERT ON intent
        WHEN EXISTS (SELECT 1 FROM intent WHERE run_id = NEW.run_id AND position = NEW.position)
        BEGIN SELECT RAISE(ABORT, 'a target has one intent'); END;
      CREATE TRIGGER intent_unchanged BEFORE UPDATE ON intent BEGIN SELECT RAISE(ABORT, 'intents are never changed'); END;
      CREATE TRIGGER intent_kept BEFORE DELETE ON intent BEGIN SELECT RAISE(ABORT, 'intents are never deleted'); END;
      CREATE TRIGGER outcome_once BEFORE INSERT ON outcome
        WHEN EXISTS (SELECT 1 FROM outcome WHERE run_id = NEW.run_id AND position = NEW.position)
        BEGIN SELECT RAISE(ABORT, 'a target has one outcome'); END;
      CREATE TRIGGER outcome_unchanged BEFORE UPDATE ON outcome BEGIN SELECT RAISE(ABORT, 'outcomes are never changed'); END;
      CREATE TRIGGER outcome_kept BEFORE DELETE ON outcome BEGIN SELECT RAISE(ABORT, 'outcomes are never deleted'); END;
      CREATE TRIGGER target_once BEFORE INSERT ON target
        WHEN EXISTS (SELECT 1 FROM target WHERE run_id = NEW.run_id AND position = NEW.position)
        BEGIN SELECT RAISE(ABORT, 'targets are frozen'); END;
      CREATE TRIGGER target_unchanged BEFORE UPDATE ON target BEGIN SELECT RAISE(ABORT, 'targets are frozen'); END;
      CREATE TRIGGER target_kept BEFORE DELETE ON target BEGIN SELECT RAISE(ABORT, 'targets are never deleted'); END;
    `,
  },
  {
    version: 2,
    sql: 'CREATE TABLE keychain_removal (server_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
  },
  {
    version: 3,
    // Users that are logged out as such: on servers that can't list sessions, or with all their sessions by one request.
    sql: `
      ALTER TABLE target ADD COLUMN kind TEXT NOT NULL DEFAULT 'session' CHECK (kind IN ('session', 'user'));
      ALTER TABLE target ADD COLUMN user_id TEXT;
      ALTER TABLE target ADD COLUMN whole_user INTEGER NOT NULL DEFAULT 0 CHECK (whole_user IN (0, 1));
    `,
  },
  {
    version: 4,
    // Words to find servers by, as JSON, and what ends their sessions by itself.
    sql: `
      ALTER TABLE server ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE server ADD COLUMN idle_timeout_minutes INTEGER;
    `,
  },
]
