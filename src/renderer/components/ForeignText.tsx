import Box from '@mui/material/Box'
import { LINE_LENGTH, visibleString, visibleText } from './visible-text.ts'

interface ForeignTextProps {
  /** Text of a server or a person, whatever is in it. */
  readonly text: string
  /** How many characters are shown at most. */
  readonly most?: number
  /** What hovering tells; the text itself when left out, nothing when null. */
  readonly hint?: string | null
}

/** What an escape stands out by: it is of Rollcall, not of the text. */
const ESCAPE = {
  color: 'warning.main',
  fontFamily: 'monospace',
  fontSize: '0.85em',
  border: '1px dotted',
  borderColor: 'warning.main',
  borderRadius: '2px',
  px: '1px',
} as const

/**
 * Text that comes from outside: user names, agents, whatever a server gave. Apart in its writing direction, on one line, cut where it is
 * endless, and with everything that can't be seen written out, so that no name looks like another.
 */
export function ForeignText({ text, most = LINE_LENGTH, hint }: ForeignTextProps) {
  const { parts, left } = visibleText(text, most)
  const title = hint === undefined ? visibleString(text, most) : (hint ?? undefined)
  return (
    <Box component="bdi" title={title} sx={{ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
      {parts.map((part, index) =>
        part.escaped ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity than their place
          <Box key={index} component="span" sx={ESCAPE}>
            {part.text}
          </Box>
        ) : (
          part.text
        ),
      )}
      {left > 0 ? '…' : null}
    </Box>
  )
}
