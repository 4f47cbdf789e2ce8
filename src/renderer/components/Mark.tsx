import Box from '@mui/material/Box'

/** Rollcall's mark: three names on a list, one of them ticked. */
export function Mark() {
  return (
    <Box component="svg" viewBox="0 0 20 20" aria-hidden sx={{ width: 20, height: 20, color: 'primary.main' }}>
      <path d="M9 4.5h8M9 10h8M9 15.5h8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M2.5 10.2l1.6 1.6 2.9-3.6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="4.5" cy="4.5" r="1.5" fill="currentColor" opacity=".45" />
      <circle cx="4.5" cy="15.5" r="1.5" fill="currentColor" opacity=".45" />
    </Box>
  )
}
