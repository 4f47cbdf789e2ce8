import type { Migration } from './database.ts'

/** "RlCa". */
export const CACHE_APPLICATION_ID = 0x526c4361

/**
 * `seen_to` of a version that is still listed. It takes eight bytes in the file, as many as the two times that a version gets when it ends:
 * a row that grew would push its neighbours to other pages, which costs writes and leaves copies of them behind (forget.ts).
 */
export const OPEN_END = Number.MAX_SAFE_INTEGER

/**
 * The steps that make cache.db. Times are epoch seconds of this machine but for `created` (epoch ms), `expires` and `last_active`
 * (epoch seconds), which are in the server's clock.
 */
export const CACHE_MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      -- Short numbers for server ids; the servers themselves stand in journal.db.
      CREATE TABLE server (
        id INTEGER PRIMARY KEY,
        server_id TEXT NOT NULL UNIQUE,
        -- 1 once an expiry was seen to move along with the last activity.
        slides INTEGER NOT NULL DEFAULT 0
      ) STRICT;

      -- The only proof that a moment was observed. A failed or partial poll ends nothing.
      CREATE TABLE poll (
        server INTEGER NOT NULL,
        t INTEGER NOT NULL,
        ok INTEGER NOT NULL,
        complete INTEGER NOT NULL,
        sessions INTEGER NOT NULL,
        started INTEGER NOT NULL,
        ended INTEGER NOT NULL,
        PRIMARY KEY (server, t)
      ) STRICT, WITHOUT ROWID;

      -- One row per distinct state of a user. 'search' is folded (fold.ts) and holds every text of the row.
      CREATE TABLE usr (
        id INTEGER PRIMARY KEY,
        server INTEGER NOT NULL,
        user TEXT,
        user_id TEXT,
        display_name TEXT,
        email TEXT,
        project TEXT,
        organisation TEXT,
        account TEXT,
        search TEXT NOT NULL
      ) STRICT;
      CREATE INDEX usr_user ON usr (server, user);

      CREATE TABLE agent (
        id INTEGER PRIMARY KEY,
        text TEXT NOT NULL UNIQUE,
        words TEXT,
        search TEXT NOT NULL
      ) STRICT;

      CREATE TABLE typ (
        id INTEGER PRIMARY KEY,
        text TEXT NOT NULL UNIQUE,
        search TEXT NOT NULL
      ) STRICT;

      -- One row per state of a session; ids ascend. Rowid table with one index: every further one costs each poll.
      CREATE TABLE ver (
        id INTEGER PRIMARY KEY,
        server INTEGER NOT NULL,
        -- 16 bytes when the id is a canonical lower-case UUID, else text.
        sid ANY NOT NULL,
        duplicate INTEGER NOT NULL,
        usr INTEGER NOT NULL,
        typ INTEGER,
        address TEXT,
        agent INTEGER,
        created INTEGER,
        -- As first seen; with a ttl, the expiry is last_active + ttl instead.
        expires INTEGER,
        ttl INTEGER,
        own INTEGER,
        seen_from INTEGER NOT NULL,
        seen_to INTEGER NOT NULL,
        -- When the session itself was first seen; null when this is its first version.
        since INTEGER,
        -- As of seen_to; null while open.
        last_active INTEGER,
        -- JSON: what the server gave beyond the columns, as first seen.
        other TEXT
      ) STRICT;
      CREATE INDEX ver_usr ON ver (usr, seen_from);

      -- Who was listed at a poll and when each was last active; see frame-codec.ts.
      CREATE TABLE frame (
        id INTEGER PRIMARY KEY,
        server INTEGER NOT NULL,
        t INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        codec INTEGER NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (server, t)
      ) STRICT;
    `,
  },
  {
    version: 2,
    sql: `UPDATE ver SET seen_to = ${OPEN_END} WHERE seen_to = 4294967295`,
  },
  {
    version: 3,
    // The machine of the installation that holds the session.
    sql: 'ALTER TABLE ver ADD COLUMN node TEXT',
  },
  {
    version: 4,
    sql: `
      ALTER TABLE agent ADD COLUMN browser TEXT;
      ALTER TABLE agent ADD COLUMN system TEXT;
      ALTER TABLE agent ADD COLUMN device TEXT;
      -- Which way of reading user agents these columns come from; the collector reads again what an older one read.
      ALTER TABLE agent ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
    `,
  },
]
