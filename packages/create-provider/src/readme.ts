import type { Plan } from './plan.ts'
import { modelOf } from './samples.ts'
import { nameOf } from './spec.ts'

/** `README.md`: how the provider is used, and what its author still has to do. */
export function readme(plan: Plan, sources: Readonly<Record<string, string>>, fixtures: number): string {
  const { id, name, packageName, spec, found } = plan
  const variable = `${id.toUpperCase().replaceAll('-', '_')}_API_KEY`
  const decisions = Object.entries(sources).flatMap(([file, text]) =>
    decisionsIn(text).map((what) => `- [ ] \`${file}\`: ${what}`),
  )
  const operations = Object.entries(found).map(([role, one]) => `| \`${role}\` | \`${nameOf(one)}\` |`)
  return `# ${packageName}

${spec.title} video generation for [Reelay](https://www.npmjs.com/package/@reelay/core).

\`\`\`sh
npm install @reelay/core ${packageName}
export ${variable}=...
\`\`\`

\`\`\`ts
import { createClient } from '@reelay/core'
import { ${name} } from '${packageName}'

const video = createClient({ providers: [${name}()] })
const job = await video.create({ model: '${modelOf(plan)}', prompt: 'a red fox in the snow' })
const done = await video.wait(job)
await video.download(done, 'fox.mp4')
\`\`\`

\`${name}Simulator\` from \`${packageName}/simulator\` plays the vendor, for tests without a key and without a cost.

| Operation | The vendor's call |
|---|---|
${operations.join('\n')}

## What is left to do

Made from a specification, which does not say everything. \`npm test\` shows what is left as clauses that fail, or that are
skipped for want of a fixture; none of them passes before it was really judged.

- [ ] Each of the ${fixtures} fixtures in \`test/fixtures\`: put in what the vendor answers, and say in its \`provenance\` where that is from.
- [ ] \`test/contract.config.ts\`: delete \`level: 'draft'\` when that is done.
- [ ] \`LICENSE\`: put your name in, or choose another licence here and in \`package.json\`.
${decisions.join('\n')}

## Commands

| command | what it does |
|---|---|
| \`npm test\` | checks the types, builds, and runs the contract suite |
| \`npm run generate\` | makes the generated files again, after a change of \`openapi.yaml\` |
| \`npm publish\` | the same as \`npm test\`, then publishes |
`
}

/** What a source leaves to its author: the comments that begin with TODO, each as one line; one behind code has one line. */
function decisionsIn(text: string): string[] {
  const found = text.matchAll(/^ *\/\/ TODO: ([^\n]*(?:\n *\/\/ (?!TODO)[^\n]*)*)|\S.*\/\/ TODO: ([^\n]*)/gm)
  return [...found].map(([, alone, behind = '']) => (alone ?? behind).replaceAll(/\n *\/\/ /g, ' '))
}
