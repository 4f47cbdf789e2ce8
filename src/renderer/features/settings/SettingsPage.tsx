import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { type ReactNode, useId } from 'react'
import type { KeychainState } from '../../../shared/keychain.ts'
import type { Settings } from '../../../shared/settings.ts'
import { act, read } from '../../api/clients.ts'
import { useSaveSettings, useSettings } from '../../api/hooks.ts'
import { problemOf } from '../../api/problem-of.ts'
import { zoneName } from '../../components/format.ts'
import { PageFrame } from '../../components/PageFrame.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx'
import { KEPT_WORDS, KEYCHAIN_WORDS, PAGE_SIZES } from './settings-words.ts'

/** The page *Settings*: how the window looks, where secrets and data lie, and what this program is. */
export function SettingsPage() {
  const about = useQuery(read.console.about.queryOptions())
  return (
    <PageFrame title="Settings">
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

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const
const DENSITIES = [
  { value: 'compact', label: 'Compact' },
  { value: 'normal', label: 'Normal' },
  { value: 'roomy', label: 'Roomy' },
] as const

function Look() {
  const settings = useSettings()
  const { enqueueSnackbar } = useSnackbar()
  const save = useSaveSettings(({ message }) => enqueueSnackbar(message, { variant: 'warning' }))
  const pageSizeId = useId()
  return (
    <Section title="Look">
      <Choice label="Theme" value={settings.theme} options={THEMES} onChange={(theme) => save({ theme })} />
      <Choice label="Density of the grid" value={settings.density} options={DENSITIES} onChange={(density) => save({ density })} />
      <Line label="Rows per page" labelId={pageSizeId}>
        <TextField
          select
          value={settings.pageSize}
          onChange={(event) => save({ pageSize: Number(event.target.value) })}
          slotProps={{ select: { SelectDisplayProps: { 'aria-labelledby': pageSizeId } } }}
          sx={{ minWidth: 96 }}
        >
          {pageSizes(settings).map((size) => (
            <MenuItem key={size} value={size}>
              {size}
            </MenuItem>
          ))}
        </TextField>
      </Line>
      <Line label="Times">Shown in {zoneName()}, the zone of this computer.</Line>
    </Section>
  )
}

/** The usual sizes, and the one that is set when it is none of them. */
function pageSizes({ pageSize }: Settings): readonly number[] {
  return [...new Set([...PAGE_SIZES, pageSize])].toSorted((left, right) => left - right)
}

function Secrets({ keychain }: { readonly keychain: KeychainState }) {
  const retry = useMutation(act.console.retryKeychain.mutationOptions())
  const { state, problem } = keychain
  return (
    <Section title="Secrets">
      <Line label="Keychain">
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <span>{KEYCHAIN_WORDS[state]}</span>
          {state === 'working' ? null : (
            <Button variant="outlined" onClick={() => retry.mutate({})} disabled={retry.isPending}>
              {state === 'unknown' ? 'Check' : 'Retry'}
            </Button>
          )}
        </Box>
      </Line>
      {problem ? <ProblemAlert severity="warning" problem={problem} /> : null}
      <Line label="Passwords and keys">{KEPT_WORDS[state]}</Line>
    </Section>
  )
}

function Data() {
  return (
    <Section title="Data">
      <Line label="What is kept">
        What was read of the sessions and their history lies in cache.db; what Rollcall did lies in journal.db. Both are on this computer,
        in a folder that only your account can open.
      </Line>
      <Line label="What is sent">Requests to your servers, and nothing else. Rollcall reports to nobody.</Line>
      <Line label="Removing">
        Removing a server on the page Servers offers to delete what was read from it. The journal is only ever added to.
      </Line>
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
    <Section title="About">
      <Line label="Version">Rollcall {version}</Line>
      <Line label="Practice servers">{practice ? 'On: built-in sample servers on this computer.' : 'Off'}</Line>
      {readOnly ? <Line label="Folder">Written by another Rollcall ({readOnly.holder}); this one only shows.</Line> : null}
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
        alignItems: 'center',
        minHeight: 44,
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box id={labelId} sx={{ color: 'text.secondary', alignSelf: 'start', pt: 0.5 }}>
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
