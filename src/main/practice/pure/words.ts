/** The languages of the product's pages here. */
export type Language = 'en' | 'da'

/** What the pages say, in each language. */
export const WORDS = {
  en: {
    login: 'Log in',
    failed: 'Wrong username or password.',
    username: 'Username',
    password: 'Password',
    logout: 'Log out',
    workspace: 'Workspace',
    sessions: 'Session',
    trail: 'Administrator > System Information > Session',
    caption: 'Active sessions',
    address: 'IP address',
    first: 'First request',
    last: 'Last request',
    failures: 'Recent failed logins',
    time: 'Time',
  },
  da: {
    login: 'Log ind',
    failed: 'Forkert brugernavn eller adgangskode.',
    username: 'Brugernavn',
    password: 'Adgangskode',
    logout: 'Log ud',
    workspace: 'Arbejdsområde',
    sessions: 'Session',
    trail: 'Administrator > Systeminformation > Session',
    caption: 'Aktive sessioner',
    address: 'IP-adresse',
    first: 'Første forespørgsel',
    last: 'Seneste forespørgsel',
    failures: 'Seneste mislykkede login',
    time: 'Tidspunkt',
  },
} as const satisfies Record<Language, Record<string, string>>

/** The language that the login page is shown in: what the address asks for, else what the browser prefers, else English. */
export function languageOf(asked: string | null, accepted: string | undefined): Language {
  const wished = [asked ?? '', ...(accepted ?? '').split(',')].map((tag) => tag.trim().slice(0, 2).toLowerCase())
  return wished.find((tag) => tag === 'da' || tag === 'en') === 'da' ? 'da' : 'en'
}
