import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useState } from 'react'
import { Controller, FormProvider, useForm, useFormContext, useWatch } from 'react-hook-form'
import type { Certificate } from '../../../shared/contract/act.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { CatalogueEntry, Server, ServerDraft } from '../../../shared/server.ts'
import { actClient, read } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'
import { DialogFrame } from '../../components/DialogFrame.tsx'
import { ProblemAlert } from '../../components/ProblemAlert.tsx'
import { type Binding, brokenBindings } from './detach.ts'
import { draftOf } from './draft-of.ts'
import { FieldNames } from './FieldNames.tsx'
import { FormRow, FormSection, FormSelect, FormText } from './FormFields.tsx'
import { resolveForm } from './form-resolver.ts'
import { SignInFields } from './SignInFields.tsx'
import { authFields, emptyForm, formOf, readForm, type ServerForm } from './server-form.ts'
import { ENVIRONMENT_WORDS } from './server-words.ts'
import { TestSteps } from './TestSteps.tsx'
import { TrustFields } from './TrustFields.tsx'
import { type ConnectionTest, useConnectionTest } from './use-connection-test.ts'

interface ServerDialogProps {
  /** The server to edit; null to add one. */
  readonly server: Server | null
  readonly profiles: readonly CatalogueEntry[]
  /** A certificate chosen in a test that was run from the table. */
  readonly pin: Certificate | null
  readonly onClose: () => void
}

/** The dialog *Add server* and *Edit …*: what to watch, how to sign in, whom to trust, and a test before or after saving. */
export function ServerDialog({ server, profiles, pin, onClose }: ServerDialogProps) {
  const form = useForm<ServerForm>({ defaultValues: initialForm(server, profiles, pin), resolver: resolveForm, mode: 'onTouched' })
  const test = useConnectionTest()
  const { save, problem, isSaving } = useSave(server, onClose, (message) => form.setError('url', { message }, { shouldFocus: true }))
  const [warned, setWarned] = useState(false)
  const [tested, setTested] = useState('')
  const broken = useBroken(server, form.control)
  const isDirty = form.formState.isDirty || pin !== null

  const tryConnection = form.handleSubmit((values) => {
    const checked = readForm(values)
    if (!checked.ok) return
    setTested(JSON.stringify(values))
    test.run({ draft: checked.draft, secret: checked.secret, serverId: server?.id })
  })
  const submit = form.handleSubmit((values) => {
    const checked = readForm(values)
    if (checked.ok) save(checked.draft, checked.secret)
  })
  // Typed work is not thrown away by one stray Esc.
  const leave = () => (isDirty && !warned ? setWarned(true) : onClose())

  return (
    <FormProvider {...form}>
      <DialogFrame
        open
        title={server === null ? 'Add server' : `Edit ${server.name}`}
        maxWidth="lg"
        onClose={isSaving ? undefined : leave}
        onSubmit={submit}
        actions={
          <>
            <Box role="status" sx={{ mr: 'auto', color: 'warning.main' }}>
              {warned ? 'Not saved yet. Press Esc again or Cancel to leave without saving.' : null}
            </Box>
            <Button onClick={onClose} disabled={isSaving}>
              Cancel
            </Button>
            <Button variant="outlined" onClick={tryConnection} disabled={test.state === 'running'}>
              Test connection
            </Button>
            <Button type="submit" variant="contained" disabled={isSaving}>
              {server === null ? 'Add server' : 'Save'}
            </Button>
          </>
        }
      >
        <Box sx={COLUMNS}>
          <Box sx={{ display: 'grid', gap: 2.5, alignContent: 'start', overflow: { md: 'auto' }, p: 2.5 }}>
            {problem ? <ProblemAlert problem={problem} /> : null}
            <Fields server={server} profiles={profiles} broken={broken} />
          </Box>
          <TestPanel test={test} tested={tested} />
        </Box>
      </DialogFrame>
    </FormProvider>
  )
}

/** Fields and test beside each other, each scrolling by itself, so that a test's findings stay in view; under each other where it is narrow. */
const COLUMNS = {
  display: 'grid',
  gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) 400px' },
  height: { md: 'min(70vh, 640px)' },
  mx: -2.5,
  my: -2,
} as const

function initialForm(server: Server | null, profiles: readonly CatalogueEntry[], pin: Certificate | null): ServerForm {
  const form = server === null ? emptyForm(profiles[0]) : formOf(draftOf(server))
  return pin === null ? form : { ...form, trustKind: 'pin', pinPem: pin.pem, pinSha256: pin.sha256 }
}

/** Which bindings of the stored secret the form breaks as it stands; none while it can't be read, nor for a new server. */
function useBroken(server: Server | null, control: ReturnType<typeof useForm<ServerForm>>['control']): readonly Binding[] {
  const values = useWatch({ control }) as ServerForm
  if (server === null) return []
  const checked = readForm(values)
  return checked.ok ? brokenBindings(draftOf(server), checked.draft) : []
}

