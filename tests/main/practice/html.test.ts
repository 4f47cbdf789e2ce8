import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from '../../../src/main/practice/html.ts'

test('text that is put into markup is text there, whatever it looks like', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`
      expect(markup.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).toMatch(/^<p title="[^<>"'&]*">[^<>"'&]*<\/p>$/)
    }),
  )
})

test('markup and lists of markup stay markup, and numbers are written', () => {
  expect(html`<ul>${[1, 2].map((count) => html`<li>${count}</li>`)}</ul>${html`<hr>`}`.markup).toBe('<ul><li>1</li><li>2</li></ul><hr>')
})
