// Judges every provider of this repository, and takes the picture of the page that the READMEs show.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { toHtml, toTable } from '../src/report/index.ts'
import { openBrowser } from './browser.ts'
import { realReports } from './real-reports.ts'

const picture = fileURLToPath(new URL('../../../docs/images/conformance.png', import.meta.url))
const mostBytes = 200_000

const reports = await realReports()
// A README should not show a failure by accident.
if (reports.some(({ clauses }) => clauses.some(({ isFailure }) => isFailure))) throw new Error(toTable(reports))
const { browser, reason } = await openBrowser()
if (!browser) throw new Error(reason)
const folder = mkdtempSync(join(tmpdir(), 'reelay-picture-'))
try {
  const file = join(folder, 'conformance.html')
  writeFileSync(file, toHtml(reports))
  const page = await browser.newPage({ viewport: { width: 1280, height: 960 }, colorScheme: 'light', offline: true })
  await page.goto(pathToFileURL(file).href)
  await page.screenshot({ path: picture })
  const bytes = statSync(picture).size
  console.log(`${picture}: ${bytes} bytes`)
  if (bytes > mostBytes) throw new Error(`the picture is larger than ${mostBytes} bytes`)
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
