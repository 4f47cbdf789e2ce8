import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import LinearProgress from '@mui/material/LinearProgress'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { useEffect, useRef } from 'react'
import type { Problem } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { ProblemAlert } from '../../../components/ProblemAlert.tsx'
import { FormSection } from '../FormFields.tsx'
import { DraftText, RequestFields } from './DraftFields.tsx'
import type { RequestDraft } from './request-text.ts'
import type { AnswerSource } from './use-mapping.ts'

interface AnswerStepProps {
  readonly source: AnswerSource
  readonly onSource: (source: AnswerSource) => void
  /** The fields for the server and the sign-in; what the server dialog says of both, where these are decided on there. */
  readonly connection: React.ReactNode
  readonly request: RequestDraft
  readonly onRequest: (change: Partial<RequestDraft>) => void
  /** Of a known system only the path may differ. */
  readonly pathOnly: boolean
  readonly pathHint: string
  readonly isFetching: boolean
  readonly problem: Problem | null
  /** What came of the last question, in a sentence. */
  readonly status: string | null
}

/** Step one: an answer of the server with the list of sessions, asked for or pasted. */
export function AnswerStep(props: AnswerStepProps) {
  const { source, request, onRequest, problem } = props
  return (
    <Box sx={{ display: 'grid', gap: 2.5, alignContent: 'start', overflow: 'auto', minHeight: 0, pt: 0.75, '& > *': { maxWidth: 1040 } }}>
      {props.connection}
      <FormSection title={t('mapping.listOfSessions')}>
        <RadioGroup
          row
          aria-label={t('mapping.answerFrom')}
          value={source.kind}
          onChange={(_, value) => props.onSource({ ...source, kind: value === 'paste' ? 'paste' : 'server' })}
        >
          <FormControlLabel value="server" control={<Radio size="small" />} label={t('mapping.askServer')} />
          <FormControlLabel value="paste" control={<Radio size="small" />} label={t('mapping.pasteAnswer')} />
        </RadioGroup>
        {props.pathOnly ? (
          <DraftText
            label={t('mapping.path')}
            at="request.path"
            value={request.path}
            onText={(path) => onRequest({ path })}
            placeholder="/api/sessions"
            helperText={props.pathHint}
          />
        ) : (
          <RequestFields
            at="request"
            request={request}
            methods={['GET', 'POST', 'LIST']}
            onChange={onRequest}
            withForm={false}
            hint={props.pathHint}
          />
        )}
        {source.kind === 'paste' ? (
          <DraftText
            label={t('mapping.answer')}
            at="pasted"
            value={source.pasted}
            onText={(pasted) => props.onSource({ ...source, pasted })}
            multiline
            minRows={6}
            maxRows={14}
            placeholder={'[{ "id": "…", "user": "…" }]'}
            helperText={t('mapping.answerHint')}
            slotProps={{ htmlInput: { style: { fontFamily: 'monospace' } } }}
          />
        ) : null}
        <Box role="status" sx={{ color: 'text.secondary' }}>
          {props.isFetching ? t('mapping.asking') : props.status}
        </Box>
        {props.isFetching ? <LinearProgress aria-label={t('mapping.askingName')} /> : null}
        {problem ? <AnswerProblem problem={problem} /> : null}
      </FormSection>
    </Box>
  )
}

/** Why there is no answer. It comes below fields that may fill the screen, so it brings itself into view and takes the focus. */
function AnswerProblem({ problem }: { readonly problem: Problem }) {
  const place = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: nothing of the problem is read here, but each new one has to be brought into view
  useEffect(() => {
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [problem])
  return (
    <div ref={place} tabIndex={-1}>
      <ProblemAlert problem={problem} />
    </div>
  )
}
