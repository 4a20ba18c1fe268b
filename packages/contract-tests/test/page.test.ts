import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readReport, toHtml, toJUnit, type ConformanceReport } from '../src/report/index.ts'
import { redact } from '../src/fixtures/redact.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { acme, boreal, hostile, hostileReport } from './invented-reports.ts'
import { realReports } from './real-reports.ts'

const folder = mkdtempSync(join(tmpdir(), 'reelay-page-'))
const texts = Object.values(hostile)
const pages = {
  invented: [acme, boreal],
  hostile: texts.map(hostileReport).map(failed),
}
const addressOf = (name: string): string => pathToFileURL(join(folder, `${name}.html`)).href
const address = addressOf('invented')
const wrong: string[] = []
let found: OpenBrowser = { reason: 'no browser was opened' }
let page: Page

beforeAll(async () => {
  for (const [name, reports] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), toHtml(reports))
  found = await openBrowser()
  if (!found.browser) return
  page = await found.browser.newPage({ offline: true })
  page.on('request', (request) => {
    if (!request.url().startsWith(pathToFileURL(folder).href)) wrong.push(`asked for ${request.url()}`)
  })
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('console', (message) => wrong.push(message.text()))
}, 60_000)
afterAll(async () => {
  await found.browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A report with its failure alone, as it is read from a file. */
function failed(report: ConformanceReport): ConformanceReport {
  const [, , clause] = report.clauses
  return readReport(JSON.stringify({ ...report, clauses: [clause] }), 'hostile.json')
}

/** A test in a browser; without one it is skipped, and says why. */
function inBrowser(name: string, work: () => Promise<void>, timeoutMs = 20_000): void {
  it(name, { timeout: timeoutMs }, async ({ skip }) => {
    if (!found.browser) return skip(found.reason)
    await page.goto(address)
    await work()
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined()
    expect(wrong).toEqual([])
  })
}

const rows = (): Promise<string[]> =>
  page.locator('tr[data-clause]:visible').evaluateAll((all) => all.map((row) => row.getAttribute('data-clause') ?? ''))

const cell = (clause: string, provider: string) =>
  page.locator('.matrix').getByRole('button', { name: new RegExp(`^${clause}, ${provider}: `) })

describe('the page, in a browser without a network', () => {
  inBrowser('shows every clause of every provider, by group', async () => {
    expect(await rows()).toEqual(acme.clauses.map(({ id }) => id))
    expect(await page.locator('.cell').count()).toBe(acme.clauses.length + boreal.clauses.length)
    expect(await page.getByRole('rowheader', { name: /^E ?Create$/ }).count()).toBe(1)
    expect(await page.locator('.card').first().innerText()).toMatch(/\n1\n?\/8\n✗ 6 failed\n/)
    expect(await page.locator('.card').nth(1).innerText()).toContain(boreal.score.wording)
    expect(await page.getByRole('img', { name: 'rests on: recorded 0\u00a0%, documented 100\u00a0%' }).count()).toBe(1)
  })

  inBrowser('filters by text, verdict, group, and what is experimental', async () => {
    const shown = page.locator('#shown')
    expect(await shown.innerText()).toBe('10 of 10 clauses')
    await page.keyboard.press('/')
    await page.keyboard.type('WORDS declared')
    expect(await rows()).toEqual(['STA-01'])
    await page.getByRole('searchbox').fill('')
    await page.getByLabel('Group').selectOption('E')
    expect(await rows()).toEqual(['SUB-02', 'SUB-03', 'SUB-05'])
    await page.locator('.pill').getByText('✗ fail').click()
    expect(await rows()).toEqual(['SUB-02'])
    await page.getByLabel('Group').selectOption('')
    expect(await rows()).toEqual(['SUB-02', 'ABT-04'])
    await page.getByText('only experimental').click()
    expect(await rows()).toEqual(['ABT-04'])
    expect(await shown.innerText()).toBe('1 of 10 clauses')
    expect(await page.locator('tr.group:visible').count()).toBe(1)
  })

  inBrowser('shows one provider alone', async () => {
    await page.getByLabel('Provider', { exact: true }).selectOption('boreal')
    expect(await rows()).toEqual(['REQ-01', 'REQ-02'])
    expect(await page.locator('.cell:visible').count()).toBe(2)
    expect(await page.locator('.matrix thead th:visible').allInnerTexts()).toEqual(['Clause', 'boreal\n2/2'])
    await page.locator('.pill').getByText('◐ deviation').click()
    expect(await rows()).toEqual([])
    await page.getByLabel('Provider', { exact: true }).selectOption('')
    expect(await rows()).toEqual(['REQ-02'])
  })

  inBrowser('keeps the names of the providers in sight', async () => {
    await page.setViewportSize({ width: 1280, height: 300 })
    await cell('ABT-04', 'acme').scrollIntoViewIfNeeded()
    expect(await page.evaluate('scrollY')).toBeGreaterThan(300)
    const head = page.getByRole('columnheader', { name: 'boreal' })
    const [top, filters] = [await head.boundingBox(), await page.locator('.filters').boundingBox()]
    expect(filters?.y).toBe(0)
    expect(top?.y).toBeCloseTo(filters?.height ?? 0, 0)
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  inBrowser('leads to what has failed, by clause', async () => {
    const [failures] = await page.locator('.first').getByRole('listitem').allInnerTexts()
    expect(failures).toMatch(/^SUB-02\s+A create is sent once[^]*✗ acme$/)
    await page.getByRole('button', { name: 'SUB-05, acme: no fixture' }).first().click()
    expect(await page.getByRole('dialog', { name: 'SUB-05 · acme' }).isVisible()).toBe(true)
  })

  inBrowser('opens a cell with all that is known of it, and goes back to the cell', async () => {
    await cell('SUB-02', 'acme').click()
    const dialog = page.getByRole('dialog', { name: 'SUB-02 · acme' })
    const text = await dialog.innerText()
    const [, , failed] = acme.clauses
    for (const part of [failed!.message!, failed!.why, failed!.rerun, failed!.mutations[0]!])
      expect(text).toContain(part)
    for (const part of ['POST https://sub-02-1.contract.test/v1/jobs', '→ 503', '+1.5 s', 'and 1 more'])
      expect(text).toContain(part)
    expect(text).toContain('acme.text (documented, https://docs.acme.example/video#create, 2026-11-01)')
    expect(page.url()).toContain('#SUB-02/acme')
    await page.keyboard.press('Escape')
    expect(await dialog.isVisible()).toBe(false)
    expect(await page.evaluate('document.activeElement.ariaLabel')).toContain('SUB-02, acme: fail')
    // The address follows the closing in a task of its own.
    await expect.poll(() => page.url()).toBe(address)
    await page.goto(`${address}#REQ-02/boreal`)
    expect(await page.getByRole('dialog', { name: 'REQ-02 · boreal' }).isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Close' }).click()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  inBrowser('is used with the keyboard alone: one stop for Tab, then the arrows', async () => {
    await page.getByText('only experimental').focus()
    const focused = (): Promise<unknown> => page.evaluate('document.activeElement.ariaLabel')
    for (let stops = 0; stops < 20 && !String(await focused()).startsWith('REQ-01, acme'); stops += 1)
      await page.keyboard.press('Tab')
    expect(await focused()).toBe('REQ-01, acme: pass')
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('REQ-01, boreal: pass')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('REQ-02, boreal: pass, rests on documented exchanges')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toMatch(/^SUB-02, acme: fail/)
    await page.keyboard.press('ArrowUp')
    expect(await focused()).toMatch(/^REQ-02, acme: deviation/)
    await page.keyboard.press('Enter')
    expect(await page.getByRole('dialog', { name: 'REQ-02 · acme' }).isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(`document.activeElement.matches('.cell')`)).toBe(false)
  })

  inBrowser('can be read in light and dark colours, and tells verdicts apart without any', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const contrasts = await page.evaluate<[string, number][]>(contrastScript)
      expect(contrasts.length).toBeGreaterThan(20)
      expect(
        contrasts.filter(([, contrast]) => contrast < 4.5),
        colorScheme,
      ).toEqual([])
    }
    const symbols = await page.locator('.legend dt').allInnerTexts()
    expect(new Set(symbols).size).toBe(symbols.length)
  })

  inBrowser('has nothing wider than a phone but the matrix, which scrolls', async () => {
    await page.setViewportSize({ width: 360, height: 720 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  inBrowser(
    'holds the real providers side by side',
    async () => {
      const reports = await realReports(['SUB-02', 'SUB-03'])
      writeFileSync(join(folder, 'real.html'), toHtml(reports))
      await page.goto(addressOf('real'))
      const names = reports.map(({ provider }) => provider)
      expect(names.length).toBeGreaterThan(2)
      expect(await page.locator('.card h2').allInnerTexts()).toEqual(names)
      for (const name of names) {
        await cell('SUB-02', name).click()
        const dialog = page.getByRole('dialog', { name: `SUB-02 · ${name}` })
        expect(await dialog.locator('.calls').innerText()).toContain('POST https://sub-02-')
        await page.keyboard.press('Escape')
      }
    },
    120_000,
  )

  inBrowser('shows what a stranger has written as it was written', async () => {
    await page.goto(addressOf('hostile'))
    expect(await rows()).toHaveLength(texts.length)
    const shown = await page.evaluate<string[]>(`[...document.querySelectorAll('.cell')].map((cell) => {
      cell.click()
      return document.querySelector('.found').textContent
    })`)
    expect(shown.sort()).toEqual(texts.map((text) => redact(text)).sort())
    await page.reload()
    expect(await page.getByRole('dialog').isVisible()).toBe(true)
    for (const hash of ['#%', '#constructor/acme', '#__proto__/acme', '#REQ-01/nobody']) {
      await page.goto(address + hash)
      expect(await page.getByRole('dialog').count()).toBe(0)
    }
  })

  inBrowser('is read without a script, too', async () => {
    const context = await found.browser!.newContext({ javaScriptEnabled: false })
    const plain = await context.newPage()
    await plain.goto(page.url())
    expect(await plain.locator('tr[data-clause]:visible').count()).toBe(10)
    expect(await plain.locator('.filters').isVisible()).toBe(false)
    await context.close()
  })
})

describe('JUnit XML, in a browser', () => {
  inBrowser('is XML', async () => {
    const xml = JSON.stringify(toJUnit([acme, boreal, ...pages.hostile]))
    const names = `[...new DOMParser().parseFromString(${xml}, 'text/xml').querySelectorAll('testcase, parsererror')]`
    const read = await page.evaluate<string[]>(`${names}.map((one) => one.getAttribute('name'))`)
    expect(read.slice(0, -texts.length)).toEqual(
      [...acme.clauses, ...boreal.clauses].map(({ id, title }) => `[${id}] ${title}`),
    )
    expect(read.slice(-texts.length).every((name) => name.startsWith('[SUB-02'))).toBe(true)
  })
})

/** For each text on the page: how much lighter it is than what is behind it, as WCAG 2.2 reckons. */
const contrastScript = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor)
      if (colour[3] === 255) return colour
    }
    return [255, 255, 255]
  }
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, index) => sum + v * [0.2126, 0.7152, 0.0722][index], 0)
  return [...document.querySelectorAll('h1, h2, p, li, th, td, label, legend, output, .cell, dt, dd')]
    .filter((one) => one.checkVisibility() && one.textContent.trim() !== '')
    .map((one) => {
      const [low, high] = [light(rgb(getComputedStyle(one).color)), light(behind(one))].sort((a, b) => a - b)
      return [one.className + ' ' + one.textContent.slice(0, 30), (high + 0.05) / (low + 0.05)]
    })
})()`
