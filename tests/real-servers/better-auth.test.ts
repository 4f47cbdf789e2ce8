import { betterAuthMissing, startBetterAuth } from './better-auth.ts'
import { promises, type RealKind } from './promises.ts'

const usual: Omit<RealKind, 'name' | 'auth'> = {
  missing: betterAuthMissing(),
  start: startBetterAuth,
  profileId: 'better-auth',
  shown: (user) => `${user}@example.test`,
  given: ({ user, address, userAgent }) => ({ address, userAgent, displayName: user, email: `${user}@example.test` }),
  times: ['createdAt', 'lastActiveAt', 'expiresAt'],
  // Known from the list: the server itself says the same of a token that is gone as of one that was there.
  gone: 'not-found',
  own: ['root@example.test'],
  pages: true,
  views: true,
  together: false,
  endsUsers: true,
}

promises({ ...usual, name: 'better-auth by bearer token', auth: ({ user }) => ({ kind: 'login', login: 'bearer', username: user ?? '' }) })
promises({ ...usual, name: 'better-auth by cookie', auth: ({ user }) => ({ kind: 'login', login: 'cookie', username: user ?? '' }) })
