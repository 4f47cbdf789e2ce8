import type { PollStatus, Server, ServerView } from '../../src/shared/server.ts'
import type { SessionRow } from '../../src/shared/session.ts'

/** A session of Jane on Keep EU; `change` says what is different. */
export function sampleRow(change: Partial<SessionRow> = {}): SessionRow {
  return {
    serverId: 'keep',
    sessionId: 's-1',
    duplicate: 0,
    serverName: 'Keep EU',
    user: 'jane.roe',
    userId: null,
    displayName: null,
    email: null,
    project: null,
    organisation: null,
    type: 'Browser',
    node: null,
    address: '10.0.0.7',
    userAgent: null,
    agentWords: 'Chrome 142 on Windows',
    createdAt: null,
    lastActiveAt: null,
    expiresAt: null,
    account: null,
    own: false,
    guard: null,
    readAt: 0,
    ...change,
  }
}

/** A server that was read completely at 0 and is asked every 30 s. */
export function sampleServer(name: string, status: Partial<PollStatus> = {}, server: Partial<Server> = {}): ServerView {
  return {
    server: {
      id: name,
      name,
      url: `https://${name}.example.net`,
      connector: { profileId: 'admin-sessions', inputs: {}, overrides: {} },
      auth: { kind: 'none' },
      trust: { kind: 'system' },
      environment: 'production',
      intervalSeconds: 30,
      timeoutSeconds: 30,
      viewOnly: false,
      paused: false,
      credential: 'none',
      ...server,
    },
    profileName: 'Admin Sessions API',
    capabilities: {
      list: true,
      terminateOne: true,
      terminateUser: true,
      ownSession: 'flag',
      address: 'sign-in',
      activity: 'requests',
      coverage: '',
      terminateMeans: '',
      known: '',
      supply: '',
    },
    status: {
      serverId: name,
      polling: false,
      hold: null,
      lastCompleteAt: 0,
      lastReadAt: 0,
      lastAttempt: { at: 0, result: 'complete', problem: null, reachable: true },
      failingSince: null,
      nextPollAt: null,
      sessions: 0,
      unreadableRows: 0,
      unreadableReasons: [],
      clockOffset: null,
      terminateRefused: false,
      ...status,
    },
  }
}
