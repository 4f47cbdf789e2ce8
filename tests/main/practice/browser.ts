/** A form of a page, with what stands in its fields already. */
export interface Form {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  readonly text: string
}

/** A page as a person sees it: texts without markup. */
export interface Page {
  readonly status: number
  /** Where the browser is after redirects. */
  readonly path: string
  readonly language: string
  readonly heading: string
  readonly alert: string | null
  readonly tables: readonly (readonly (readonly string[])[])[]
  readonly forms: readonly Form[]
  readonly links: readonly { readonly text: string; readonly href: string }[]
  readonly source: string
}

/** A browser with a cookie jar, for pages that are as plainly written as those of the practice servers. */
export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Page>
  /** Submits a form with these fields changed or added. */
  submit(form: Form | undefined, fields?: Record<string, string>): Promise<Page>
  readonly cookies: Map<string, string>
}

const SIGNS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' }

function textOf(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&[a-z#0-9]+;/g, (sign) => SIGNS[sign] ?? sign)
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function attribute(tag: string, name: string): string {
  return textOf(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

function all(markup: string, element: string): string[] {
  return [...markup.matchAll(new RegExp(`<${element}\\b[^>]*>.*?</${element}>`, 'gs'))].map(([whole]) => whole)
}

function formOf(markup: string): Form {
  const inputs = [...markup.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag)
  const filled = inputs.filter((tag) => attribute(tag, 'type') !== 'checkbox')
  const fields = Object.fromEntries(filled.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]))
  return { action: attribute(markup, 'action'), fields, text: textOf(markup) }
}

function pageOf(status: number, path: string, source: string): Page {
  return {
    status,
    path,
    source,
    language: /<html lang="(\w+)"/.exec(source)?.[1] ?? '',
    heading: textOf(all(source, 'h1')[0] ?? ''),
    alert: /role="alert">(.*?)</s.exec(source)?.[1] ?? null,
    tables: all(source, 'table').map((table) =>
      all(table, 'tr').map((row) => [...row.matchAll(/<t[hd]\b[^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => textOf(cell))),
    ),
    forms: all(source, 'form').map(formOf),
    links: all(source, 'a').map((link) => ({ text: textOf(link), href: attribute(link, 'href') })),
  }
}

export function createBrowser(origin: string): Browser {
  const cookies = new Map<string, string>()

  async function ask(path: string, init: RequestInit): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(origin + path, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    return location === null ? pageOf(answer.status, path, await answer.text()) : ask(location, {})
  }

  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    submit(form, fields = {}) {
      if (form === undefined) throw new Error('there is no such form')
      return ask(form.action, { method: 'POST', body: new URLSearchParams({ ...form.fields, ...fields }) })
    },
  }
}
