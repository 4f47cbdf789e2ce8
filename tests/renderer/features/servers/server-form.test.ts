import { describe, expect, it } from 'vitest'
import { emptyForm, formOf, readForm, type ServerForm } from '../../../../src/renderer/features/servers/server-form.ts'
import { type CatalogueEntry, type ServerDraft, serverDraftSchema } from '../../../../src/shared/server.ts'

const catalogue: CatalogueEntry = {
  id: 'admin-sessions-api',
  name: 'Admin Sessions API',
  about: 'A list of sessions at /api/admin/sessions.',
  auth: { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' },
  defaults: {},
  capabilities: {
    terminateOne: true,
    terminateUser: true,
    ownSession: 'unknown',
    address: 'sign-in',
    activity: '',
    coverage: '',
    terminateMeans: '',
  },
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
      fields: { user: ['user.name', 'login'], address: ['addresses[0]'] },
      times: { createdAt: 'epoch-seconds' },
    },
  },
  auth: { kind: 'header', name: 'X-API-Key', template: '{secret}' },
  trust: { kind: 'pin', pem: 'PEM', sha256: Array(32).fill('AB').join(':') },
  environment: 'staging',
  intervalSeconds: 45,
  timeoutSeconds: 10,
  viewOnly: true,
})

function filled(change: Partial<ServerForm>): ServerForm {
  return { ...emptyForm(catalogue), name: 'Keep', url: 'https://keep.example.org', ...change }
}

function errorsOf(form: ServerForm): Record<string, string> {
  const read = readForm(form)
  return read.ok ? {} : Object.fromEntries(read.errors)
}

describe('the server dialog and a draft', () => {
  it('keeps every setting of a server that is opened and saved unchanged', () => {
    expect(readForm(formOf(everything))).toEqual({ ok: true, draft: everything, secret: undefined })
  })

  it('never puts a secret into the form of a server that is there already', () => {
    expect(formOf(everything).secret).toBe('')
  })

  it('takes the sign-in that the system proposes', () => {
    expect(emptyForm(catalogue)).toMatchObject({ profileId: 'admin-sessions-api', authKind: 'header', headerTemplate: 'Bearer {secret}' })
  })

  it('sends no override for field names that are left empty', () => {
    const read = readForm(filled({}))
    expect(read.ok && read.draft.connector.overrides).toEqual({})
  })

  it('hands the secret over beside the draft and only when the sign-in needs one', () => {
    const bearer = readForm(filled({ secret: 's3cret' }))
    const none = readForm(filled({ secret: 's3cret', authKind: 'none' }))
    expect([bearer.ok && bearer.secret, none.ok && none.secret]).toEqual(['s3cret', undefined])
    expect(JSON.stringify(bearer.ok && bearer.draft)).not.toContain('s3cret')
  })

  it('drops a slash at the end of the address', () => {
    const read = readForm(filled({ url: ' https://keep.example.org/base// ' }))
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
      listPath: 'api',
      fields: { ...emptyForm(catalogue).fields, user: 'user name' },
    })
    expect(Object.keys(errorsOf(bad)).sort()).toEqual([
      'fields.user',
      'headerName',
      'headerTemplate',
      'intervalSeconds',
      'listPath',
      'name',
      'pageSize',
      'timeoutSeconds',
    ])
  })

  it.each(['', 'keep', 'ftp://keep.example.org', 'https://', 'https://admin:pw@keep.example.org', 'https://keep.example.org/?a=1'])(
    'refuses %j as an address',
    (url) => {
      expect(Object.keys(errorsOf(filled({ url })))).toEqual(['url'])
    },
  )

  it('asks for a pin before it saves trust in a pinned certificate', () => {
    expect(errorsOf(filled({ trustKind: 'pin' }))).toHaveProperty('pinPem')
  })

  it('refuses an authority that is no certificate', () => {
    expect(errorsOf(filled({ trustKind: 'authority', authorityPem: 'hello' }))).toHaveProperty('authorityPem')
  })

  it('refuses a secret that the keychain could not hold', () => {
    expect(errorsOf(filled({ secret: 'x'.repeat(2001) }))).toHaveProperty('secret')
  })
})
