import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { type Answer, refuse } from './answer.ts'
import { bodyOf } from './body.ts'
import { SESSIONS_PER_USER } from './session.ts'
import type { World } from './world.ts'

const COOKIE = 'practice-session'

/** Signs cookies, so that an id from the console's list is no way in. */
const KEY = randomBytes(32)

/** Any password will do: nothing is guarded here. Its length is the one rule the real servers publish. */
const loginSchema = z.object({
  username: z.string().trim().min(1).max(100),
  password: z.string().min(12, 'Passwords have at least 12 characters.'),
})

/**
 * Answers what a user's own browser would ask of a server: `POST /login` opens a session and sets its cookie, `GET /whoami` works as
 * long as the session does. So somebody who is ended in the console can be seen to be out. Null for any other path.
 */
export async function answerClient(request: IncomingMessage, url: URL, world: World, now: number): Promise<Answer | null> {
  if (url.pathname === '/login' && request.method === 'POST') return login(request, world, now)
  if (url.pathname === '/whoami' && request.method === 'GET') return whoAmI(request, world, now)
  return null
}

async function login(request: IncomingMessage, world: World, now: number): Promise<Answer> {
  const form = loginSchema.safeParse(JSON.parse(await bodyOf(request)))
  if (!form.success) return refuse(400, 'bad-request', form.error.issues[0]?.message ?? 'username and password are needed.')
  const { username } = form.data
  const device = { userAgent: request.headers['user-agent'] ?? '', address: addressOf(request) }
  const answer = world.login(world.identityOf(username, now), device, now)
  if (answer.kind === 'too-many') {
    return refuse(409, 'too-many-sessions', `${username} has ${SESSIONS_PER_USER} sessions already. One must end before another can begin.`)
  }
  const { id } = answer.session
  return {
    status: 200,
    body: { sessionId: id },
    headers: { 'set-cookie': `${COOKIE}=${id}.${signatureOf(id)}; Path=/; HttpOnly; SameSite=Strict` },
  }
}

function whoAmI(request: IncomingMessage, world: World, now: number): Answer {
  const id = sessionOf(request.headers.cookie ?? '')
  if (id === null || !world.use(id, now)) return refuse(401, 'signed-out', 'Your session has ended. Sign in again.')
  return { status: 200, body: { username: world.find(id, now)?.username } }
}

function signatureOf(id: string): string {
  return createHmac('sha256', KEY).update(id).digest('hex')
}

/** The session id that a genuine cookie names. */
function sessionOf(cookies: string): string | null {
  const [, id = '', signature = ''] = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;.]+)\\.([0-9a-f]{64})`).exec(cookies) ?? []
  return signature !== '' && timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(id))) ? id : null
}

/** Practice clients may say where they come from, as a proxy in front of a real server would. */
function addressOf(request: IncomingMessage): string {
  const forwarded = request.headers['x-forwarded-for']
  return typeof forwarded === 'string' ? forwarded : (request.socket.remoteAddress ?? '')
}