/** Saves a draft. What is wrong with the address goes to its field, everything else over the fields. */
function useSave(server: Server | null, onSaved: () => void, onBadAddress: (message: string) => void) {
  const { enqueueSnackbar } = useSnackbar()
  const mutation = useMutation({
    mutationFn: async ({ draft, secret }: { draft: ServerDraft; secret: string | undefined }) => {
      if (server !== null) return await actClient.servers.change({ serverId: server.id, draft, secret })
      await actClient.servers.add({ draft, secret })
      return { detached: false }
    },
    onSuccess: ({ detached }, { draft, secret }) => {
      const needed = detached || (server === null && draft.auth.kind !== 'none' && secret === undefined)
      enqueueSnackbar(needed ? `${draft.name} is saved. It is not asked before its secret is given.` : `${draft.name} is saved.`, {
        variant: needed ? 'warning' : 'success',
      })
      onSaved()
    },
    onError: (error) => {
      const { code, message, next } = problemOf(error)
      if (isAboutAddress(code)) onBadAddress(`${message} ${next}`)
    },
  })
  const problem = mutation.error ? problemOf(mutation.error) : null
  return {
    save: (draft: ServerDraft, secret: string | undefined) => mutation.mutate({ draft, secret }),
    problem: problem !== null && isAboutAddress(problem.code) ? null : problem,
    isSaving: mutation.isPending || mutation.isSuccess,
  }
}

function isAboutAddress(code: ErrorCode): boolean {
  return code === 'bad-url' || code === 'https-needed'
}

interface FieldsProps {
  readonly server: Server | null
  readonly profiles: readonly CatalogueEntry[]
  readonly broken: readonly Binding[]
}

function Fields({ server, profiles, broken }: FieldsProps) {
  const { control, setValue, getFieldState } = useFormContext<ServerForm>()
  const keychain = useQuery(read.console.about.queryOptions()).data?.keychain ?? null
  const profileId = useWatch({ control, name: 'profileId' })
  const entry = profiles.find(({ id }) => id === profileId)
  const environments = (
    ['production', 'staging', 'test', ...(server?.environment === 'practice' ? (['practice'] as const) : [])] as const
  ).map((value) => ({ value, label: ENVIRONMENT_WORDS[value] }))
  const proposeSignIn = (id: string) => {
    const chosen = profiles.find((profile) => profile.id === id)
    if (chosen === undefined || getFieldState('authKind').isDirty) return
    for (const [name, value] of Object.entries(authFields(chosen.auth))) setValue(name as keyof ReturnType<typeof authFields>, value)
  }
  return (
    <>
      <FormSection title="Server">
        <FormText name="name" label="Name" autoFocus autoComplete="off" />
        <FormText
          name="url"
          label="URL"
          type="url"
          placeholder="https://keep.example.org"
          autoComplete="off"
          helperText={
            broken.includes('address') ? 'Another address: the secret is asked for again.' : 'The address up to where the API begins.'
          }
        />
        <FormSelect
          name="profileId"
          label="System"
          options={profiles.map(({ id, name }) => ({ value: id, label: name }))}
          helperText={entry?.about}
          onChosen={proposeSignIn}
        />
        <FormRow>
          <FormSelect name="environment" label="Environment" options={environments} />
          <FormText name="intervalSeconds" label="Interval (s)" helperText="How often it is read." slotProps={NUMERIC} />
          <FormText name="timeoutSeconds" label="Timeout (s)" helperText="How long an answer may take." slotProps={NUMERIC} />
        </FormRow>
        <ViewOnly />
      </FormSection>
      <SignInFields credential={server?.credential ?? null} broken={broken} keychain={keychain} />
      <TrustFields />
      <FieldNames entry={entry} />
      {entry?.capabilities.coverage ? (
        <Alert severity="info" role="note">
          What its list does not hold: {entry.capabilities.coverage}
        </Alert>
      ) : null}
    </>
  )
}

const NUMERIC = { htmlInput: { inputMode: 'numeric' } } as const

function ViewOnly() {
  const { control } = useFormContext<ServerForm>()
  return (
    <Controller
      name="viewOnly"
      control={control}
      render={({ field: { value, ref, ...field } }) => (
        <FormControlLabel
          control={<Checkbox {...field} checked={value} slotProps={{ input: { ref } }} />}
          label="View only: sessions on this server cannot be terminated"
        />
      )}
    />
  )
}

interface TestPanelProps {
  readonly test: ConnectionTest
  /** The form as it stood when the test was started, as JSON. */
  readonly tested: string
}

/** The test beside the fields: it shows what is wrong where it can be mended at once. */
function TestPanel({ test, tested }: TestPanelProps) {
  const { control, setValue } = useFormContext<ServerForm>()
  const values = useWatch({ control }) as ServerForm
  const trust = (certificate: Certificate) => {
    setValue('pinPem', certificate.pem, { shouldDirty: true })
    setValue('pinSha256', certificate.sha256, { shouldDirty: true })
    setValue('trustKind', 'pin', { shouldDirty: true, shouldValidate: true })
  }
  const pinned = values.trustKind === 'pin' && values.pinSha256 !== '' ? values.pinSha256 : null
  const isOld = test.state !== 'idle' && JSON.stringify(values) !== tested
  return (
    <Box
      component="section"
      aria-label="Test connection"
      sx={{ borderLeft: { md: 1 }, borderColor: { md: 'divider' }, overflow: { md: 'auto' }, p: 2.5 }}
    >
      {test.state === 'idle' ? (
        <Box sx={{ color: 'text.secondary' }}>
          Test connection tries the settings as they stand here, step by step, and changes nothing. A server can also be saved while it is
          down.
        </Box>
      ) : (
        <TestSteps test={test} pinnedSha256={pinned} onTrust={trust} />
      )}
      {isOld ? <Box sx={{ mt: 1, color: 'warning.main' }}>The settings were changed since this test.</Box> : null}
    </Box>
  )
}
