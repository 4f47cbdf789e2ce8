import { AGENT, type Expected, id } from './answers.ts'

/** As `ANSWERS`: the stranger shapes. */
export const MORE_ANSWERS: readonly (readonly [string, unknown, Expected])[] = [
  [
    'RabbitMQ',
    {
      total_count: 2,
      items: [1, 2].map((n) => ({
        name: `10.0.0.${n}:5123 -> 10.0.0.9:5672`,
        user: `app${n}`,
        user_who_performed_action: `app${n}`,
        vhost: '/',
        peer_host: `10.0.0.${n}`,
        peer_port: 5123,
        host: '10.0.0.9',
        port: 5672,
        protocol: 'AMQP 0-9-1',
        ssl: false,
        connected_at: 1_719_570_000_000 + n,
        state: 'running',
        node: 'rabbit@one',
        channels: 1,
        timeout: 60,
      })),
    },
    {
      at: 'items',
      fields: { sessionId: 'name', user: 'user', address: 'peer_host', node: 'node', type: 'protocol', createdAt: 'connected_at' },
      times: { createdAt: 'epoch-milliseconds' },
    },
  ],
  [
    'Jellyfin',
    [1, 2].map((n) => ({
      Id: `i${n}`,
      UserId: id(n),
      UserName: `ann${n}`,
      Client: 'Jellyfin Web',
      DeviceName: 'Chrome',
      DeviceId: `d${n}`,
      ApplicationVersion: '10.9.1',
      RemoteEndPoint: `10.0.0.${n}`,
      LastActivityDate: '2026-11-20T08:00:00.1234567Z',
      LastPlaybackCheckIn: '0001-01-01T00:00:00.0000000Z',
      IsActive: true,
    })),
    {
      at: '',
      fields: { sessionId: 'Id', user: 'UserName', userId: 'UserId', address: 'RemoteEndPoint', lastActiveAt: 'LastActivityDate' },
      times: { lastActiveAt: 'iso' },
    },
  ],
  [
    'Guacamole, a map of ids',
    {
      [id(1)]: {
        identifier: id(1),
        connectionIdentifier: '4',
        startDate: 1_719_570_000_000,
        remoteHost: '10.0.0.1',
        username: 'ann',
        connectable: true,
      },
      [id(2)]: {
        identifier: id(2),
        connectionIdentifier: '4',
        startDate: 1_719_570_000_001,
        remoteHost: '10.0.0.2',
        username: 'bob',
        connectable: true,
      },
    },
    {
      at: '',
      shape: 'map',
      fields: { sessionId: 'identifier', user: 'username', address: 'remoteHost', createdAt: 'startDate' },
      times: { createdAt: 'epoch-milliseconds' },
    },
  ],
  [
    'a map whose rows do not repeat their id',
    {
      result: {
        aa1: { login: 'ann', ip: '10.0.0.1', _utime: 1_719_570_000 },
        bb2: { login: 'bob', ip: '10.0.0.2', _utime: 1_719_570_100 },
      },
    },
    { at: 'result', shape: 'map', fields: { sessionId: '$key', user: 'login', address: 'ip' }, times: {} },
  ],
  [
    'Mattermost, one user’s',
    [1, 2].map((n) => ({
      id: `k${n}`,
      token: '',
      create_at: 1_719_570_000_000,
      expires_at: 0,
      last_activity_at: 1_719_573_600_000,
      user_id: 'u1',
      device_id: '',
      roles: 'system_user',
      is_oauth: false,
      props: { platform: 'Windows', os: 'Windows 10', browser: 'Chrome/151.0', type: '' },
    })),
    {
      at: '',
      fields: { sessionId: 'id', userId: 'user_id', createdAt: 'create_at', lastActiveAt: 'last_activity_at', userAgent: 'props.browser' },
      times: { createdAt: 'epoch-milliseconds', lastActiveAt: 'epoch-milliseconds' },
    },
  ],
  [
    'Matrix Authentication Service',
    {
      meta: { count: 42 },
      data: [1, 2].map((n) => ({
        type: 'user-session',
        id: `01040G2081040G2081040G208${n}`,
        attributes: {
          created_at: '2026-11-20T08:00:00Z',
          finished_at: null,
          user_id: '030C1G60R30C1G60R30C1G60R3',
          user_agent: AGENT,
          last_active_at: '2026-11-20T08:10:00Z',
          last_active_ip: '127.0.0.1',
        },
        links: { self: `/api/admin/v1/user-sessions/0104${n}` },
      })),
      links: { self: '/api/admin/v1/user-sessions?page[first]=2', next: '/api/admin/v1/user-sessions?page[after]=01' },
    },
    {
      at: 'data',
      fields: {
        sessionId: 'id',
        userId: 'attributes.user_id',
        address: 'attributes.last_active_ip',
        userAgent: 'attributes.user_agent',
        createdAt: 'attributes.created_at',
        lastActiveAt: 'attributes.last_active_at',
      },
      times: { createdAt: 'iso', lastActiveAt: 'iso' },
    },
  ],
  [
    'Technitium',
    {
      response: {
        sessions: [1, 2].map((n) => ({
          username: 'admin',
          isCurrentSession: n === 1,
          partialToken: `272f4890427b9ab5${n}`,
          type: 'Standard',
          tokenName: null,
          lastSeen: '2022-09-17T13:23:44.9972772Z',
          lastSeenRemoteAddress: '127.0.0.1',
          lastSeenUserAgent: AGENT,
        })),
      },
      status: 'ok',
    },
    {
      at: 'response.sessions',
      fields: {
        sessionId: 'partialToken',
        user: 'username',
        own: 'isCurrentSession',
        type: 'type',
        address: 'lastSeenRemoteAddress',
        userAgent: 'lastSeenUserAgent',
        lastActiveAt: 'lastSeen',
      },
      times: { lastActiveAt: 'iso' },
    },
  ],
  [
    'Parse, whose times stand in objects',
    {
      results: [1, 2].map((n) => ({
        objectId: `o${n}`,
        user: { __type: 'Pointer', className: '_User', objectId: `u${n}`, username: `ann${n}` },
        createdWith: { action: 'login' },
        expiresAt: { __type: 'Date', iso: '2026-12-20T08:00:00.000Z' },
        createdAt: '2026-11-20T08:00:00.000Z',
        updatedAt: '2026-11-20T08:10:00.000Z',
      })),
    },
    {
      at: 'results',
      fields: {
        sessionId: 'objectId',
        user: 'user.username',
        createdAt: 'createdAt',
        lastActiveAt: 'updatedAt',
        expiresAt: 'expiresAt',
      },
      times: { createdAt: 'iso', lastActiveAt: 'iso', expiresAt: 'iso' },
    },
  ],
  [
    'ejabberd, with an uptime',
    [1, 2].map((n) => ({
      jid: `ann${n}@example.org/tab`,
      connection: 'c2s_tls',
      ip: `10.0.0.${n}`,
      port: 5222,
      priority: 0,
      node: 'ejabberd@one',
      uptime: 3000 + n,
    })),
    {
      at: '',
      fields: { user: 'jid', address: 'ip', node: 'node', createdAt: 'uptime' },
      times: { createdAt: { kind: 'duration', unit: 'seconds', from: 'now' } },
    },
  ],
  [
    'Digital Reef’s columns',
    {
      rows: [1, 2].map((n) => ({
        sessionId: `r${n}`,
        userName: `ann${n}`,
        fullName: `Ann ${n}`,
        email: `ann${n}@example.org`,
        projectName: 'Acme v. Doe',
        organizationName: 'Acme',
        sessionTime: n === 1 ? '1 02:03:04' : '00:10:00',
        idleTime: '00:00:09',
        ip: '10.0.0.1',
      })),
    },
    {
      at: 'rows',
      fields: {
        sessionId: 'sessionId',
        user: 'userName',
        displayName: 'fullName',
        email: 'email',
        project: 'projectName',
        organisation: 'organizationName',
        address: 'ip',
        createdAt: 'sessionTime',
        lastActiveAt: 'idleTime',
      },
      times: {
        createdAt: { kind: 'duration', unit: 'clock', from: 'now' },
        lastActiveAt: { kind: 'duration', unit: 'clock', from: 'now' },
      },
    },
  ],
  [
    'rows that are arrays',
    {
      columns: ['id', 'who', 'from', 'since'],
      data: [
        ['k1', 'ann', '10.0.0.1', 1_719_570_000],
        ['k2', 'ann', '10.0.0.2', 1_719_570_050],
      ],
    },
    {
      at: 'data',
      fields: { sessionId: '[0]', user: '[1]', address: '[2]', createdAt: '[3]' },
      times: { createdAt: 'epoch-seconds' },
    },
  ],
  [
    'nested rows with epoch seconds and times without a zone',
    {
      ok: true,
      payload: {
        page: { number: 1, of: 3 },
        live: [1, 2].map((n) => ({
          handle: `h${n}`,
          who: { login: `ann${n}`, mail: `ann${n}@example.org` },
          net: { remote: `2001:db8::${n}` },
          began: 1_719_570_000 + n,
          lastSeen: '2026-11-20 08:00:00',
          validUntil: '20261120083000',
        })),
      },
    },
    {
      at: 'payload.live',
      fields: {
        sessionId: 'handle',
        user: 'who.login',
        email: 'who.mail',
        address: 'net.remote',
        createdAt: 'began',
        lastActiveAt: 'lastSeen',
        expiresAt: 'validUntil',
      },
      times: {
        createdAt: 'epoch-seconds',
        lastActiveAt: { kind: 'local', zone: 'Europe/Berlin', date: 'year-month-day' },
        expiresAt: { kind: 'compact', zone: 'Europe/Berlin' },
      },
    },
  ],
]
