import Box from '@mui/material/Box'
import { t } from '../../../../shared/language/language.ts'
import type { Auth } from '../../../../shared/profile/sign-in.ts'
import { FormRow, FormSection } from '../FormFields.tsx'
import { authWords } from '../server-words.ts'
import type { Connection } from './connection.ts'
import { DraftChoice, DraftText, RequestFields } from './DraftFields.tsx'
import type { LoginDraft } from './mapping.ts'

const SIGN_INS = ['none', 'basic', 'login', 'header', 'query'] as const satisfies readonly Auth['kind'][]

const TOKENS = { body: 'mapping.tokenBody', header: 'mapping.tokenHeader', cookies: 'mapping.tokenCookies' } as const

interface ConnectionFieldsProps {
  readonly connection: Connection
  readonly onChange: (change: Partial<Connection>) => void
  readonly login: LoginDraft
  readonly onLogin: (change: Partial<LoginDraft>) => void
}

/** Where the server is and how it is signed in to, for a system that is being described. */
export function ConnectionFields({ connection, onChange, login, onLogin }: ConnectionFieldsProps) {
  const { signIn } = connection
  return (
    <FormSection title={t('mapping.server')}>
      <FormRow>
        <DraftText
          label={t('servers.url')}
          at="url"
          type="url"
          value={connection.url}
          onText={(url) => onChange({ url })}
          placeholder="https://sessions.example.org"
          autoFocus
        />
        <DraftChoice
          label={t('mapping.signIn')}
          value={signIn}
          options={SIGN_INS.map((kind) => ({ value: kind, label: kind === 'login' ? t('mapping.signInLogin') : authWords(kind) }))}
          onChoice={(kind) => onChange({ signIn: kind })}
        />
      </FormRow>
      {signIn === 'header' ? (
        <FormRow>
          <DraftText label={t('servers.header')} value={connection.headerName} onText={(headerName) => onChange({ headerName })} />
          <DraftText
            label={t('servers.headerValue')}
            value={connection.headerTemplate}
            onText={(headerTemplate) => onChange({ headerTemplate })}
            helperText={t('servers.headerValueHint')}
          />
        </FormRow>
      ) : null}
      {signIn === 'query' ? (
        <DraftText label={t('servers.parameter')} value={connection.queryName} onText={(queryName) => onChange({ queryName })} />
      ) : null}
      {signIn === 'none' ? null : <Credential connection={connection} onChange={onChange} />}
      {signIn === 'login' ? <LoginFields login={login} onLogin={onLogin} /> : null}
    </FormSection>
  )
}

function Credential({ connection, onChange }: Pick<ConnectionFieldsProps, 'connection' | 'onChange'>) {
  const withUser = connection.signIn === 'basic' || connection.signIn === 'login'
  return (
    <FormRow>
      {withUser ? (
        <DraftText label={t('servers.userName')} value={connection.username} onText={(username) => onChange({ username })} />
      ) : null}
      <DraftText
        label={t(withUser ? 'servers.password' : 'servers.secret')}
        type="password"
        value={connection.secret}
        onText={(secret) => onChange({ secret })}
        helperText={t('mapping.credentialHint')}
      />
    </FormRow>
  )
}

function LoginFields({ login, onLogin }: Pick<ConnectionFieldsProps, 'login' | 'onLogin'>) {
  return (
    <Box
      role="group"
      aria-label={t('mapping.signInRequest')}
      sx={{ display: 'grid', gap: 1.5, borderLeft: 2, borderColor: 'divider', pl: 1.5 }}
    >
      <Box sx={{ color: 'text.secondary' }}>{t('mapping.signInRequestAbout')}</Box>
      <RequestFields at="login" request={login} methods={['POST', 'GET', 'PUT']} onChange={onLogin} />
      <FormRow>
        <DraftChoice
          label={t('mapping.tokenIs')}
          value={login.token}
          options={(['body', 'header', 'cookies'] as const).map((token) => ({ value: token, label: t(TOKENS[token]) }))}
          onChoice={(token) => onLogin({ token })}
        />
        {login.token === 'cookies' ? null : (
          <DraftText
            label={t(login.token === 'body' ? 'mapping.tokenPath' : 'mapping.tokenHeaderName')}
            at="login.tokenAt"
            value={login.tokenAt}
            onText={(tokenAt) => onLogin({ tokenAt })}
            placeholder={login.token === 'body' ? 'data.token' : 'X-Auth-Token'}
          />
        )}
        {login.token === 'cookies' ? null : (
          <DraftText label={t('mapping.sentInHeader')} value={login.header} onText={(header) => onLogin({ header })} />
        )}
        {login.token === 'cookies' ? null : (
          <DraftText
            label={t('mapping.sentAs')}
            value={login.template}
            onText={(template) => onLogin({ template })}
            helperText={t('mapping.sentAsHint')}
          />
        )}
      </FormRow>
    </Box>
  )
}
