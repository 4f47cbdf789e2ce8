import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { type ReactNode, useId } from 'react'
import type { KeychainState } from '../../../shared/keychain.ts'
import { LANGUAGES, t } from '../../../shared/language/language.ts'
import type { Settings } from '../../../shared/settings.ts'
import { act, read } from '../../api/clients.ts'
import { useSaveSettings, useSettings } from '../../api/hooks.ts'
import { problemOf } from '../../api/problem-of.ts'
import { runAction } from '../../components/actions/actions.ts'
import { zoneName } from '../../components/format.ts'
import { PageFrame } from '../../components/PageFrame.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx'
import { keptText, PAGE_SIZES } from './settings-words.ts'

/** The page *Settings*: how the window looks, where secrets and data lie, and what this program is. */
export function SettingsPage() {
  const about = useQuery(read.console.about.queryOptions())
  return (
    <PageFrame title={t('settings.title')}>
      <Box sx={{ display: 'grid', gap: 3, maxWidth: 760 }}>
        {about.error ? <ProblemAlert problem={problemOf(about.error)} /> : null}
        <Look />
        {about.data ? <Secrets keychain={about.data.keychain} /> : null}
        <Data />
        {about.data ? <About version={about.data.version} practice={about.data.practice} readOnly={about.data.readOnly} /> : null}
      </Box>
    </PageFrame>
  )
}

const THEMES = ['system', 'light', 'dark'] as const
const DENSITIES = ['compact', 'normal', 'roomy'] as const

function Look() {
  const settings = useSettings()
  const { enqueueSnackbar } = useSnackbar()
  const save = useSaveSettings(({ message }) => enqueueSnackbar(message, { variant: 'warning' }))
  const pageSizeId = useId()
  return (
    <Section title={t('settings.look')}>
      <Choice
        label={t('settings.theme')}
        value={settings.theme}
        options={THEMES.map((value) => ({ value, label: t(`settings.theme_${value}`) }))}
        onChange={(theme) => save({ theme })}
      />
      <Choice
        label={t('settings.density')}
        value={settings.density}
        options={DENSITIES.map((value) => ({ value, label: t(`settings.density_${value}`) }))}
        onChange={(density) => save({ density })}
      />
      <Choice
        label={t('settings.language')}
        value={settings.language}
        options={languages(settings).map((value) => ({ value, label: t(`settings.language_${value}`) }))}
        onChange={(language) => save({ language })}
      />
      <Line label={t('settings.pageSize')} labelId={pageSizeId}>
        <TextField
          select
          value={settings.pageSize}
          onChange={(event) => save({ pageSize: Number(event.target.value) })}
          slotProps={{ select: { SelectDisplayProps: { 'aria-labelledby': pageSizeId } } }}
          sx={{ minWidth: 96, verticalAlign: 'baseline' }}
        >
          {pageSizes(settings).map((size) => (
            <MenuItem key={size} value={size}>
              {size}
            </MenuItem>
          ))}
        </TextField>
      </Line>
      <Line label={t('settings.times')}>{t('settings.timesIn', { zone: zoneName() })}</Line>
      <Line label={t('settings.keys')}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <span>{t('settings.keysChosen', { count: Object.keys(settings.keys).length })}</span>
          <Button variant="outlined" onClick={() => runAction('help.shortcuts')}>
            {t('settings.showKeys')}
          </Button>
        </Box>
      </Line>
    </Section>
  )
}

/** The language for tests of the layout is offered only where it was chosen before. */
function languages({ language }: Settings): readonly Settings['language'][] {
  return language === 'pseudo' ? ['system', ...LANGUAGES] : ['system', ...LANGUAGES.filter((name) => name !== 'pseudo')]
}

/** The usual sizes, and the one that is set when it is none of them. */
function pageSizes({ pageSize }: Settings): readonly number[] {
  return [...new Set([...PAGE_SIZES, pageSize])].toSorted((left, right) => left - right)
}

function Secrets({ keychain }: { readonly keychain: KeychainState }) {
  const retry = useMutation(act.console.retryKeychain.mutationOptions())
  const { state, problem } = keychain
  return (
    <Section title={t('settings.secrets')}>
      <Line label={t('settings.keychain')}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <span>{t(`settings.keychain_${state}`)}</span>
          {state === 'working' ? null : (
            <Button variant="outlined" onClick={() => retry.mutate({})} disabled={retry.isPending}>
              {state === 'unknown' ? t('settings.check') : t('settings.retry')}
            </Button>
          )}
        </Box>
      </Line>
      {problem ? <ProblemAlert severity="warning" problem={problem} /> : null}
      <Line label={t('settings.passwords')}>{keptText(state)}</Line>
    </Section>
  )
}

function Data() {
  return (
    <Section title={t('settings.data')}>
      <Line label={t('settings.kept')}>{t('settings.keptWhere')}</Line>
      <Line label={t('settings.sent')}>{t('settings.sentWhat')}</Line>
      <Line label={t('settings.removing')}>{t('settings.removingHow')}</Line>
    </Section>
  )
}

interface AboutProps {
  readonly version: string
  readonly practice: boolean
  readonly readOnly: { readonly holder: string } | null
}

function About({ version, practice, readOnly }: AboutProps) {
  return (
    <Section title={t('settings.about')}>
      <Line label={t('settings.version')}>Rollcall {version}</Line>
      <Line label={t('settings.practice')}>{practice ? t('settings.practiceOn') : t('settings.practiceOff')}</Line>
      {readOnly ? <Line label={t('settings.folder')}>{t('settings.readOnly', readOnly)}</Line> : null}
    </Section>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const titleId = useId()
  return (
    <Box component="section" aria-labelledby={titleId}>
      <Box component="h2" id={titleId} sx={{ m: 0, mb: 1, fontSize: '0.9375rem', fontWeight: 600 }}>
        {title}
      </Box>
      <Box sx={{ display: 'grid', borderTop: 1, borderColor: 'divider' }}>{children}</Box>
    </Box>
  )
}

interface LineProps {
  readonly label: string
  readonly labelId?: string
  readonly children: ReactNode
}

function Line({ label, labelId, children }: LineProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '180px 1fr' },
        columnGap: 2,
        alignItems: 'baseline',
        alignContent: 'center',
        minHeight: 44,
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box id={labelId} sx={{ color: 'text.secondary' }}>
        {label}
      </Box>
      <div>{children}</div>
    </Box>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const labelId = useId()
  return (
    <Line label={label} labelId={labelId}>
      <SegmentedChoice value={value} options={options} onChange={onChange} aria-labelledby={labelId} />
    </Line>
  )
}
