import Box from '@mui/material/Box'
import type { Reason } from '../../../../shared/errors.ts'

/** Everything that is wrong with a profile, each with where it stands. */
export function ReasonList({ reasons }: { readonly reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null
  return (
    <Box component="ul" aria-label="What is wrong" sx={{ m: 0, mt: 0.5, pl: 2.5, maxHeight: 160, overflow: 'auto' }}>
      {reasons.map(({ path, reason }) => (
        <li key={`${path} ${reason}`}>
          {path === '' ? null : (
            <>
              <code>{path}</code>:{' '}
            </>
          )}
          {reason}
        </li>
      ))}
    </Box>
  )
}
