import CheckCircleOutlinedIcon from '@mui/icons-material/CheckCircleOutlined'
import ErrorOutlinedIcon from '@mui/icons-material/ErrorOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { t } from '../../../shared/language/language.ts'
import { readClient } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'
import { chainWords } from './journal-words.ts'

/** Walks the journal's hash chain when asked, and says what it found: the chain is tamper-evident, not tamper-proof. */
export function ChainCheck() {
  const verify = useMutation({ mutationFn: () => readClient.journal.verify() })
  return (
    <>
      <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
        {verify.isPending ? t('journal.verifying') : null}
        {verify.data ? <Finding bad={verify.data.firstBad !== null} text={chainWords(verify.data)} /> : null}
        {verify.error ? <Finding bad text={problemOf(verify.error).message} /> : null}
      </Box>
      <Button variant="outlined" onClick={() => verify.mutate()} disabled={verify.isPending}>
        {t('journal.verify')}
      </Button>
    </>
  )
}

function Finding({ bad, text }: { readonly bad: boolean; readonly text: string }) {
  const Icon = bad ? ErrorOutlinedIcon : CheckCircleOutlinedIcon
  return (
    <>
      <Icon aria-hidden sx={{ fontSize: 18, color: bad ? 'error.main' : 'success.main' }} />
      {text}
    </>
  )
}
