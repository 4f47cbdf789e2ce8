import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { FormRow, FormSection } from '../FormFields.tsx'
import { AnswerMarkFields } from './AnswerMarkFields.tsx'
import { DraftChoice, DraftText, RequestFields } from './DraftFields.tsx'
import { type EndDraft, type Mapping, partsNamed } from './mapping.ts'
import { AT_WORDS, type PagingDraft } from './propose-paging.ts'

const PAGING_KINDS = [
  { value: 'none', label: 'All at once' },
  { value: 'offset', label: 'By the number of the first row' },
  { value: 'page', label: 'By the number of the page' },
  { value: 'cursor', label: 'By a word in the answer for the next page' },
  { value: 'link', label: 'By a link in the answer' },
  { value: 'link-header', label: 'By a Link header' },
] as const

const END_METHODS = ['DELETE', 'POST', 'PUT', 'PATCH', 'GET']

const BY = [
  { value: 'userId', label: 'By the user’s id' },
  { value: 'user', label: 'By the user’s name' },
] as const

const OWN = [
  { value: 'unknown', label: 'Cannot be told' },
  { value: 'user', label: 'All sessions of my own user name' },
  { value: 'none', label: 'Rollcall has no session there' },
] as const

interface EndingStepProps {
  readonly mapping: Mapping
  readonly onChange: (change: Partial<Mapping>) => void
  /** The answer seems to be only the first of several pages. */
  readonly looksCut: boolean
}

/** How the list goes on, how sessions are ended, and how Rollcall's own is told. */
export function EndingStep({ mapping, onChange, looksCut }: EndingStepProps) {
  const { one, user } = mapping
  const parts = partsNamed(mapping)
  return (
    <Box sx={{ display: 'grid', gap: 2.5, alignContent: 'start', overflow: 'auto', minHeight: 0, pt: 0.75, '& > *': { maxWidth: 1040 } }}>
      <FormSection title="Pages of the list">
        {looksCut ? (
          <Alert severity="warning" role="note">
            There may be more sessions than this answer shows. Say how the list goes on, or sessions will be missing.
          </Alert>
        ) : null}
        <PagingFields paging={mapping.paging} onChange={(change) => onChange({ paging: { ...mapping.paging, ...change } })} />
      </FormSection>
      <FormSection title="Ending one session">
        <Offered label="One session can be ended" end={one} onChange={(offered) => onChange({ one: { ...one, offered } })} />
        {one.offered ? (
          <>
            <RequestFields
              at="one"
              request={one}
              methods={END_METHODS}
              onChange={(change) => onChange({ one: { ...one, ...change } })}
              hint="{id} is the session, {list} the path of the list. Both may stand in the body and the parameters, too."
            />
            <AnswerMarkFields
              at="one"
              marks={one.answers}
              onChange={(change) => onChange({ one: { ...one, answers: { ...one.answers, ...change } } })}
            />
          </>
        ) : null}
      </FormSection>
      <FormSection title="Logging out a user">
        <Offered label="All sessions of a user can be ended" end={user} onChange={(offered) => onChange({ user: { ...user, offered } })} />
        {user.offered ? (
          <>
            <RequestFields
              at="user"
              request={user}
              methods={END_METHODS}
              onChange={(change) => onChange({ user: { ...user, ...change } })}
              hint="{user} is the user."
            />
            <FormRow>
              <DraftChoice label="The user is named" value={user.by} options={BY} onChoice={(by) => onChange({ user: { ...user, by } })} />
            </FormRow>
            <AnswerMarkFields
              at="user"
              marks={user.answers}
              onChange={(change) => onChange({ user: { ...user, answers: { ...user.answers, ...change } } })}
            />
          </>
        ) : null}
      </FormSection>
      {parts.length > 0 ? (
        <FormSection title="Further parts of the id">
          <FormRow>
            {parts.map((part) => (
              <DraftText
                key={part}
                label={`Path of {id.${part}}`}
                at={`parts.${part}`}
                value={mapping.parts[part] ?? ''}
                onText={(path) => onChange({ parts: { ...mapping.parts, [part]: path } })}
                placeholder="user.id"
              />
            ))}
          </FormRow>
        </FormSection>
      ) : null}
      <FormSection title="Rollcall’s own session">
        <FormRow>
          {mapping.fields.own === '' ? (
            <DraftChoice label="Own session" value={mapping.own} options={OWN} onChoice={(own) => onChange({ own })} />
          ) : (
            <Box sx={{ color: 'text.secondary' }}>The answer marks it ({mapping.fields.own}).</Box>
          )}
        </FormRow>
      </FormSection>
    </Box>
  )
}

interface OfferedProps {
  readonly label: string
  readonly end: EndDraft
  readonly onChange: (offered: boolean) => void
}

function Offered({ label, end, onChange }: OfferedProps) {
  return (
    <FormControlLabel control={<Checkbox checked={end.offered} onChange={(event) => onChange(event.target.checked)} />} label={label} />
  )
}

interface PagingFieldsProps {
  readonly paging: PagingDraft
  readonly onChange: (change: Partial<PagingDraft>) => void
}

function PagingFields({ paging, onChange }: PagingFieldsProps) {
  const { kind } = paging
  const hasNumber = kind === 'offset' || kind === 'page' || kind === 'cursor'
  return (
    <>
      <Box sx={{ maxWidth: 514 }}>
        <DraftChoice label="The list is given" value={kind} options={PAGING_KINDS} onChoice={(choice) => onChange({ kind: choice })} />
      </Box>
      <FormRow>
        {kind === 'none' ? null : (
          <DraftText label="Rows per page" at="paging.pageSize" value={paging.pageSize} onText={(pageSize) => onChange({ pageSize })} />
        )}
        {kind === 'none' ? null : (
          <DraftText label="Parameter for the rows per page" value={paging.sizeName} onText={(sizeName) => onChange({ sizeName })} />
        )}
        {hasNumber ? (
          <DraftText
            label={`Parameter for the ${AT_WORDS[kind]}`}
            at="paging.atName"
            value={paging.atName}
            onText={(atName) => onChange({ atName })}
          />
        ) : null}
        {kind === 'page' ? (
          <DraftChoice
            label="The first page is"
            value={paging.first}
            options={[
              { value: '0', label: '0' },
              { value: '1', label: '1' },
            ]}
            onChoice={(first) => onChange({ first })}
          />
        ) : null}
        {kind === 'cursor' || kind === 'link' ? (
          <DraftText
            label="Path of the next page"
            at="paging.next"
            value={paging.next}
            onText={(next) => onChange({ next })}
            placeholder="links.next"
          />
        ) : null}
        {kind === 'none' || kind === 'link-header' ? null : (
          <DraftText
            label="Path of the number of all"
            at="paging.total"
            value={paging.total}
            onText={(total) => onChange({ total })}
            placeholder="may be empty"
            slotProps={{ inputLabel: { shrink: true } }}
          />
        )}
      </FormRow>
    </>
  )
}
