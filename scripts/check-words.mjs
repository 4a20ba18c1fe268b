// One word a thing: words that the field's standard terms have replaced, and that may not come back.
import { createRequire } from 'node:module'
import { posix } from 'node:path'

/** Words of the old vocabulary that no sentence may have either, and what stands for them now. */
const inSentences = {
  agenda: 'timer heap',
  clip: 'video, or output of a job',
  clips: 'videos, or outputs of a job',
  cue: 'expectation',
  cues: 'expectations',
  knob: 'option',
  knobs: 'options',
  orphan: 'unresolved, or interrupted',
  orphans: 'unresolved, or interrupted',
  scene: 'sandbox',
  scenes: 'sandboxes',
  shelf: 'fixture set',
  tape: 'fixture',
  taped: 'in a fixture',
  tapes: 'fixtures',
  wish: 'request, or order',
}
/** Words that are English in a sentence, but may not be in a name. */
const inNames = {
  ...inSentences,
  bend: 'mutate',
  bends: 'mutations',
  bent: 'mutated',
  books: 'journal, or ledger',
  fence: 'guardedFetch',
  lane: 'accountLimiter',
  lanes: 'accountLimiters',
  look: 'poll',
  looked: 'polled',
  looking: 'polling',
  looks: 'polls',
  mates: 'what they are',
  menu: 'modelCache',
  pace: 'pollSchedule',
  runtime: 'store',
  seat: 'subscription',
  stage: 'ClauseContext',
  teller: 'createEmit',
}
// Node.js, Bun, Deno and workerd are runtimes.
const runtimes = /^tools\/runtimes\//

/** One finding for each name, file name and sentence with a word that was replaced. What a vendor says is in specs and fixtures. */
export function wordFindings({ read }, files) {
  const others = files.filter((file) => file !== 'scripts/check-words.mjs')
  return others.flatMap((file) => [...inFileName(file), ...inSource(read, file)])
}

function inFileName(file) {
  const name = posix.basename(file).replace(/\..*$/, '')
  return wordsOf(name).flatMap((word) => finding(file, word, inNames, `the file name ${name}`))
}

function inSource(read, file) {
  const ts = compiler()
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true)
  const found = []
  const visit = (node) => {
    const place = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
    if (ts.isIdentifier(node))
      for (const word of wordsOf(node.text)) found.push(...finding(place, word, inNames, `the name ${node.text}`))
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
    // A path, or a field as vendors name theirs, such as clip_id.
    const isSentence = isText && !/^[@./\w-]*[/_][@./\w-]*$/.test(node.text)
    if (isSentence)
      for (const word of node.text.toLowerCase().match(/[a-z]+/g) ?? [])
        found.push(...finding(place, word, inSentences, `the text ${JSON.stringify(node.text.slice(0, 60))}`))
    node.forEachChild(visit)
  }
  visit(source)
  return [...new Set(found)]
}

function finding(place, word, words, where) {
  if (!Object.hasOwn(words, word) || (word === 'runtime' && runtimes.test(place))) return []
  return [`${place}: ${where} has the word "${word}": say ${words[word]}`]
}

/** `readTape` and `read-tape` hold the words read and tape. */
function wordsOf(name) {
  return name.split(/(?=[A-Z])|[^A-Za-z]+/).map((word) => word.toLowerCase())
}

let loaded
function compiler() {
  loaded ??= createRequire(new URL('../tools/codegen/package.json', import.meta.url))('typescript')
  return loaded
}
