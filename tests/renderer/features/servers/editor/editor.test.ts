import { CompletionContext } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { ensureSyntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { completeProfile } from '../../../../../src/renderer/features/servers/editor/completion.ts'
import { rangeOf } from '../../../../../src/renderer/features/servers/editor/json-place.ts'
import { choicesAt } from '../../../../../src/renderer/features/servers/editor/profile-schema.ts'

/** What is offered where `|` stands. */
function offered(marked: string): readonly string[] {
  const position = marked.indexOf('|')
  const state = EditorState.create({ doc: marked.replace('|', ''), extensions: [json()] })
  ensureSyntaxTree(state, state.doc.length, 1000)
  const result = completeProfile(new CompletionContext(state, position, true))
  return (result?.options ?? []).map(({ displayLabel, label }) => displayLabel ?? label)
}

function textAt(text: string, ...steps: (string | number)[]): string {
  const state = EditorState.create({ doc: text, extensions: [json()] })
  const tree = ensureSyntaxTree(state, text.length, 1000)
  if (tree === null) throw new Error('no tree')
  const { from, to } = rangeOf(tree, text, steps)
  return text.slice(from, to)
}

describe('completion in a profile', () => {
  it('offers the names that may stand in an object, without those that stand there already', () => {
    const names = offered('{ "version": 1, "kind": "api", "|" }')
    expect(names).toEqual(expect.arrayContaining(['lists', 'fields', 'terminate', 'facts']))
    expect(names).not.toContain('version')
  })

  it('offers what the chosen kind has, and nothing of the others', () => {
    const cursor = offered('{ "version": 1, "kind": "api", "lists": [{ "paging": { "kind": "cursor", "|" } }] }')
    expect(cursor).toEqual(expect.arrayContaining(['pageSize', 'next']))
    expect(cursor).not.toContain('first')
    expect(offered('{ "kind": "page", "|" }')).not.toContain('lists')
  })

  it('offers values where only some are allowed', () => {
    expect(offered('{ "kind": "api", "times": { "createdAt": "|" } }')).toEqual(expect.arrayContaining(['iso', 'epoch-seconds']))
    expect(offered('{ "kind": "api", "facts": { "address": | } }')).toEqual(['sign-in', 'latest', 'unknown'])
    expect(offered('{ "kind": "|" }').toSorted()).toEqual(['api', 'page'])
  })

  it('knows the fields of a session by name', () => {
    expect(offered('{ "kind": "api", "fields": { "|" } }')).toEqual(expect.arrayContaining(['sessionId', 'user', 'address']))
  })

  it('offers nothing outside of everything', () => {
    expect(offered('|')).toEqual([])
    expect(choicesAt({ nothing: true }, ['no', 'such', 0, 'place'])).toEqual({ names: [], values: [] })
  })
})

describe('where something in a profile stands', () => {
  const text = '{ "lists": [ { "request": { "path": "/a" } }, { "request": { "path": "/b" } } ], "odd.name": 1 }'

  it('is the value at its path', () => {
    expect(textAt(text, 'lists', 1, 'request', 'path')).toBe('"/b"')
    expect(textAt(text, 'odd.name')).toBe('1')
  })

  it('is the name of the innermost object around it, where it is missing', () => {
    expect(textAt(text, 'lists', 0, 'request', 'method')).toBe('"request"')
    expect(textAt(text, 'facts')).toBe('{')
    expect(textAt('', 'facts')).toBe('')
  })
})
