import type { Capabilities, VideoProvider } from '@reelay/core'
import { operationNames, specVersion } from '@reelay/core/provider'
import type { ClauseContext, ClauseDefinitions } from '../harness/clause.ts'
import { show } from '../replay/match.ts'
import { manifestFindings } from '../config/manifest.ts'
import { readPackage } from '../package/package-files.ts'
import { difference } from '../fixtures/pointer.ts'
import { modelOf, modes } from './cases/samples.ts'
import { judgeConstruction } from './manifest-construction.ts'
import { judgeEvidence } from './manifest-evidence.ts'

/** Group A: what a provider says of itself. */
export const manifestClauses: ClauseDefinitions = {
  'MAN-01': {
    title:
      'What a provider claims fits the published schemas, strictly, and the models on the fixture, and is the same whoever asks, and whenever',
    why: 'core, the command line and the documentation rely on it; a field that nobody knows is a claim that nobody reads.',
    fix: 'claim only what Capabilities and ModelCapability of @reelay/core have, as data that never changes; put what is expected of the models on the fixture into claims.',
    async run(context) {
      await context.sandbox({}, async (sandbox) => {
        const first = await manifestOf(sandbox.provider)
        context.expectNone(manifestFindings(sandbox.provider, first.models).map(({ text }) => text))
        const { claims } = context.config
        const wrong = claims && difference(claims, first.models)
        sandbox.check(
          wrong === undefined,
          `models()${wrong?.pointer}: must be ${show(wrong?.left)} as the configuration has it, but is ${show(wrong?.right)}`,
        )
        const others = { 'asked again': sandbox.provider, 'of another instance': sandbox.again().provider }
        for (const [name, provider] of Object.entries(others)) {
          const found = difference(first, await manifestOf(provider))
          sandbox.check(
            found === undefined,
            `${found?.pointer} was ${String(found?.left)}, and is ${String(found?.right)} ${name}`,
          )
        }
      })
    },
  },
  'MAN-02': {
    title: 'What is claimed is there, and what is there is claimed',
    why: 'an application offers what is claimed; a method that nobody claims is never found.',
    fix: 'leave out the methods that the vendor does not have; defineProvider() lists the others by itself.',
    async run(context) {
      await context.sandbox({}, async ({ provider }) => {
        context.expectNone([
          ...operationFindings(provider),
          ...limitFindings(provider.capabilities),
          ...modeFindings(context),
        ])
      })
    },
  },
  'MAN-03': {
    title: 'The manifest is JSON, its names are what others look for, and the package has the same name',
    why: 'a manifest is written into documentation and sent to other processes; names are how keys, options and packages are found.',
    fix: 'use an id such as acme, variables such as ACME_API_KEY, and a package named provider-acme.',
    async run(context) {
      await context.sandbox({}, async (sandbox) => {
        const { id, origin, environment } = sandbox.provider
        const manifest = { id, origin, environment, ...(await manifestOf(sandbox.provider)) }
        const found = difference(manifest, JSON.parse(JSON.stringify(manifest)))
        sandbox.check(found === undefined, `${found?.pointer}: ${String(found?.left)} is lost in JSON`)
        const variables = Object.values(environment).map(String)
        context.expectNone([
          ...(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)
            ? []
            : [`id: "${id}" must be lower-case words such as acme-video`]),
          ...variables
            .filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name))
            .map((name) => `environment: "${name}" is no name of a variable`),
          ...(new Set(variables).size === variables.length
            ? []
            : ['environment: one variable stands for two settings']),
          ...packageNameFindings(id, context.config.package),
        ])
      })
    },
  },
  'MAN-04': {
    title: "No declared value is one that the vendor's specification rules out",
    why: 'whoever believes the claim pays for a request that the vendor refuses, or makes something else of.',
    fix: 'take models, values and how they are written from the specification; what it does not have, correct there first, with the source.',
    run: judgeEvidence,
  },
  'MAN-05': {
    title: 'The provider speaks the version of the interface that this suite judges',
    why: 'a client refuses a provider of another version; whatever else it does right is never seen.',
    fix: 'build on the same major version of @reelay/core as this suite, and let defineProvider() set specVersion.',
    async run(context) {
      await context.sandbox({}, async (sandbox) =>
        sandbox.equal(sandbox.provider.specVersion, specVersion, 'specVersion'),
      )
    },
  },
  'MAN-06': {
    title: 'Making a provider asks nobody and reads only its own variables; without a key the error names the setting',
    why: 'a program makes its providers when it starts, long before it knows which of them it needs.',
    fix: 'do nothing in the function that makes the provider; core asks for the key when a call needs it.',
    run: judgeConstruction,
  },
}

async function manifestOf(
  provider: VideoProvider,
): Promise<{ specVersion: number; capabilities: Capabilities; models: unknown }> {
  const { specVersion: version, capabilities } = provider
  return { specVersion: version, capabilities, models: await provider.models() }
}

function operationFindings(provider: VideoProvider): string[] {
  const { operations } = provider.capabilities
  return operationNames.flatMap((name, index) => {
    const isClaimed = operations.includes(name)
    const isThere = typeof provider[name] === 'function'
    if (index < 3 && !(isClaimed && isThere)) return [`${name}: every provider has it, and claims it`]
    if (operations.filter((one) => one === name).length > 1) return [`operations: ${name} twice`]
    if (isClaimed === isThere) return []
    return [isClaimed ? `${name}: is claimed, but there is no such method` : `${name}: is a method, but not claimed`]
  })
}

/** A sample shows that its model has the mode. */
function modeFindings({ samples, claims: { models } }: ClauseContext): string[] {
  return modes.flatMap((mode) => {
    const { [mode]: sample } = samples
    if (!sample || modelOf(models, sample)?.modes[mode]) return []
    return [`modes.${mode} of ${sample.model}: is not claimed, but samples.${mode} asks for it`]
  })
}

/** Each limit speaks of an operation, which must be there. */
function limitFindings({ operations, idempotency, deletes, longestRetentionDays }: Capabilities): string[] {
  const rules = [
    { name: 'deletes', isSet: deletes !== undefined, needs: 'delete' },
    { name: 'longestRetentionDays', isSet: longestRetentionDays !== undefined, needs: 'setRetention' },
    { name: "idempotency 'list'", isSet: idempotency === 'list', needs: 'list' },
  ] as const
  return rules.flatMap(({ name, isSet, needs }) =>
    isSet && !operations.includes(needs)
      ? [`${name}: is claimed, but not the operation ${needs} that it speaks of`]
      : [],
  )
}

function packageNameFindings(id: string, packageJson: URL | undefined): string[] {
  if (!packageJson) return []
  const { name } = readPackage(packageJson).manifest
  const isFound = typeof name === 'string' && name.endsWith(`provider-${id}`)
  return isFound
    ? []
    : [`package.json: the name ${String(name)} must end with provider-${id}, or nobody finds it by the id`]
}
