import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome')

/** For each row of the import table: a place in the tree, what it may import and what it may not. */
const ROWS: readonly { readonly from: string; readonly may: readonly string[]; readonly mustNot: readonly string[] }[] = [
  {
    from: 'src/shared/session.ts',
    may: ['zod', '@orpc/contract', './errors.ts', './contract/read.ts'],
    mustNot: ['node:fs', '@orpc/server', 'react', 'electron', '../main/store/database.ts', '../renderer/theme.ts'],
  },
  {
    from: 'src/shared/contract/read.ts',
    may: ['zod', '@orpc/contract', '../errors.ts', './base.ts'],
    mustNot: ['../../main/rpc.ts', '../../renderer/theme.ts', 'node:crypto'],
  },
  {
    from: 'src/shared/language/language.ts',
    may: ['intl-messageformat', '@schummar/icu-type-parser', './en.ts', '../session.ts'],
    mustNot: ['react', 'zod', 'node:fs', '../../renderer/theme.ts', '../../main/log.ts'],
  },
  {
    from: 'src/shared/filter/parse.ts',
    may: ['ipaddr.js', '../session.ts', './filter.ts', '../language/language.ts'],
    mustNot: ['intl-messageformat', 'react', 'node:net', '../../main/log.ts'],
  },
  {
    from: 'src/main/store/polls.ts',
    may: ['../../shared/session.ts', './database.ts', 'node:fs', 'node:fs/promises'],
    mustNot: [
      'better-sqlite3',
      '../collector/collector.ts',
      '../reader/reader.ts',
      '../rpc.ts',
      'node:net',
      'node:http',
      'undici',
      'electron',
    ],
  },
  { from: 'src/main/store/database.ts', may: ['better-sqlite3', '../../shared/errors.ts'], mustNot: ['../export/csv.ts', 'electron'] },
  {
    from: 'src/main/store/journal/entries.ts',
    may: ['../database.ts', './canonical.ts', '../../../shared/journal.ts', 'node:crypto'],
    mustNot: ['better-sqlite3', '../../collector/collector.ts', '../../reader/reader.ts', '../../rpc.ts', 'node:https'],
  },
  {
    from: 'src/main/collector/connectors/registry.ts',
    may: ['../../../shared/profile.ts', './transport.ts', './profile/auth.ts', 'zod', 'htmlparser2', 'tough-cookie'],
    mustNot: ['undici', 'node:http', 'node:https', 'node:tls', '../../store/database.ts', '../polling/poller.ts', '../detection/own.ts'],
  },
  {
    from: 'src/main/collector/connectors/profile/auth.ts',
    may: ['../transport.ts', '../../../../shared/profile.ts', './paging.ts'],
    mustNot: ['undici', 'node:net', '../../polling/poller.ts', '../../../store/database.ts'],
  },
  {
    from: 'src/main/collector/connectors/transport.ts',
    may: ['undici', 'node:tls', 'node:net', '../../../shared/errors.ts'],
    mustNot: ['node:https', 'node:http', '../../store/database.ts', '../polling/poller.ts'],
  },
  {
    from: 'src/main/collector/detection/many-addresses.ts',
    may: ['../../../shared/session.ts', './own.ts'],
    mustNot: ['node:fs', '../../store/database.ts', '../connectors/connector.ts', '../polling/poller.ts', 'undici'],
  },
  {
    from: 'src/main/collector/polling/poller.ts',
    may: [
      '../../../shared/server.ts',
      '../connectors/connector.ts',
      '../../store/polls.ts',
      '../detection/own.ts',
      './schedule.ts',
      'p-retry',
    ],
    mustNot: [
      '../termination/run.ts',
      '../collector.ts',
      '../api/servers.ts',
      '../../reader/reader.ts',
      'undici',
      'node:http',
      'better-sqlite3',
    ],
  },
  {
    from: 'src/main/collector/termination/run.ts',
    may: ['../../../shared/termination.ts', '../connectors/connector.ts', '../../store/journal/runs.ts', './plan.ts', 'p-queue'],
    mustNot: ['../polling/poller.ts', '../collector.ts', '../../export/csv.ts', '../../keychain/client.ts', 'undici'],
  },
  {
    from: 'src/main/reader/reader.ts',
    may: ['../../shared/contract/read.ts', '../store/cache.ts', '../rpc.ts', './api/sessions.ts', '@orpc/server'],
    mustNot: [
      '../collector/collector.ts',
      '../collector/polling/poller.ts',
      '../keychain/client.ts',
      'undici',
      'better-sqlite3',
      'electron',
    ],
  },
  {
    from: 'src/main/reader/api/sessions.ts',
    may: ['../reader.ts', '../../store/cache.ts', '../../../shared/session.ts', '../../rpc.ts'],
    mustNot: ['../../collector/collector.ts', '../../collector/api/servers.ts', '../../keychain/client.ts'],
  },
  {
    from: 'src/main/export/csv.ts',
    may: ['../../shared/session.ts', '../store/cache.ts', 'node:stream'],
    mustNot: ['../collector/collector.ts', '../reader/reader.ts', '../rpc.ts', 'node:http'],
  },
  {
    from: 'src/main/collector/api/servers.ts',
    may: [
      '../collector.ts',
      '../polling/poller.ts',
      '../termination/run.ts',
      '../../store/cache.ts',
      '../../keychain/client.ts',
      '@orpc/server',
    ],
    mustNot: [
      '../../reader/reader.ts',
      '../../keychain/keytar.ts',
      '../../practice/service.ts',
      '../../electron/window.ts',
      'undici',
      'keytar',
    ],
  },
  {
    from: 'src/main/collector/collector.ts',
    may: ['./polling/poller.ts', './api/servers.ts', '../store/cache.ts', '../keychain/client.ts', '../../shared/server.ts'],
    mustNot: ['../reader/reader.ts', '../keychain/service.ts', '../loopback/server.ts', 'better-sqlite3', 'undici', 'electron'],
  },
  {
    from: 'src/main/keychain/keytar.ts',
    may: ['keytar', '../../shared/keychain.ts'],
    mustNot: ['../store/database.ts', '../collector/collector.ts', 'electron'],
  },
  {
    from: 'src/main/keychain/client.ts',
    may: ['../../shared/errors.ts', '../port.ts', './protocol.ts'],
    mustNot: ['keytar', '../store/database.ts'],
  },
  {
    from: 'src/main/practice/install.ts',
    may: ['../../shared/server.ts', 'node:http', './announcement.ts'],
    mustNot: ['../store/database.ts', '../collector/collector.ts', '../keychain/client.ts', 'undici'],
  },
  {
    from: 'src/main/electron/window.ts',
    may: ['electron', '../../shared/settings.ts', '../service.ts', '../practice/announcement.ts'],
    mustNot: [
      '../collector/service.ts',
      '../collector/collector.ts',
      '../reader/reader.ts',
      '../store/database.ts',
      '../loopback/server.ts',
      'node:http',
    ],
  },
  {
    from: 'src/main/loopback/server.ts',
    may: ['ws', 'node:http', '../../shared/settings.ts', '../service.ts', '../practice/announcement.ts'],
    mustNot: ['electron', '../electron/window.ts', '../collector/collector.ts', '../reader/reader.ts', '../store/database.ts'],
  },
  {
    from: 'src/main/host/lease.ts',
    may: ['../service.ts', 'node:fs'],
    mustNot: ['electron', 'ws', '../electron/window.ts', '../store/database.ts'],
  },
  {
    from: 'src/main/index.ts',
    may: ['electron', './electron/window.ts', './service.ts'],
    mustNot: ['./collector/collector.ts', './loopback/server.ts'],
  },
  {
    from: 'src/main/loopback.ts',
    may: ['./loopback/server.ts', './service.ts'],
    mustNot: ['electron', './electron/window.ts', './reader/reader.ts'],
  },
  {
    from: 'src/main/service.ts',
    may: ['./port.ts', 'node:path'],
    mustNot: ['electron', './collector/collector.ts', './store/database.ts'],
  },
  {
    from: 'src/preload/index.ts',
    may: ['electron', '../shared/server.ts'],
    mustNot: ['../main/port.ts', '../renderer/api/clients.ts', 'node:fs', 'zod'],
  },
  {
    from: 'src/renderer/components/AgeText.tsx',
    may: ['react', '@mui/material', '../../shared/session.ts', './format.ts'],
    mustNot: ['../features/sessions/SessionsPage.tsx', '../api/clients.ts', '../../main/port.ts', 'node:path', 'electron', '@orpc/client'],
  },
  {
    from: 'src/renderer/features/sessions/SessionsPage.tsx',
    may: [
      'react',
      '../../components/AgeText.tsx',
      '../../api/hooks.ts',
      '../../../shared/session.ts',
      '../termination/RunChip.tsx',
      '../export/ExportButton.tsx',
    ],
    mustNot: [
      '../servers/ServersPage.tsx',
      '../journal/JournalPage.tsx',
      '../../App.tsx',
      '../../../main/port.ts',
      'node:fs',
      'electron',
      'undici',
      '@codemirror/view',
    ],
  },
  {
    from: 'src/renderer/features/sessions/grid/Grid.tsx',
    may: [
      '../SessionsPage.tsx',
      '../details/Facts.tsx',
      '../../termination/RunChip.tsx',
      '../../../components/AgeText.tsx',
      '../../../../shared/session.ts',
    ],
    mustNot: ['../../servers/ServersPage.tsx', '../../../App.tsx', '../../../../main/port.ts', 'electron'],
  },
  {
    from: 'src/renderer/features/servers/editor/CodeEditor.tsx',
    may: ['@codemirror/view', '@lezer/common', '../mapping/json-path.ts', '../../../components/nonce.ts'],
    mustNot: ['../../sessions/SessionsPage.tsx', 'codemirror-json-schema', '../../../../main/port.ts'],
  },
  {
    from: 'src/renderer/features/termination/RunChip.tsx',
    may: ['../../components/AgeText.tsx', './RunBody.tsx'],
    mustNot: ['../sessions/SessionsPage.tsx', '../servers/ServersPage.tsx', '../export/ExportButton.tsx'],
  },
  {
    from: 'src/renderer/api/clients.ts',
    may: ['@orpc/client', '@tanstack/react-query', '../../shared/contract/read.ts', './service-link.ts'],
    mustNot: ['../features/sessions/SessionsPage.tsx', '../components/AgeText.tsx', '@orpc/server', 'ws', 'electron', '@mui/material'],
  },
  {
    from: 'src/renderer/App.tsx',
    may: ['react', './features/sessions/SessionsPage.tsx'],
    mustNot: ['../main/port.ts', '../preload/index.ts', 'node:os', 'electron', 'keytar'],
  },
]

