import Box from '@mui/material/Box'
import { keysText } from './keys.ts'

/** A key or several at once, as they stand on the keyboard. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  return (
    <Box
      component="kbd"
      sx={{
        font: 'inherit',
        fontSize: '0.75rem',
        lineHeight: '18px',
        px: 0.5,
        border: 1,
        borderColor: 'divider',
        borderRadius: '3px',
        color: 'text.secondary',
        whiteSpace: 'nowrap',
      }}
    >
      {keysText(keys)}
    </Box>
  )
}
