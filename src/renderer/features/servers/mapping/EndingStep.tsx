import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { t } from '../../../../shared/language/language.ts'
import { FormRow, FormSection } from '../FormFields.tsx'
import { AnswerMarkFields } from './AnswerMarkFields.tsx'
import { DraftChoice, DraftText, RequestFields } from './DraftFields.tsx'
import { type EndDraft, type Mapping, partsNamed } from './mapping.ts'
import type { PagingDraft } from './propose-paging.ts'

const PAGING_KINDS = ['none', 'offset', 'page', 'cursor', 'link', 'link-header'] as const

const END_METHODS = ['DELETE', 'POST', 'PUT', 'PATCH', 'GET']

const OWN = ['unknown', 'user', 'none'] as const

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
      <FormSection title={t('mapping.pagesOfList')}>
        {looksCut ? (
          <Alert severity="warning" role="note">
            {t('mapping.mayBeMore')}
          </Alert>
        ) : null}
        <PagingFields paging={mapping.paging} onChange={(change) => onChange({ paging: { ...mapping.paging, ...change } })} />
      </FormSection>
      <FormSection title={t('mapping.endingOne')}>
        <Offered label={t('mapping.endingOneOffered')} end={one} onChange={(offered) => onChange({ one: { ...one, offered } })} />
        {one.offered ? (
          <>
            <RequestFields
              at="one"
              request={one}
              methods={END_METHODS}
              onChange={(change) => onChange({ one: { ...one, ...change } })}
              hint={t('mapping.endingOneHint')}
            />
            <AnswerMarkFields
              at="one"
              marks={one.answers}
              onChange={(change) => onChange({ one: { ...one, answers: { ...one.answers, ...change } } })}
            />
          </>
        ) : null}
      </FormSection>
      <FormSection title={t('mapping.endingUser')}>
        <Offered label={t('mapping.endingUserOffered')} end={user} onChange={(offered) => onChange({ user: { ...user, offered } })} />
        {user.offered ? (
          <>
            <RequestFields
              at="user"
              request={user}
              methods={END_METHODS}
              onChange={(change) => onChange({ user: { ...user, ...change } })}
              hint={t('mapping.endingUserHint')}
            />
            <FormRow>
              <DraftChoice
                label={t('mapping.userNamed')}
                value={user.by}
                options={[
                  { value: 'userId', label: t('mapping.byUserId') },
                  { value: 'user', label: t('mapping.byUser') },
                ]}
                onChoice={(by) => onChange({ user: { ...user, by } })}
              />
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
        <FormSection title={t('mapping.furtherParts')}>
          <FormRow>
            {parts.map((part) => (
              <DraftText
                key={part}
                label={t('mapping.partPath', { part: `{id.${part}}` })}
                at={`parts.${part}`}
                value={mapping.parts[part] ?? ''}
                onText={(path) => onChange({ parts: { ...mapping.parts, [part]: path } })}
                placeholder="user.id"
              />
            ))}
          </FormRow>
        </FormSection>
      ) : null}
      <FormSection title={t('mapping.ownSessionTitle')}>
        <FormRow>
          {mapping.fields.own === '' ? (
            <DraftChoice
              label={t('mapping.ownSession')}
              value={mapping.own}
              options={OWN.map((own) => ({ value: own, label: t(`mapping.own-${own}`) }))}
              onChoice={(own) => onChange({ own })}
            />
          ) : (
            <Box sx={{ color: 'text.secondary' }}>{t('mapping.ownMarked', { path: mapping.fields.own })}</Box>
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
        <DraftChoice
          label={t('mapping.listGiven')}
          value={kind}
          options={PAGING_KINDS.map((one) => ({ value: one, label: t(`mapping.paging-${one}`) }))}
          onChoice={(choice) => onChange({ kind: choice })}
        />
      </Box>
      <FormRow>
        {kind === 'none' ? null : (
          <DraftText
            label={t('mapping.rowsPerPage')}
            at="paging.pageSize"
            value={paging.pageSize}
            onText={(pageSize) => onChange({ pageSize })}
          />
        )}
        {kind === 'none' ? null : (
          <DraftText label={t('mapping.sizeParameter')} value={paging.sizeName} onText={(sizeName) => onChange({ sizeName })} />
        )}
        {hasNumber ? (
          <DraftText
            label={t(`mapping.atParameter-${kind}`)}
            at="paging.atName"
            value={paging.atName}
            onText={(atName) => onChange({ atName })}
          />
        ) : null}
        {kind === 'page' ? (
          <DraftChoice
            label={t('mapping.firstPageIs')}
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
            label={t('mapping.nextPath')}
            at="paging.next"
            value={paging.next}
            onText={(next) => onChange({ next })}
            placeholder="links.next"
          />
        ) : null}
        {kind === 'none' || kind === 'link-header' ? null : (
          <DraftText
            label={t('mapping.totalPath')}
            at="paging.total"
            value={paging.total}
            onText={(total) => onChange({ total })}
            placeholder={t('mapping.mayBeEmptyShort')}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        )}
      </FormRow>
    </>
  )
}