/** Globals that belong to one place, by file: lines that are refused there and lines that are not. */
const GLOBALS: readonly { readonly from: string; readonly lines: readonly string[]; readonly refused: readonly string[] }[] = [
  {
    from: 'src/main/collector/ask.ts',
    lines: ["export const a = fetch('https://a.test')", 'export const b = URL'],
    refused: ["export const a = fetch('https://a.test')"],
  },
  {
    from: 'src/renderer/features/status/Link.tsx',
    lines: ["export const a = new WebSocket('/x')", 'export const b = process.env', 'export const c = location.href'],
    refused: ["export const a = new WebSocket('/x')", 'export const b = process.env'],
  },
  { from: 'src/renderer/api/link.ts', lines: ["export const a = new WebSocket('/x')", "export const b = fetch('/session')"], refused: [] },
  {
    from: 'src/main/electron/ipc.ts',
    lines: ["import { app } from 'electron'", "import { ipcMain } from 'electron'"],
    refused: ["import { ipcMain } from 'electron'"],
  },
]

/** Ways to write an import; each must be seen. */
const FORMS: readonly ((specifier: string) => string)[] = [
  (specifier) => `import { x } from '${specifier}'`,
  (specifier) => `import type { X } from '${specifier}'`,
  (specifier) => `import '${specifier}'`,
  (specifier) => `export { x } from '${specifier}'`,
  (specifier) => `export const x = import('${specifier}')`,
]

