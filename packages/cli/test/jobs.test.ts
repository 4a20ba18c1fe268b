import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { against, folder, vendor } from './command.ts'

const create = ['generate', 'a paper boat', '--model', 'wan-2.6', '--duration', '5', '--no-wait', '--json']

async function withJob(prompt = 'a paper boat') {
  const cwd = folder()
  const simulator = vendor()
  const command = against(simulator, { cwd })
  const created = await command(...create.map((word) => (word === 'a paper boat' ? prompt : word)))
  const { job } = JSON.parse(created.stdout)
  return { command, cwd, job, simulator, name: `airforce:${job.id}` }
}

describe('get', () => {
  it('shows a job in full, without its result URL', async () => {
    const { command, name } = await withJob()
    await command('watch', name)
    const { code, stdout, stderr } = await command('get', name)
    expect(code).toBe(0)
    expect(stdout).toMatch(
      new RegExp(`^job +${name} \\(simulated\\)\nmodel +wan-2.6\nstatus +completed 100 %\ncost +2.00 USD\n`),
    )
    expect(stdout).not.toContain('http')
    expect(stderr).toBe('simulated: no vendor was asked and nothing was spent\n')
  })

  it('is the job itself as JSON', async () => {
    const { command, name, job } = await withJob()
    const { stdout, stderr } = await command('get', name, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ provider: 'airforce', id: job.id, simulated: true })
    expect(stderr).toBe('')
  })

  it('takes a failed job for a good answer', async () => {
    const { command, name } = await withJob('a boat that sinks [fail]')
    await command('watch', name)
    const { code, stdout } = await command('get', name)
    expect(code).toBe(0)
    expect(stdout).toContain('charged: no')
  })
})

describe('watch', () => {
  it('ends with the job in full and how to save it', async () => {
    const { command, name } = await withJob()
    const { code, stdout, stderr } = await command('watch', name)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^status +completed 100 %$/m)
    expect(stderr.split('\n')).toContain('completed 100 %')
    expect(stderr).toContain(`save the video with: reelay download ${name}\n`)
  })

  it('writes the job, one a line, with --json; the last is the end', async () => {
    const { command, name } = await withJob()
    const { stdout, stderr } = await command('watch', name, '--json')
    const seen = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(seen.at(-1)).toMatchObject({ status: 'completed', progress: 100, simulated: true })
    expect(new Set(seen.map((job) => JSON.stringify(job))).size).toBe(seen.length)
    expect(stderr).toBe('')
  })

  it('says once what has already ended', async () => {
    const { command, name } = await withJob()
    await command('watch', name)
    const { stdout } = await command('watch', name, '--json')
    expect(stdout.match(/\n/g)).toHaveLength(1)
  })

  it('fails with the job when the job fails', async () => {
    const { command, name } = await withJob('a boat that sinks [fail]')
    const { code, stderr } = await command('watch', name)
    expect(code).toBe(7)
    expect(stderr).toMatch(/reelay: airforce: job \S+ failed: The upstream provider .* \(not charged\)\n$/)
  })
})

describe('list', () => {
  it('is a table, newest first', async () => {
    const { command, name } = await withJob()
    await command(...create)
    const { stdout } = await command('list')
    const [head, newest, oldest] = stdout.split('\n')
    expect(head).toMatch(/^JOB +STATUS +MODEL +PROGRESS +COST +CREATED$/)
    expect(newest).toMatch(/^airforce:\S+ +\w+ +wan-2.6 +\d+ % /)
    expect(oldest).toContain(name)
  })

  it('is one document as JSON, marked as simulated', async () => {
    const { command, job } = await withJob()
    const { stdout } = await command('list', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ jobs: [{ id: job.id }], simulated: true })
  })

  it('says that there is nothing', async () => {
    const { stdout, stderr, code } = await against(vendor())('list')
    expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: 'airforce knows no jobs of this key\n', code: 0 })
  })
})

