import { Writable } from 'node:stream'
import type { Job } from '@reelay/core'
import { createLogUpdate } from 'log-update'
import type { Session } from './session.ts'
import { showStatus } from './show.ts'
import type { Terminal } from './terminal.ts'

/** Shows how a job gets on: a bar on a terminal, a line for each change in a pipe, nothing with `--json`. */
export interface Progress {
  update(job: Job): void
  /** Leaves the last state standing; nothing is drawn any more. */
  stop(): void
}

const barWidth = 30
const tickMs = 200

/** Begins to show progress; the vendor's time counts from here. */
export function startProgress(session: Session): Progress {
  const { terminal } = session
  if (terminal.isJson) return { update: () => {}, stop: () => {} }
  return terminal.isLive ? startBar(session) : startLines(terminal)
}

function startLines(terminal: Terminal): Progress {
  let last = ''
  return {
    update: (job) => {
      const line = showStatus(job)
      if (line !== last) terminal.note(line)
      last = line
    },
    stop: () => {},
  }
}

function startBar({ terminal, clock, flags }: Session): Progress {
  const begin = clock.elapsed()
  let job: Job | undefined
  const write = (chunk: unknown, _encoding: string, done: () => void): void => {
    terminal.draw(String(chunk))
    done()
  }
  const output = Object.assign(new Writable({ write, decodeStrings: false }), {
    isTTY: true,
    columns: terminal.columns,
  })
  const redraw = createLogUpdate(output, { showCursor: true })
  const draw = (): void => {
    if (!job) return
    const seconds = Math.floor((clock.elapsed() - begin) / 1000)
    const text = `${showStatus(job)}  ${seconds} s${flags.simulate ? ' simulated' : ''}`
    const bar = terminal.columns > barWidth + text.length + 2 ? `${drawBar(job, terminal)}  ` : ''
    redraw(`${bar}${text.slice(0, terminal.columns - 1)}`)
  }
  const ticking = setInterval(draw, tickMs)
  ticking.unref()
  return {
    update: (seen) => {
      job = seen
      draw()
    },
    stop: () => {
      clearInterval(ticking)
      draw()
      redraw.done()
      job = undefined
    },
  }
}

function drawBar({ status, progress = status === 'completed' ? 100 : 0 }: Job, { noteStyle }: Terminal): string {
  const done = Math.round((Math.min(100, progress) / 100) * barWidth)
  const colour = status === 'completed' ? 'green' : status === 'failed' ? 'red' : 'cyan'
  return noteStyle('━'.repeat(done), colour) + noteStyle('─'.repeat(barWidth - done), 'dim')
}
