import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from './ask.ts'
import { freePorts, keep, newFolder } from './kept.ts'
import { type Credential, type Origin, originsInTurn, type RealClient, type RealServer } from './real-server.ts'

const HOME = '/usr/share/tomcat10'
const WEBAPPS = { manager: '/usr/share/tomcat10-admin/manager', examples: '/usr/share/tomcat10-examples/examples' }
const PROTECTED = '/examples/jsp/security/protected/'
const USERS = ['alice', 'bob', 'carol', "zoë <o'brien> & co"]
/** Not the zone of any machine that runs the tests, so that a time that is read as local time is seen to be wrong. */
const ZONE = 'Pacific/Auckland'

/** Why there is no Tomcat here, or null. */
export function tomcatMissing(): string | null {
  const missing = [join(HOME, 'bin/catalina.sh'), ...Object.values(WEBAPPS)].filter((path) => !existsSync(path))
  return missing.length === 0 ? null : `${missing.join(' and ')} not installed`
}

/** A Tomcat, with accounts for each of the two ways into its manager; `admin` has both. */
export interface RealTomcat extends RealServer {
  readonly gui: Credential
  readonly jmx: Credential
}

/** Accounts of the manager, and their roles. */
const ACCOUNTS = { admin: 'manager-gui,manager-jmx', gui: 'manager-gui', jmx: 'manager-jmx' }

/** Tomcat with its manager and the examples, whose protected page is what users sign in to. */
export async function startTomcat(): Promise<RealTomcat> {
  const folder = newFolder('tomcat')
  const [port = 0] = await freePorts(1)
  writeBase(folder, port)
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    CATALINA_HOME: HOME,
    CATALINA_BASE: folder,
    CATALINA_TMPDIR: join(folder, 'temp'),
    CATALINA_OPTS: `-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.timezone=${ZONE} -Djava.awt.headless=true -XX:-UsePerfData`,
  }
  const kept = await keep(
    { folder, commands: [{ command: join(HOME, 'bin/catalina.sh'), args: ['run'], env }] },
    async () => (await ask(`${url}/examples/`)).status === 200 && (await ask(`${url}/manager/html`)).status === 401,
  )
  const originOf = originsInTurn()
  return {
    url,
    admin: credentialOf('admin'),
    gui: credentialOf('gui'),
    jmx: credentialOf('jmx'),
    viewer: null,
    stranger: credentialOf('alice'),
    users: USERS,
    signIn: (user, from) => signIn(url, user, originOf(from)),
    stop: kept.stop,
  }
}

/** A browser's way through Tomcat's FORM login. The id of the session changes with the login. */
async function signIn(url: string, user: string, { address, userAgent }: Origin): Promise<RealClient> {
  const headers = { 'user-agent': userAgent }
  const form = await ask(url + PROTECTED, { address, headers })
  const before = sessionCookie(form.cookies)
  const login = await ask(`${url}${PROTECTED}j_security_check`, {
    address,
    headers: { ...headers, cookie: before },
    body: new URLSearchParams({ j_username: user, j_password: passwordOf(user) }).toString(),
  })
  const cookie = login.cookies.has('JSESSIONID') ? sessionCookie(login.cookies) : before
  const client: RealClient = {
    user,
    address,
    userAgent,
    secret: cookie.replace('JSESSIONID=', ''),
    async isIn() {
      // An ended session is answered with the login form, also by 200.
      const { body } = await ask(url + PROTECTED, { address, headers: { ...headers, cookie } })
      return body.replace(/\s+/g, ' ').includes(`remote user <b>${escaped(user)}</b>`)
    },
    close: () => Promise.resolve(),
  }
  if (!(await client.isIn())) throw new Error(`Tomcat did not sign ${user} in: ${login.status}`)
  return client
}

function sessionCookie(cookies: ReadonlyMap<string, string>): string {
  return `JSESSIONID=${cookies.get('JSESSIONID') ?? ''}`
}

function credentialOf(user: string): Credential {
  return { user, secret: passwordOf(user) }
}

function passwordOf(user: string): string {
  return `${user}-password`
}

/** As the example page writes a name. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function writeBase(folder: string, port: number): void {
  const contexts = join(folder, 'conf/Catalina/localhost')
  for (const path of [contexts, ...['logs', 'temp', 'work', 'webapps'].map((name) => join(folder, name))])
    mkdirSync(path, { recursive: true })
  for (const file of ['catalina.properties', 'web.xml', 'context.xml', 'logging.properties'])
    cpSync(join('/etc/tomcat10', file), join(folder, 'conf', file))
  for (const [name, path] of Object.entries(WEBAPPS)) {
    const privileged = name === 'manager' ? ' privileged="true"' : ''
    writeFileSync(join(contexts, `${name}.xml`), `<Context docBase="${path}"${privileged}><Resources allowLinking="true"/></Context>`)
  }
  writeFileSync(join(folder, 'conf/server.xml'), serverXml(port))
  writeFileSync(join(folder, 'conf/tomcat-users.xml'), usersXml())
}

function serverXml(port: number): string {
  return `<Server port="-1">
  <Listener className="org.apache.catalina.mbeans.GlobalResourcesLifecycleListener"/>
  <GlobalNamingResources>
    <Resource name="UserDatabase" auth="Container" type="org.apache.catalina.UserDatabase"
      factory="org.apache.catalina.users.MemoryUserDatabaseFactory" pathname="conf/tomcat-users.xml"/>
  </GlobalNamingResources>
  <Service name="Catalina">
    <Connector address="127.0.0.1" port="${port}" protocol="HTTP/1.1" maxThreads="20"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Realm className="org.apache.catalina.realm.UserDatabaseRealm" resourceName="UserDatabase"/>
      <Host name="localhost" appBase="webapps" unpackWARs="false" autoDeploy="false"/>
    </Engine>
  </Service>
</Server>
`
}

function usersXml(): string {
  const users = [...USERS.map((user) => [user, 'tomcat'] as const), ...Object.entries(ACCOUNTS)].map(
    ([user, roles]) => `<user username="${escaped(user)}" password="${escaped(passwordOf(user))}" roles="${roles}"/>`,
  )
  return `<tomcat-users xmlns="http://tomcat.apache.org/xml">
  ${users.join('\n  ')}
</tomcat-users>
`
}
