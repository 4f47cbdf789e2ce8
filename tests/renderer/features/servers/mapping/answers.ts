import type { SessionField } from '../../../../../src/shared/profile/field.ts'
import type { TimeField, TimeRule } from '../../../../../src/shared/profile/time.ts'

/** What is to be proposed for an answer, at least. */
export interface Expected {
  readonly at: string
  readonly shape?: 'array' | 'map' | 'values'
  readonly fields: Partial<Record<SessionField, string>>
  readonly times: Partial<Record<TimeField, TimeRule>>
}

export const AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/151.0.0.0 Safari/537.36'
export const id = (index: number) => `0b5c9c3e-1f0a-4a5f-9d0e-00000000000${index}`

/** What each system answers, as its documents and its source say, with two or three rows. */
export const ANSWERS: readonly (readonly [string, unknown, Expected])[] = [
  [
    'the Admin Sessions API',
    {
      sessions: [1, 2].map((n) => ({
        id: `s${n}`,
        user: { id: n, username: n === 1 ? 'ann' : 'bob', email: `u${n}@example.org` },
        ipAddress: `10.0.0.${n}`,
        userAgent: AGENT,
        createdAt: '2026-11-20T08:00:00.000Z',
        lastActiveAt: '2026-11-20T09:00:00.000Z',
        expiresAt: '2026-11-21T08:00:00.000Z',
      })),
      total: 2,
    },
    {
      at: 'sessions',
      fields: {
        sessionId: 'id',
        user: 'user.username',
        userId: 'user.id',
        email: 'user.email',
        address: 'ipAddress',
        userAgent: 'userAgent',
        createdAt: 'createdAt',
        lastActiveAt: 'lastActiveAt',
        expiresAt: 'expiresAt',
      },
      times: { createdAt: 'iso', lastActiveAt: 'iso', expiresAt: 'iso' },
    },
  ],
  [
    'Keycloak',
    [1, 2, 3].map((n) => ({
      id: id(n),
      username: n === 3 ? 'ann' : `user${n}`,
      userId: `f:1:${n}`,
      ipAddress: `10.0.0.${n}`,
      start: 1_719_570_000_000 + n,
      lastAccess: 1_719_573_600_000 + n,
      type: n === 3 ? 'OFFLINE' : 'REGULAR',
      clients: { '6a0e-uuid': 'account-console' },
      transientUser: false,
    })),
    {
      at: '',
      fields: {
        sessionId: 'id',
        user: 'username',
        userId: 'userId',
        address: 'ipAddress',
        type: 'type',
        createdAt: 'start',
        lastActiveAt: 'lastAccess',
      },
      times: { createdAt: 'epoch-milliseconds', lastActiveAt: 'epoch-milliseconds' },
    },
  ],
  [
    'authentik',
    {
      pagination: { next: 2, previous: 0, count: 101, current: 1, total_pages: 2, start_index: 1, end_index: 100 },
      results: [1, 2, 3].map((n) => ({
        uuid: id(n),
        current: n === 1,
        user_agent: {
          device: { brand: null, family: 'Other', model: null },
          os: { family: 'Windows', major: '10', minor: null, patch: null, patch_minor: null },
          user_agent: { family: 'Chrome', major: '151', minor: '0', patch: '0' },
          string: AGENT,
        },
        geo_ip: null,
        asn: null,
        user: n === 2 ? 7 : n,
        last_ip: `10.0.0.${n}`,
        last_user_agent: AGENT,
        last_used: '2026-11-20T08:00:00.123456Z',
        expires: '2026-12-20T08:00:00.123456Z',
      })),
      autocomplete: {},
    },
    {
      at: 'results',
      fields: { sessionId: 'uuid', userId: 'user', own: 'current', address: 'last_ip', lastActiveAt: 'last_used', expiresAt: 'expires' },
      times: { lastActiveAt: 'iso', expiresAt: 'iso' },
    },
  ],
  [
    'Ory Kratos',
    [1, 2].map((n) => ({
      id: id(n),
      active: true,
      expires_at: '2026-12-20T08:00:00Z',
      authenticated_at: '2026-11-20T08:00:00.1Z',
      authenticator_assurance_level: 'aal1',
      authentication_methods: [{ method: 'password', aal: 'aal1', completed_at: '2026-11-20T08:00:00.1Z' }],
      issued_at: '2026-11-20T08:00:00.1Z',
      identity: { id: id(n + 5), schema_id: 'default', traits: { email: `u${n}@example.org` } },
      devices: [{ id: id(n + 7), ip_address: `10.0.0.${n}`, user_agent: AGENT, location: '' }],
    })),
    {
      at: '',
      fields: {
        sessionId: 'id',
        userId: 'identity.id',
        email: 'identity.traits.email',
        address: 'devices[0].ip_address',
        userAgent: 'devices[0].user_agent',
        createdAt: 'authenticated_at',
        expiresAt: 'expires_at',
      },
      times: { createdAt: 'iso', expiresAt: 'iso' },
    },
  ],
  [
    'Zitadel',
    {
      details: { totalResult: '2', processedSequence: '582', timestamp: '2023-06-14T05:42:11.644220Z' },
      sessions: [1, 2].map((n) => ({
        id: `21838065793446732${n}`,
        creationDate: '2023-06-13T12:56:56.683629Z',
        changeDate: '2023-06-13T12:56:56.724450Z',
        sequence: `57${n}`,
        factors: {
          user: {
            verifiedAt: '2023-06-13T12:56:55.683629Z',
            id: `21838065982335632${n}`,
            loginName: `minnie${n}@fabi.app`,
            displayName: `Minnie ${n}`,
          },
        },
        userAgent: { fingerprintId: 'f', ip: `10.0.0.${n}`, description: AGENT },
      })),
    },
    {
      at: 'sessions',
      fields: {
        sessionId: 'id',
        user: 'factors.user.loginName',
        userId: 'factors.user.id',
        displayName: 'factors.user.displayName',
        address: 'userAgent.ip',
        userAgent: 'userAgent.description',
        createdAt: 'creationDate',
        lastActiveAt: 'changeDate',
      },
      times: { createdAt: 'iso', lastActiveAt: 'iso' },
    },
  ],
  [
    'Grafana, one user’s',
    [1, 2].map((n) => ({
      id: 360 + n,
      isActive: false,
      clientIp: '127.0.0.1',
      browser: 'Chrome',
      browserVersion: '72.0',
      os: 'Linux',
      osVersion: '',
      device: 'Other',
      createdAt: '2019-03-05T21:22:54+01:00',
      seenAt: '2019-03-06T19:41:06+01:00',
    })),
    {
      at: '',
      fields: { sessionId: 'id', address: 'clientIp', userAgent: 'browser', createdAt: 'createdAt', lastActiveAt: 'seenAt' },
      times: { createdAt: 'iso', lastActiveAt: 'iso' },
    },
  ],
  [
    'Spring Boot Actuator',
    {
      sessions: [1, 2].map((n) => ({
        id: id(n),
        attributeNames: [],
        creationTime: '2026-01-22T00:43:52.704Z',
        lastAccessedTime: '2026-01-22T12:43:52.704Z',
        maxInactiveInterval: 1800,
        expired: false,
      })),
    },
    {
      at: 'sessions',
      fields: { sessionId: 'id', createdAt: 'creationTime', lastActiveAt: 'lastAccessedTime', expiresAt: 'maxInactiveInterval' },
      times: { createdAt: 'iso', lastActiveAt: 'iso', expiresAt: { kind: 'duration', unit: 'seconds', from: 'lastActiveAt' } },
    },
  ],
  [
    'better-auth',
    {
      sessions: [1, 2].map((n) => ({
        id: `x${n}`,
        createdAt: '2026-11-20T08:00:00.000Z',
        updatedAt: '2026-11-20T09:00:00.000Z',
        userId: 'u7',
        expiresAt: '2026-11-27T08:00:00.000Z',
        token: '•••',
        ipAddress: '10.0.0.1',
        userAgent: AGENT,
      })),
    },
    {
      at: 'sessions',
      fields: {
        sessionId: 'id',
        userId: 'userId',
        address: 'ipAddress',
        userAgent: 'userAgent',
        createdAt: 'createdAt',
        lastActiveAt: 'updatedAt',
        expiresAt: 'expiresAt',
      },
      times: { createdAt: 'iso', lastActiveAt: 'iso', expiresAt: 'iso' },
    },
  ],
  [
    'Matrix Synapse, one user’s',
    {
      devices: [1, 2].map((n) => ({
        device_id: `QBUAZIF${n}`,
        display_name: 'android',
        last_seen_ip: '1.2.3.4',
        last_seen_user_agent: AGENT,
        last_seen_ts: 1_474_491_775_024 + n,
        user_id: '@ann:example.org',
      })),
      total: 2,
    },
    {
      at: 'devices',
      fields: {
        sessionId: 'device_id',
        userId: 'user_id',
        address: 'last_seen_ip',
        userAgent: 'last_seen_user_agent',
        lastActiveAt: 'last_seen_ts',
      },
      times: { lastActiveAt: 'epoch-milliseconds' },
    },
  ],
]
