// One film with each vendor, side by side: the same few lines of code, with another provider in them.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const prompt = 'A paper boat on a puddle, in the rain'
const films = [
  { vendor: 'airforce', request: { model: 'wan-2.6', duration: 5, aspectRatio: '16:9', resolution: '720p' } },
  { vendor: 'openai-videos', request: { model: 'sora-2', duration: 4, resolution: '1280x720' } },
  { vendor: 'infrai', request: { model: 'auto', duration: 5, aspectRatio: '16:9', resolution: '720p' } },
  { vendor: 'apixo', request: { model: 'wan-2-5', duration: 5, aspectRatio: '16:9', resolution: '720p' } },
  { vendor: 'newapi', request: { model: 'kling-v1', duration: 5, aspectRatio: '16:9' } },
]
const speed = 200

/** Makes the films at once, shows how each gets on, and ends with a table. */
export async function filmsSideBySide({ folder, load, packages }) {
  console.log('\nOne film with each vendor, side by side (all simulated):')
  const { createClient } = await load(join(packages, 'core', 'dist', 'index.js'))
  const clock = fastClock()
  const states = new Map(films.map(({ vendor }) => [vendor, 'starting']))
  const show = startShowing(states)
  const made = await Promise.all(
    films.map(async ({ vendor, request }) => {
      const dist = join(packages, `provider-${vendor}`, 'dist')
      const [provider, played] = await Promise.all([load(join(dist, 'index.js')), load(join(dist, 'simulator.js'))])
      const name = vendor.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase())
      const { fetch } = played[`${name}Simulator`]({ clock })
      // Deadlines pass on the fast clock, too: on a busy machine a minute of it would be too short.
      const requestTimeoutMs = 3_600_000
      const settings = { apiKey: played.exampleKey, baseUrl: 'http://vendor.example', fetch, requestTimeoutMs }
      const begin = clock.elapsed()

      const video = createClient({ providers: [provider[name](settings)], clock })
      const onUpdate = ({ status, progress }) => {
        states.set(vendor, `${status}${progress === undefined ? '' : ` ${progress} %`}`)
        show()
      }
      const { job, video: file } = await video.generate({ prompt, ...request }, { onUpdate })
      const { path } = await file.save(join(folder, `${vendor}.mp4`), { idleTimeoutMs: requestTimeoutMs })

      const seconds = `${Math.round((clock.elapsed() - begin) / 1000)} s`
      const cost = job.cost ? `${job.cost.amount.toFixed(2)} ${job.cost.currency}` : 'not said'
      const id = job.id.length > 18 ? `${job.id.slice(0, 15)}...` : job.id
      const expected = { seconds: request.duration, ratio: 16 / 9 }
      return { path, expected, row: [vendor, request.model, id, seconds, cost, path] }
    }),
  )
  console.log(`\n${table([['vendor', 'model', 'job', 'vendor time', 'cost', 'file'], ...made.map(({ row }) => row)])}`)
  return made
}

/** Minutes of the vendors' time pass in parts of a second of ours. */
function fastClock() {
  const begin = performance.now()
  const elapsed = () => (performance.now() - begin) * speed
  const epoch = Date.now()
  return {
    elapsed,
    now: () => epoch + elapsed(),
    sleep: (ms, signal) => sleep(Math.min(ms / speed, 2 ** 31 - 1), undefined, { signal, ref: true }),
  }
}

/** On a terminal one line for each vendor, drawn over itself; in a pipe one line at the end. */
function startShowing(states) {
  const { isTTY } = process.stdout
  const lines = () => [...states].map(([vendor, state]) => `  ${vendor.padEnd(14)} ${state}`)
  if (isTTY) process.stdout.write(`${lines().join('\n')}\n`)
  return () => {
    if (isTTY) {
      process.stdout.write(
        `\u001B[${states.size}A${lines()
          .map((line) => `\u001B[2K${line}\n`)
          .join('')}`,
      )
    } else if ([...states.values()].every((state) => state.startsWith('completed'))) {
      console.log(lines().join('\n'))
    }
  }
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd())
    .join('\n')
}
