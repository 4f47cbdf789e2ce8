import MuiSnackbarContent from '@mui/material/SnackbarContent'
import { type CustomContentProps, SnackbarContent } from 'notistack'
import { type Ref, useEffect } from 'react'
import { announce } from './components/live-region.ts'

/**
 * A short notice at the bottom of the window. Only what went wrong with a run interrupts somebody who listens; all else is told by the
 * window's one polite voice, when there is nothing else to hear.
 */
export function Notice({
  ref,
  id,
  message,
  action,
  variant,
  style,
  className,
}: CustomContentProps & { readonly ref?: Ref<HTMLDivElement> }) {
  const interrupts = variant === 'error'
  useEffect(() => {
    if (!interrupts && typeof message === 'string') announce(message)
  }, [interrupts, message])
  return (
    <SnackbarContent ref={ref} style={style} className={className}>
      <MuiSnackbarContent
        role={interrupts ? 'alert' : 'presentation'}
        message={message}
        action={typeof action === 'function' ? action(id) : action}
        className={`notice ${variant}`}
        sx={{ flexWrap: 'nowrap' }}
      />
    </SnackbarContent>
  )
}
