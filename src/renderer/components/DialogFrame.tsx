import Dialog, { type DialogProps } from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useEffect, useId } from 'react'
import { keepFocusInPage } from './keep-focus.ts'

interface DialogFrameProps {
  readonly open: boolean
  readonly title: string
  readonly children: React.ReactNode
  /** The buttons: the safe one first, the one that acts last. */
  readonly actions?: React.ReactNode
  /** Esc, or a click beside the dialog when `backdropCloses`. Absent: the dialog can't be left just now. */
  readonly onClose?: () => void
  readonly backdropCloses?: boolean
  readonly maxWidth?: DialogProps['maxWidth']
  /** Hears that somebody works inside, by a key other than Esc or by pointing. */
  readonly onWork?: () => void
  /** Makes the dialog a form that submits. */
  readonly onSubmit?: () => void
}

/** Every dialog's frame. Its title is its accessible name; focus goes in when it opens and back to where it was, or near it, when it closes. */
export function DialogFrame({
  open,
  title,
  children,
  actions,
  onClose,
  backdropCloses = false,
  maxWidth = 'sm',
  onWork,
  onSubmit,
}: DialogFrameProps) {
  const titleId = useId()
  useEffect(() => (open ? keepFocusInPage : undefined), [open])
  const close: DialogProps['onClose'] = (_, reason) => {
    if (reason === 'escapeKeyDown' || backdropCloses) onClose?.()
  }
  const parts = (
    <>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent
        dividers
        onPointerDown={onWork}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') onWork?.()
        }}
      >
        {children}
      </DialogContent>
      {actions ? <DialogActions>{actions}</DialogActions> : null}
    </>
  )
  return (
    <Dialog open={open} onClose={close} maxWidth={maxWidth} fullWidth aria-labelledby={titleId}>
      {onSubmit ? <Form onSubmit={onSubmit}>{parts}</Form> : parts}
    </Dialog>
  )
}

function Form({ onSubmit, children }: { readonly onSubmit: () => void; readonly children: React.ReactNode }) {
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    // A form inside a portal still bubbles through React's tree to a form around it.
    event.stopPropagation()
    onSubmit()
  }
  return (
    <form noValidate onSubmit={submit} style={{ display: 'contents' }}>
      {children}
    </form>
  )
}
