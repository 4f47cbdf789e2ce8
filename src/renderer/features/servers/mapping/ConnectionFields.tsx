import Box from '@mui/material/Box'
import type { Auth } from '../../../../shared/profile/sign-in.ts'
import { FormRow, FormSection } from '../FormFields.tsx'
import { AUTH_WORDS } from '../server-words.ts'
import type { Connection } from './connection.ts'
import { DraftChoice, DraftText, RequestFields } from './DraftFields.tsx'
import type { LoginDraft } from './mapping.ts'

const SIGN_INS: readonly { readonly value: Auth['kind']; readonly label: string }[] = [
  { value: 'none', label: AUTH_WORDS.none },
  { value: 'basic', label: AUTH_WORDS.basic },
  { value: 'login', label: 'User name and password, for a token' },
  { value: 'header', label: AUTH_WORDS.header },
  { value: 'query', label: AUTH_WORDS.query },
]

const TOKENS = [
  { value: 'body', label: 'In the answer' },
  { value: 'header', label: 'In a header of the answer' },
  { value: 'cookies', label: 'In cookies' },
] as const

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
    <FormSection title="Server">
      <FormRow>
        <DraftText
          label="URL"
          at="url"
          type="url"
          value={connection.url}
          onText={(url) => onChange({ url })}
          placeholder="https://sessions.example.org"
          autoFocus
        />
        <DraftChoice label="Sign-in" value={signIn} options={SIGN_INS} onChoice={(kind) => onChange({ signIn: kind })} />
      </FormRow>
      {signIn === 'header' ? (
        <FormRow>
          <DraftText label="Header" value={connection.headerName} onText={(headerName) => onChange({ headerName })} />
          <DraftText
            label="Value"
            value={connection.headerTemplate}
            onText={(headerTemplate) => onChange({ headerTemplate })}
            helperText="{secret} stands for the secret."
          />
        </FormRow>
      ) : null}
      {signIn === 'query' ? (
        <DraftText label="Parameter" value={connection.queryName} onText={(queryName) => onChange({ queryName })} />
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
      {withUser ? <DraftText label="User name" value={connection.username} onText={(username) => onChange({ username })} /> : null}
      <DraftText
        label={withUser ? 'Password' : 'Secret'}
        type="password"
        value={connection.secret}
        onText={(secret) => onChange({ secret })}
        helperText="Used for this question and for the server you add. It never becomes part of the profile."
      />
    </FormRow>
  )
}

function LoginFields({ login, onLogin }: Pick<ConnectionFieldsProps, 'login' | 'onLogin'>) {
  return (
    <Box role="group" aria-label="Sign-in request" sx={{ display: 'grid', gap: 1.5, borderLeft: 2, borderColor: 'divider', pl: 1.5 }}>
      <Box sx={{ color: 'text.secondary' }}>
        Sign-in request. {'{username}'} and {'{secret}'} stand for what is given above.
      </Box>
      <RequestFields at="login" request={login} methods={['POST', 'GET', 'PUT']} onChange={onLogin} />
      <FormRow>
        <DraftChoice label="The token is" value={login.token} options={TOKENS} onChoice={(token) => onLogin({ token })} />
        {login.token === 'cookies' ? null : (
          <DraftText
            label={login.token === 'body' ? 'Path of the token' : 'Header with the token'}
            at="login.tokenAt"
            value={login.tokenAt}
            onText={(tokenAt) => onLogin({ tokenAt })}
            placeholder={login.token === 'body' ? 'data.token' : 'X-Auth-Token'}
          />
        )}
        {login.token === 'cookies' ? null : (
          <DraftText label="Sent in the header" value={login.header} onText={(header) => onLogin({ header })} />
        )}
        {login.token === 'cookies' ? null : (
          <DraftText
            label="As"
            value={login.template}
            onText={(template) => onLogin({ template })}
            helperText="{token} stands for the token."
          />
        )}
      </FormRow>
    </Box>
  )
}