describe('delete', () => {
  it('says what is gone and what is not', async () => {
    const { command, name } = await withJob()
    expect((await command('delete', name)).stdout).toBe(`deleted ${name}: its record; the vendor may keep the video\n`)
    expect((await command('get', name)).code).toBe(5)
  })

  it('is one document as JSON', async () => {
    const { command, name, job } = await withJob()
    const { stdout } = await command('delete', name, '--json')
    expect(JSON.parse(stdout)).toEqual({ provider: 'airforce', id: job.id, deleted: true, deletes: 'record' })
  })
})

describe('download', () => {
  it('saves the video under a name made of model and id', async () => {
    const { command, cwd, name, job } = await withJob()
    await command('watch', name)
    const { code, stdout } = await command('download', name)
    expect(code).toBe(0)
    const path = `wan-2.6-${job.id.slice(0, 8)}.mp4`
    expect(stdout).toMatch(new RegExp(`^saved  ${path} \\(\\d+\\.\\d kB, video/mp4\\)\n`))
    expect(readFileSync(join(cwd, path)).toString('latin1', 4, 8)).toBe('ftyp')
  })

  it('saves where it is told and says so as JSON', async () => {
    const { command, cwd, name } = await withJob()
    await command('watch', name)
    const { stdout } = await command('download', name, '-o', 'boat.mp4', '--json')
    const { file, job, simulated } = JSON.parse(stdout)
    expect(file).toEqual({
      path: join(cwd, 'boat.mp4'),
      bytes: readFileSync(join(cwd, 'boat.mp4')).length,
      mediaType: 'video/mp4',
    })
    expect(job.status).toBe('completed')
    expect(simulated).toBe(true)
  })

  it('says how to go on when the job is not done', async () => {
    const { command, cwd, name } = await withJob('a boat at anchor [stall]')
    const { code, stderr } = await command('download', name, '-o', 'boat.mp4')
    expect(code).toBe(6)
    expect(stderr).toMatch(new RegExp(`^reelay: .*wait for its end\ncontinue with: reelay watch ${name}\n$`))
    expect(existsSync(join(cwd, 'boat.mp4'))).toBe(false)
  })

  it('refuses a video that the job does not have', async () => {
    const { command, name } = await withJob()
    await command('watch', name)
    expect((await command('download', name, '--video', '2')).code).toBe(2)
    expect((await command('download', name, '--video', '0')).stderr).toContain("argument '0' is invalid")
  })

  it('takes a longer name rather than a file that is there', async () => {
    const { command, cwd, name, job } = await withJob()
    await command('watch', name)
    await command('download', name)
    const { stdout } = await command('download', name)
    expect(stdout).toContain(`wan-2.6-${job.id}.mp4`)
    expect(existsSync(join(cwd, `wan-2.6-${job.id}.mp4`))).toBe(true)
    const third = await command('download', name)
    expect(third.code).toBe(9)
    expect(third.stderr).toContain('exists already')
    expect((await command('download', name, '--force')).code).toBe(0)
  })
})

describe('the name of a job', () => {
  it.each(['f47ac10b', ':f47ac10b', 'airforce:', 'airforce:a b', 'airforce:..', 'airforce:%2E'])(
    '%j is refused',
    async (name) => {
      const { code, stderr } = await against(vendor())('get', name)
      expect(code).toBe(2)
      expect(stderr).toContain('write provider:id')
    },
  )

  it('carries whatever else finds the job again, and survives the way back', async () => {
    const { jobName, parseJobName } = await import('../src/job-name.ts')
    const job = { provider: 'acme', id: 'a/b:c+d', handle: { model: 'veo 3', region: 'eu=1' } }
    expect(jobName(job)).toBe('acme:a%2Fb%3Ac%2Bd+model=veo%203+region=eu%3D1')
    expect(parseJobName(jobName(job))).toEqual(job)
    expect(parseJobName('acme:video_1')).toEqual({ provider: 'acme', id: 'video_1' })
  })
})
