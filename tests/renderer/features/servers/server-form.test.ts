import { describe, expect, it } from 'vitest'
import { readForm } from '../../../../src/renderer/features/servers/read-form.ts'
import { emptyForm, formOf, type ServerForm } from '../../../../src/renderer/features/servers/server-form.ts'
import { setLanguage } from '../../../../src/shared/language/language.ts'
import { type CatalogueEntry, type ServerDraft, serverDraftSchema } from '../../../../src/shared/server.ts'

const catalogue: CatalogueEntry = {
  id: 'admin-sessions-api',
  name: 'Admin Sessions API',
  about: 'A list of sessions at /api/admin/sessions.',
  kind: 'api',
  origin: 'built-in',
  auth: { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' },
  logins: [{ id: 'password', name: 'User name and password', usernameLabel: 'Account', secretLabel: 'Pass phrase' }],
  inputs: [],
  defaults: {},
  fillIn: [],
  capabilities: {
    list: true,
    terminateOne: true,
    terminateUser: true,
    ownSession: 'unknown',
    address: 'sign-in',
    activity: '',
    coverage: '',
    terminateMeans: '',
    known: '',
    supply: '',
  },
}

const realm: CatalogueEntry = {
  ...catalogue,
  id: 'realms',
  auth: { kind: 'login', login: 'password', username: 'admin' },
  inputs: [
    { name: 'realm', label: 'Realm', kind: 'text', default: 'master', required: true },
    { name: 'zone', label: 'Time zone', kind: 'zone', required: false },
  ],
}

const everything: ServerDraft = serverDraftSchema.parse({
  name: 'Keep EU',
  url: 'https://keep.example.org:8443/base',
  connector: {
    profileId: 'admin-sessions-api',
    overrides: {
      listPath: '/api/sessions',
      rows: 'data.items',
      total: 'meta.total',
      pageSize: 200,
      fields: {
        user: ['user.name', 'login'],
        address: 'addresses[0]',
        displayName: { template: '{first} {last}' },
        type: [{ path: 'kind', map: { b: 'Browser' } }, 'type'],
      },
      times: { createdAt: 'epoch-seconds', lastActiveAt: { kind: 'local', zone: 'Europe/Berlin', date: 'day-month-year' } },
    },
  },
  auth: { kind: 'header', name: 'X-API-Key', template: '{secret}' },
  trust: { kind: 'pin', pem: 'PEM', sha256: Array(32).fill('AB').join(':') },
  environment: 'staging',
  intervalSeconds: 45,
  timeoutSeconds: 10,
  viewOnly: true,
  tags: ['Copenhagen', 'customer 7'],
  idleTimeoutMinutes: 45,
})

function filled(change: Partial<ServerForm>): ServerForm {
  return { ...emptyForm(catalogue), name: 'Keep', url: 'https://keep.example.org', ...change }
}

function errorsOf(form: ServerForm, entry = catalogue): Record<string, string> {
  const read = readForm(form, entry)
  return read.ok ? {} : Object.fromEntries(read.errors)
}

describe('the server dialog and a draft', () => {
  it('keeps every setting of a server that is opened and saved unchanged', () => {
    expect(readForm(formOf(everything), catalogue)).toEqual({ ok: true, draft: everything, secret: undefined })
  })

  it('never puts a secret into the form of a server that is there already', () => {
    expect(formOf(everything).secret).toBe('')
  })

  it('takes the sign-in that the system proposes', () => {
    expect(emptyForm(catalogue)).toMatchObject({ profileId: 'admin-sessions-api', signIn: 'header', headerTemplate: 'Bearer {secret}' })
  })

  it('sends no override for field names that are left empty', () => {
    const read = readForm(filled({}), catalogue)
    expect(read.ok && read.draft.connector.overrides).toEqual({})
  })

  it('hands the secret over beside the draft and only when the sign-in needs one', () => {
    const bearer = readForm(filled({ secret: 's3cret' }), catalogue)
    const none = readForm(filled({ secret: 's3cret', signIn: 'none' }), catalogue)
    expect([bearer.ok && bearer.secret, none.ok && none.secret]).toEqual(['s3cret', undefined])
    expect(JSON.stringify(bearer.ok && bearer.draft)).not.toContain('s3cret')
  })

  it('drops a slash at the end of the address', () => {
    const read = readForm(filled({ url: ' https://keep.example.org/base// ' }), catalogue)
    expect(read.ok && read.draft.url).toBe('https://keep.example.org/base')
  })

  it('says at the field what is wrong with it', () => {
    const bad = filled({
      name: ' ',
      intervalSeconds: '4',
      timeoutSeconds: 'soon',
      headerName: 'X API',
      headerTemplate: 'Bearer',
      pageSize: '5000',
      tags: 'x'.repeat(41),
      idleTimeoutMinutes: '1.5',
      listPath: 'api',
      fields: { ...emptyForm(catalogue).fields, user: 'user name' },
    })
    expect(Object.keys(errorsOf(bad)).sort()).toEqual([
      'fields.user',
      'headerName',
      'headerTemplate',
      'idleTimeoutMinutes',
      'intervalSeconds',
      'listPath',
      'name',
      'pageSize',
      'tags',
      'timeoutSeconds',
    ])
  })

  it.each(['', 'keep', 'ftp://keep.example.org', 'https://', 'https://admin:pw@keep.example.org', 'https://keep.example.org/?a=1'])(
    'refuses %j as an address',
    (url) => {
      expect(Object.keys(errorsOf(filled({ url })))).toEqual(['url'])
    },
  )

  it('takes tags with commas between them, each once, and an idle timeout only where one is given', () => {
    const tagged = readForm(filled({ tags: ' east, ,customer 7,East ', idleTimeoutMinutes: ' 30 ' }), catalogue)
    expect(tagged.ok && [tagged.draft.tags, tagged.draft.idleTimeoutMinutes]).toEqual([['east', 'customer 7'], 30])
    const plain = readForm(filled({}), catalogue)
    expect(plain.ok && [plain.draft.tags, plain.draft.idleTimeoutMinutes]).toEqual([[], null])
    expect(errorsOf(filled({ tags: Array.from({ length: 21 }, (_, count) => `tag ${count}`).join() }))).toHaveProperty('tags')
  })

  it('says what is wrong in the words of the field, in the language of the window', () => {
    setLanguage('de')
    try {
      expect(errorsOf(filled({ name: '', headerTemplate: 'Bearer' }))).toEqual({
        name: 'Geben Sie dem Server einen Namen mit höchstens 80 Zeichen.',
        headerTemplate: 'Der Wert muss {secret} genau einmal enthalten.',
      })
    } finally {
      setLanguage('en')
    }
    expect(errorsOf(filled({ headerTemplate: 'Bearer' }))).toEqual({ headerTemplate: 'The value must hold {secret} exactly once.' })
  })

  it('asks for a pin before it saves trust in a pinned certificate', () => {
    expect(errorsOf(filled({ trustKind: 'pin' }))).toHaveProperty('pinPem')
  })

  it('refuses an authority that is no certificate', () => {
    expect(errorsOf(filled({ trustKind: 'authority', authorityPem: 'hello' }))).toHaveProperty('authorityPem')
  })

  it('refuses a secret that the keychain could not hold', () => {
    expect(errorsOf(filled({ secret: 'x'.repeat(2001) }))).toHaveProperty('secret')
  })

  it('asks for what the system needs to know, proposes what is usual, and sends no empty input', () => {
    const form = { ...emptyForm(realm), name: 'Keys', url: 'https://keys.example.org' }
    const read = readForm(form, realm)
    expect(read.ok && read.draft.connector.inputs).toEqual({ realm: 'master' })
    expect(errorsOf({ ...form, inputs: { realm: ' ', zone: '' } }, realm)).toEqual({ 'inputs.realm': 'Give the realm.' })
  })

  it('signs in by one of the system’s own ways, and asks for the user in its words', () => {
    const form = { ...emptyForm(realm), name: 'Keys', url: 'https://keys.example.org' }
    const read = readForm(form, realm)
    expect(read.ok && read.draft.auth).toEqual({ kind: 'login', login: 'password', username: 'admin' })
    expect(errorsOf({ ...form, username: '' }, realm)).toEqual({ username: 'Give the account to sign in with.' })
  })

  it('drops what was typed for the inputs of another system, and overrides where there are no field names', () => {
    const form = filled({ inputs: { realm: 'other' }, listPath: '/sessions' })
    const asPage = readForm(form, { ...catalogue, kind: 'page' })
    expect(asPage.ok && asPage.draft.connector).toEqual({ profileId: catalogue.id, inputs: {}, overrides: {} })
  })

  it('keeps the inputs of a server whose system is no longer here', () => {
    const orphan = { ...everything, connector: { profileId: 'gone', inputs: { realm: 'staff' }, overrides: {} } }
    const read = readForm(formOf(orphan), undefined)
    expect(read.ok && read.draft.connector.inputs).toEqual({ realm: 'staff' })
  })
})
