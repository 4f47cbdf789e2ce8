import { type Html, html } from './html.ts'

/** One page of a product. */
export interface PageParts {
  readonly title: string
  readonly product: string
  readonly language: string
  readonly menu: readonly { readonly name: string; readonly href: string }[]
  readonly main: Html
}

const STYLE = html`body{font:14px/1.5 system-ui,sans-serif;margin:0;color:#1c2733}header{background:#1c2733;color:#fff;padding:8px 16px}
header a{color:#cfe3ff;margin-left:16px}main{padding:8px 16px}table{border-collapse:collapse;margin:8px 0}
th,td{border:1px solid #c8d0d8;padding:2px 8px;text-align:left;vertical-align:top}th{background:#eef2f6}form{margin:0}[role=alert]{color:#a3140d}`

/** A whole page: header with the product's menu, the page itself, and a footer. */
export function document({ title, product, language, menu, main }: PageParts): Html {
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${title} - ${product}</title><style>${STYLE}</style></head>
<body>
<header><strong>${product}</strong><nav aria-label="${product}">${menu.map(({ name, href }) => html`<a href="${href}">${name}</a>`)}</nav></header>
<main>
${main}
</main>
<footer><small>${product} · practice server</small></footer>
</body>
</html>
`
}
