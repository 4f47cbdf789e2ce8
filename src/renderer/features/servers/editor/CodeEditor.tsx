import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting, syntaxTree } from '@codemirror/language'
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint'
import { EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import Box from '@mui/material/Box'
import { type Theme, useTheme } from '@mui/material/styles'
import { useEffect, useImperativeHandle, useRef } from 'react'
import type { Reason } from '../../../../shared/errors.ts'
import { pathSteps } from '../../../../shared/profile/path.ts'
import { styleNonce } from '../../../components/nonce.ts'
import { completeProfile } from './completion.ts'
import { rangeOf } from './json-place.ts'

/** What can be asked of an editor from outside. */
export interface EditorHandle {
  /** Goes to the place that something is wrong with, and marks it. */
  readonly show: (reason: Reason) => void
}

interface CodeEditorProps {
  readonly ref?: React.Ref<EditorHandle>
  readonly label: string
  /** What stands in it at first. */
  readonly text: string
  readonly readOnly: boolean
  readonly onText: (text: string) => void
  /** What is wrong with a text, asked when the typing rests. */
  readonly check: (text: string) => Promise<readonly Reason[]>
}

const QUIET_MS = 400

/** An editor for a profile's JSON: completion from the schema, and what is wrong at its line. Tab moves on, as everywhere in the window. */
export function CodeEditor({ ref, label, text, readOnly, onText, check }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const shown = useRef<EditorView | null>(null)
  useImperativeHandle(ref, () => ({ show: (reason) => showReason(shown.current, reason) }), [])
  const theme = useTheme()
  const latest = useRef({ onText, check })
  useEffect(() => {
    latest.current = { onText, check }
  })
  const started = useRef(text)
  useEffect(() => {
    if (place.current === null) return
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: started.current,
        extensions: [
          extensions(theme, label),
          EditorState.readOnly.of(readOnly),
          linter((shown) => diagnose(shown, latest.current.check), { delay: QUIET_MS }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return
            started.current = update.state.doc.toString()
            latest.current.onText(started.current)
          }),
        ],
      }),
    })
    shown.current = view
    if (!readOnly) view.focus()
    return () => {
      shown.current = null
      view.destroy()
    }
  }, [theme, label, readOnly])
  // Esc that has closed a list of completions must not close the dialog as well.
  const hear = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape' && event.defaultPrevented) event.stopPropagation()
  }
  return (
    <Box
      ref={place}
      onKeyDown={hear}
      sx={{ minHeight: 0, overflow: 'hidden', border: 1, borderColor: 'divider', borderRadius: 1, '& .cm-editor': { height: '100%' } }}
    />
  )
}

/** What is wrong, each at the line it is about. */
async function diagnose(view: EditorView, check: CodeEditorProps['check']): Promise<readonly Diagnostic[]> {
  const text = view.state.doc.toString()
  const reasons = await check(text)
  return reasons.map((found) => {
    const { path, reason } = found
    return { ...placeOf(view, found), severity: 'error', message: path === '' ? reason : `${path}: ${reason}` }
  })
}

function placeOf({ state }: EditorView, { path, reason }: Reason): { readonly from: number; readonly to: number } {
  const text = state.doc.toString()
  const broken = path === '' ? brokenAt(reason, text) : null
  const { from, to } = broken ?? rangeOf(syntaxTree(state), text, path === '' ? [] : pathSteps(path))
  return { from, to: Math.max(to, from) }
}

function showReason(view: EditorView | null, reason: Reason): void {
  if (view === null) return
  const { from, to } = placeOf(view, reason)
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  view.focus()
}

/** Where a text stops to be JSON, from the words of the engine's own parser. */
function brokenAt(reason: string, text: string): { readonly from: number; readonly to: number } | null {
  const position = /position (\d+)/.exec(reason)?.[1]
  if (position !== undefined) return { from: Math.min(Number(position), text.length), to: Math.min(Number(position) + 1, text.length) }
  return /end of JSON/i.test(reason) ? { from: text.trimEnd().length, to: text.length } : null
}

function extensions(theme: Theme, label: string): Extension {
  return [
    styleNonce === undefined ? [] : EditorView.cspNonce.of(styleNonce),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': 'true', tabindex: '0' }),
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    json(),
    autocompletion({ override: [completeProfile], icons: false }),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
    syntaxHighlighting(highlight(theme)),
    EditorView.theme(look(theme), { dark: theme.palette.mode === 'dark' }),
    EditorView.lineWrapping,
  ]
}

function highlight({ palette }: Theme): HighlightStyle {
  return HighlightStyle.define([
    { tag: tags.propertyName, color: palette.primary.main },
    { tag: tags.string, color: palette.text.primary },
    { tag: [tags.number, tags.bool, tags.null], color: palette.warning.main },
    { tag: tags.separator, color: palette.text.secondary },
  ])
}

function look({ palette }: Theme): Parameters<typeof EditorView.theme>[0] {
  return {
    '&': { fontSize: '12px', backgroundColor: palette.background.paper, color: palette.text.primary },
    '&.cm-focused': { outline: `2px solid ${palette.primary.main}`, outlineOffset: '-2px' },
    '.cm-content': { caretColor: palette.text.primary },
    '.cm-cursor': { borderLeftColor: palette.text.primary },
    '.cm-gutters': {
      backgroundColor: palette.background.default,
      color: palette.text.secondary,
      borderRight: `1px solid ${palette.divider}`,
    },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: palette.action.hover },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: palette.action.selected,
    },
    '.cm-tooltip': { backgroundColor: palette.background.paper, color: palette.text.primary, border: `1px solid ${palette.divider}` },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: palette.primary.main, color: palette.primary.contrastText },
    '.cm-completionDetail': { fontStyle: 'normal', color: 'inherit' },
    '.cm-panels': { backgroundColor: palette.background.default, color: palette.text.primary },
  }
}
