import type { DoubleKind } from './double.ts'
import { iso, keptId, type LiveSession, personOf, secretOf, type World } from './world.ts'

const KEY = secretOf('jellyfin')

/** Jellyfin's API: sessions are listed, devices are logged out, with everybody on them. The double is version 12. */
export const jellyfin: DoubleKind = {
  profileId: 'jellyfin',
  settings: { auth: { kind: 'header', name: 'Authorization', template: 'MediaBrowser Token="{secret}"' }, inputs: { version: '12' } },
  secret: KEY,
  person: (name) => personOf(name, secretOf(name).slice(0, 32)),
  sessionId: (index) => secretOf(`jellyfin ${index}`).slice(0, 32),
  kept: (session) => keptId(session.id, deviceOf(session)),
  expected: (session) => ({
    user: session.person.name,
    userId: session.person.id,
    address: session.address,
    type: 'browser',
    project: 'A film',
    userAgent: 'Jellyfin Web 12.0.0 Firefox',
    createdAt: null,
    lastActiveAt: session.lastActiveAt,
    expiresAt: null,
    own: false,
  }),
  gone: 'not-found',
  stranger: (asked) => (asked.header('authorization') === `MediaBrowser Token="${KEY}"` ? null : { status: 401 }),
  routes: (world) => [
    { on: 'GET /Sessions', purpose: 'list', answer: () => ({ status: 200, json: world.listed().map(rowOf) }) },
    {
      on: 'DELETE /Devices',
      purpose: 'end-one',
      answer: ({ query }) => {
        const devices = query.getAll('id')
        if (devices.length === 0) return { status: 400, json: { id: ['The id field is required.'] } }
        if (!devices.every((device) => knows(world, device))) return { status: devices.length === 1 ? 404 : 400 }
        world.end((session) => devices.includes(deviceOf(session)))
        return { status: 204 }
      },
    },
  ],
}

function knows(world: World, device: string): boolean {
  return [...world.live].some((session) => deviceOf(session) === device)
}

/** Every session has its own device here, but for those of one house: `shared` ids. */
export function deviceOf(session: Pick<LiveSession, 'id'>): string {
  return session.id.startsWith('shared') ? 'living-room' : `device ${session.id}`
}

function rowOf(session: LiveSession): unknown {
  return {
    Id: session.id,
    UserId: session.person.id,
    UserName: session.person.name,
    Client: 'Jellyfin Web',
    DeviceName: 'Firefox',
    DeviceId: deviceOf(session),
    ApplicationVersion: '12.0.0',
    RemoteEndPoint: session.address,
    LastActivityDate: iso(session.lastActiveAt).replace('.000Z', '.0000000Z'),
    IsActive: true,
    DeviceType: 'browser',
    NowPlayingItem: { Name: 'A film' },
    AccessToken: session.token,
  }
}
