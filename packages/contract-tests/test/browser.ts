import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'

/** A browser, or why there is none. */
export type OpenBrowser = { browser: Browser; reason?: undefined } | { browser?: undefined; reason: string }

const here = fileURLToPath(new URL('../', import.meta.url))

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

/** The Chromium that npm brings, unpacked once in .toolchain/; it is made for Linux on x64 alone. */
function packed(): { path: string; env: Record<string, string> } | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const manifest = join(here, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'))
  const toolchain = join(here, '..', '..', '.toolchain')
  const folder = join(toolchain, `chromium-${version}`)
  if (!existsSync(folder)) unpack(toolchain, folder)
  // Its own list of fonts looks into /tmp; a browser that finds none ends at the first text.
  const fonts = join(folder, 'fonts.conf')
  const xml = (path: string): string => path.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const found = `<dir>${xml(join(folder, 'fonts'))}</dir><cachedir>${xml(join(folder, 'fonts-cache'))}</cachedir>`
  writeFileSync(fonts, `<?xml version="1.0"?>\n<fontconfig>${found}</fontconfig>\n`)
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: fonts },
  }
}

/** The package unpacks into the folder for temporary files, and changes the environment: a process of its own does it. */
function unpack(toolchain: string, folder: string): void {
  mkdirSync(toolchain, { recursive: true })
  const part = mkdtempSync(`${folder}-`)
  // With this variable the package brings the system libraries that a small machine has not.
  const env = { ...process.env, TMPDIR: part, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }
  const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath()"
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: here, env, stdio: 'pipe' })
  try {
    renameSync(part, folder)
  } catch (error) {
    // Another process was faster.
    if (!existsSync(folder)) throw error
    rmSync(part, { recursive: true })
  }
}

/** Starts the Chromium of CHROME_PATH, or the one that npm brings, or else the first one that is on this machine. */
export async function openBrowser(): Promise<OpenBrowser> {
  const brought = process.env.CHROME_PATH ? undefined : packed()
  const executablePath = brought?.path ?? places().find((path) => existsSync(path))
  if (executablePath === undefined) return { reason: 'no Chromium on this machine; CHROME_PATH may name one' }
  try {
    // The sandbox of Chromium cannot be had by root, nor by the one of npm: their containers are their own.
    const args = brought || process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu', '--disable-quic'] : []
    const env = { ...process.env, ...brought?.env }
    return { browser: await chromium.launch({ executablePath, args, env }) }
  } catch (error) {
    const [first = ''] = String(error).split('\n')
    return { reason: `the Chromium at ${executablePath} does not start: ${first}` }
  }
}
