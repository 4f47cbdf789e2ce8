import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { admin, bearer } from 'better-auth/plugins'
import { createAccessControl } from 'better-auth/plugins/access'
import { adminAc, defaultStatements, userAc } from 'better-auth/plugins/admin/access'
import Database from 'better-sqlite3'
import type { AuthAccount } from './better-auth.ts'

/** A server around better-auth, as its documents show it; told by the environment what port to take and whom to know. */
const port = Number(process.env.PORT)
const accounts: readonly AuthAccount[] = JSON.parse(process.env.ACCOUNTS ?? '[]')
const ADDRESS_HEADER = 'x-client-ip'

const control = createAccessControl(defaultStatements)
const roles = {
  admin: control.newRole(adminAc.statements),
  user: control.newRole(userAc.statements),
  viewer: control.newRole({ user: ['list'], session: ['list'] }),
}

const auth = betterAuth({
  baseURL: `http://127.0.0.1:${port}`,
  secret: randomBytes(32).toString('base64'),
  database: new Database(':memory:'),
  emailAndPassword: { enabled: true },
  plugins: [admin({ ac: control, roles }), bearer()],
  advanced: { ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
})

await (await getMigrations(auth.options)).runMigrations()
for (const { name, email, password, role } of accounts)
  await auth.api.createUser({ body: { name, email, password, role: role as keyof typeof roles } })

const handle = toNodeHandler(auth)
createServer((request, response) => {
  // What a proxy in front of it does: better-auth takes a client's address from a header only.
  request.headers[ADDRESS_HEADER] = request.socket.remoteAddress ?? ''
  handle(request, response)
}).listen(port, '127.0.0.1')
