import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/** A browser, or why there is none. */
export type OpenBrowser = { browser: Browser; reason?: undefined } | { browser?: undefined; reason: string }

/** Where a Chromium may be: named by CHROME_PATH, installed by Playwright, or by the system. */
function places(): string[] {
  const { CHROME_PATH, ProgramFiles, 'ProgramFiles(x86)': x86, LOCALAPPDATA, PATH = '' } = process.env
  const onPath = PATH.split(delimiter).flatMap((folder) =>
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => join(folder, name)),
  )
  const windows = [ProgramFiles, x86, LOCALAPPDATA].flatMap((folder) =>
    folder
      ? [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]
      : [],
  )
  const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  )
  return [...(CHROME_PATH ? [CHROME_PATH] : []), chromium.executablePath(), ...onPath, ...windows, ...mac]
}

/** Starts the first Chromium that is on this machine. */
export async function openBrowser(): Promise<OpenBrowser> {
  const executablePath = places().find((path) => existsSync(path))
  if (executablePath === undefined) return { reason: 'no Chromium on this machine; CHROME_PATH may name one' }
  try {
    // The sandbox of Chromium cannot be had by root, whose containers are their own.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    return { browser: await chromium.launch({ executablePath, args }) }
  } catch (error) {
    const [first = ''] = String(error).split('\n')
    return { reason: `the Chromium at ${executablePath} does not start: ${first}` }
  }
}
