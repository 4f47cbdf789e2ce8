import { type Html, html } from '../html.ts'
import { document } from '../pages.ts'
import { KEEP_BASE, KEY_HEADER, SESSIONS_PATH } from './paths.ts'

const FIELDS = [
  ['id', 'text', 'What names the session in DELETE.'],
  ['username', 'text', 'The identity that the session was established under. Empty for somebody who has not signed in.'],
  [
    'sessionType',
    'text',
    'REST: connected through the Keep user interface or an integration that uses the REST API. BROWSER: a legacy user interface. OTHER: any other integration.',
  ],
  ['deviceAddress', 'text', 'The address that the session was last used from.'],
  ['lastActive', 'number', 'When the session was last active, in milliseconds since 1970-01-01 UTC.'],
  ['serverName', 'text', 'The server that this installation of Keep runs on.'],
  ['userAgent', 'text', 'The device and the web browser, as they describe themselves.'],
] as const

const EXAMPLE = {
  activeUsers: 1,
  activeSessions: 1,
  sessions: [
    {
      id: '0f3c9a52-7d10-4be2a96c11d0',
      username: 'marta.kowalczyk',
      sessionType: 'BROWSER',
      deviceAddress: '192.0.2.61',
      lastActive: 1_795_251_600_000,
      serverName: 'keep-eu-1',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    },
  ],
}

/** The page *REST API documentation*, from which an admin fills in a profile. */
export function apiPage(owner: string): Html {
  return document({
    title: 'REST API documentation',
    product: 'Lasernet Keep',
    language: 'en',
    menu: [{ name: 'REST API', href: `${KEEP_BASE}/api` }],
    main: html`<h1>REST API documentation</h1>
<h2>Authentication</h2>
<p>Send an API key with every request, in the header <code>${KEY_HEADER}</code>. A key has the form <code>[PREFIX].[SECRET]</code>.
A Keep administrator makes it, and it is shown once. The session of an API key lasts as long as its request.</p>
<pre>${KEY_HEADER}: [PREFIX].[SECRET]</pre>
<h2>Active sessions</h2>
<table><thead><tr><th>Method</th><th>Path</th><th>What it does</th></tr></thead><tbody>
<tr><td>GET</td><td><code>${SESSIONS_PATH}</code></td><td>Lists all active sessions in one answer, under <code>sessions</code>.</td></tr>
<tr><td>DELETE</td><td><code>${SESSIONS_PATH}/{id}</code></td><td>Deletes a session: its user is sent to the login page. 204 when it is gone, 404
when there is none, 409 for a session of your own user (with this key: ${owner}).</td></tr>
</tbody></table>
<h2>Fields of a session</h2>
<table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>
${FIELDS.map(([name, type, meaning]) => html`<tr><td><code>${name}</code></td><td>${type}</td><td>${meaning}</td></tr>`)}
</tbody></table>
<h2>Example</h2>
<pre>${JSON.stringify(EXAMPLE, null, 2)}</pre>`,
  })
}
