import { createHash } from 'node:crypto'
import type { ConformanceReport } from './conformance.ts'
import { cards, first } from './html-overview.ts'
import { filters, legend, matrix } from './html-parts.ts'
import { pageScript } from './html-script.ts'
import { pageStyle } from './html-style.ts'
import { escaped } from './html-text.ts'
import { pageData } from './page-data.ts'
import { countOf } from './show.ts'

/** One or several reports as one page: it needs no network, and nothing beside it. */
export function toHtml(reports: readonly ConformanceReport[]): string {
  const asked = new Set(reports.flatMap(({ clauses }) => clauses.map(({ id }) => id))).size
  const suites = [...new Set(reports.map(({ suite }) => `${suite.name} ${suite.version}`))].join(', ')
  const days = [...new Set(reports.map(({ date }) => date))].sort()
  const ways = [...new Set(reports.map(({ node, seed }) => `Node.js ${node}, seed ${seed}`))].join('; ')
  // A `<` could end the script that the data lies in.
  const data = JSON.stringify(pageData(reports)).replaceAll('<', String.raw`\u003c`)
  const script = pageScript()
  const scriptHash = createHash('sha256').update(script).digest('base64')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'">
<meta name="referrer" content="no-referrer">
<title>Conformance of ${escaped(reports.map(({ provider }) => provider).join(', '))}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>Conformance</h1>
<p class="soft">${countOf(reports.length, 'provider')}, ${countOf(asked, 'clause')} · ${escaped(suites)} · ${escaped(days.join(', '))} · ${escaped(ways)}</p>
</header>
<main>
${cards(reports)}
${first(reports)}
${filters(reports)}
<noscript><p class="soft">Filters and details need JavaScript; what follows does not.</p></noscript>
${matrix(reports)}
</main>
<footer>
${legend()}
</footer>
<dialog id="details" aria-labelledby="details-title"><div class="sheet">
<div class="head"><span class="badge" id="details-verdict"></span><button class="close" id="details-close" type="button">Close</button></div>
<h2 id="details-title"></h2>
<p class="soft" id="details-about"></p>
<div id="details-body"></div>
</div></dialog>
<script type="application/json" id="data">${data}</script>
<script>${script}</script>
</body>
</html>
`
}
