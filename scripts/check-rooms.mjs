// The rooms of core: its folders, and which of them each may import, types included.
import { posix } from 'node:path'

/** `.` is `load.ts`, which fetches what only a call needs. */
const rooms = {
  time: [],
  model: ['time'],
  limits: ['time', 'model'],
  http: ['time', 'model'],
  webhook: ['time', 'model'],
  polling: ['time', 'model', 'limits'],
  journal: ['time', 'model', 'limits'],
  download: ['time', 'model', 'http'],
  provider: ['time', 'model', 'http', '.'],
  client: ['time', 'model', 'http', 'limits', 'webhook', 'polling', 'journal', 'download', '.'],
  node: ['model', 'http', 'journal'],
}

/** One finding for each import from a room that may not know the other. */
export function roomRule({ folder, name, files }, { read }) {
  if (name !== '@reelay/core') return []
  const source = `${folder}/src`
  return files.flatMap((file) => {
    const room = roomOf(file.slice(source.length + 1))
    if (room === '.') return []
    const allowed = rooms[room]
    if (!allowed) return [`${file}: core has no room "${room}": use one of ${Object.keys(rooms).join(', ')}`]
    return importsOf(read(file)).flatMap((specifier) => {
      const target = posix.relative(source, posix.join(posix.dirname(file), specifier))
      const other = roomOf(target)
      const isAllowed = other === '.' ? allowed.includes('.') && target === 'load.ts' : allowed.includes(other)
      if (other === room || isAllowed) return []
      return [`${file}: imports ${target}, and ${room} may import only ${allowed.join(', ') || 'itself'}`]
    })
  })
}

function roomOf(file) {
  return file.includes('/') ? file.split('/')[0] : '.'
}

function importsOf(text) {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(([, specifier]) => specifier)
}