const RULES = ['style/noRestrictedImports', 'style/noRestrictedGlobals']

let folder: string
let findings: readonly Finding[]

interface Finding {
  readonly severity: string
  readonly category: string
  readonly location: { readonly path: string; readonly start: { readonly line: number } }
}

function importsOf(specifiers: readonly string[]): readonly string[] {
  return specifiers.flatMap((specifier) => FORMS.map((write) => write(specifier)))
}

async function writeCase(file: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), `${lines.join('\n')}\n`)
}

async function lint(): Promise<readonly Finding[]> {
  const args = ['lint', ...RULES.map((rule) => `--only=${rule}`), '--reporter=json', '--max-diagnostics=none', '.']
  const { stdout } = await promisify(execFile)(process.execPath, [BIOME, ...args], { cwd: folder, maxBuffer: 2 ** 28 }).catch(
    (error) => error,
  )
  return JSON.parse(stdout).diagnostics
}

/** The lines of a file that the linter refused, in their order. */
function refusedIn(file: string, lines: readonly string[]): readonly string[] {
  const numbers = findings.filter(({ location }) => location.path === file).map(({ location }) => location.start.line)
  return [...new Set(numbers)].sort((a, b) => a - b).map((line) => lines[line - 1] ?? `line ${line}`)
}

// One run of the linter, in a tree of the repository's shape, answers all cases.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-lint-'))
  for (const name of ['biome.json', 'biome.imports.json', '.gitignore', 'package.json']) await cp(join(ROOT, name), join(folder, name))
  for (const { from, may, mustNot } of ROWS) await writeCase(from, importsOf([...may, ...mustNot]))
  for (const { from, lines } of GLOBALS) await writeCase(from, lines)
  findings = await lint()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the import table', () => {
  test.each(ROWS)('lets $from import what its row allows and nothing of what it forbids', ({ from, may, mustNot }) => {
    expect(refusedIn(from, importsOf([...may, ...mustNot]))).toEqual(importsOf(mustNot))
  })

  test('fails the check and does not only warn', () => {
    expect(new Set(findings.map((finding) => `${finding.severity} ${finding.category}`))).toEqual(
      new Set(RULES.map((rule) => `error lint/${rule}`)),
    )
  })

  test.each(GLOBALS)('keeps globals and names of others out of $from', ({ from, lines, refused }) => {
    expect(refusedIn(from, lines)).toEqual(refused)
  })
})
