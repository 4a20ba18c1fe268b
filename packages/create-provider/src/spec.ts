import { openDocument } from '@reelay/simulator/openapi'
import { parse, stringify } from 'yaml'
import { Complaint } from './complaint.ts'
import { isTree, listAt, textAt, treeAt, type Tree } from './tree.ts'

/** A vendor's OpenAPI document, as far as a provider is concerned. */
export interface Spec {
  document: Tree
  /** As YAML. */
  text: string
  title: string
  /** The first server's address, without a slash at its end; undefined when there is none, or none without variables. */
  baseUrl: string | undefined
  operations: readonly Operation[]
}

/** One operation. */
export interface Operation {
  id: string
  /** In lower case. */
  method: string
  path: string
  parameters: readonly Parameter[]
  body: Body | undefined
  /** The answer of success. */
  answer: Answer
  /** What an error looks like; empty when the document does not say. */
  error: Tree
}

/** One parameter. */
export interface Parameter {
  name: string
  in: string
  schema: Tree
}

/** What a request carries. */
export interface Body {
  kind: 'json' | 'form'
  schema: Tree
  /** Whether a request may come in no other form. */
  isOnly: boolean
}

/** What comes back. */
export interface Answer {
  status: number
  /** Of JSON; undefined for any other body, or none. */
  schema: Tree | undefined
  mediaTypes: readonly string[]
}

const verbs = ['get', 'post', 'put', 'patch', 'delete']

/** Reads an OpenAPI 3 document in YAML or JSON. Throws a Complaint that names the file. */
export function readSpec(text: string, file: string): Spec {
  const document = parseDocument(text, file)
  const version = textAt(document, 'openapi')
  if (version === undefined || !/^3\.\d/.test(version)) {
    const found =
      version ?? (textAt(document, 'swagger') === undefined ? 'none' : `swagger ${textAt(document, 'swagger')}`)
    throw new Complaint(`${file}: openapi: ${found} given, allowed: 3.x, such as 3.1.0`)
  }
  const operations = Object.entries(treeAt(document, 'paths')).flatMap(([path, item]) =>
    operationsAt(document, path, follow(document, item)),
  )
  if (operations.length === 0) throw new Complaint(`${file}: paths: holds no operation`)
  const nameless = operations.filter(({ id }) => id === '').map(nameOf)
  if (nameless.length > 0)
    throw new Complaint(`${file}: no operationId for ${nameless.join(', ')}: give each one, such as createVideo`)
  const isJson = text.trimStart().startsWith('{')
  return {
    document,
    text: isJson ? stringify(document) : text,
    title: titleOf(document),
    baseUrl: serverOf(document),
    operations,
  }
}

/** An operation in words, such as `POST /v1/videos`. */
export function nameOf({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method.toUpperCase()} ${path}`
}

/** The object itself, or what it refers to. Throws a Complaint when that is not in the document. */
export function follow(document: Tree, node: unknown): Tree {
  if (!isTree(node)) return {}
  try {
    const found = openDocument(document).follow(node)
    return isTree(found) ? found : {}
  } catch (error) {
    throw new Complaint(error instanceof Error ? error.message : String(error))
  }
}

/** It ends up in comments, and must not end them. */
function titleOf(document: Tree): string {
  const title = textAt(treeAt(document, 'info'), 'title') ?? ''
  return title.replaceAll(/[\s*`]+/g, ' ').trim() || 'the vendor'
}

function parseDocument(text: string, file: string): Tree {
  let document: unknown
  try {
    document = parse(text)
  } catch (error) {
    const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n')
    throw new Complaint(`${file}: is neither YAML nor JSON: ${reason.replace(/:$/, '')}`)
  }
  if (!isTree(document)) throw new Complaint(`${file}: is no OpenAPI document: it holds no object`)
  return document
}

function serverOf(document: Tree): string | undefined {
  const [server] = listAt(document, 'servers')
  const url = isTree(server) ? textAt(server, 'url') : undefined
  return url !== undefined && /^https?:\/\/[^{}]+$/.test(url) ? url.replace(/\/+$/, '') : undefined
}

function operationsAt(document: Tree, path: string, item: Tree): Operation[] {
  return verbs.flatMap((method) => {
    const node = item[method]
    if (!isTree(node)) return []
    const parameters = [...listAt(item, 'parameters'), ...listAt(node, 'parameters')].map((one) => {
      const { name, in: place, schema } = follow(document, one)
      return { name: String(name), in: String(place), schema: follow(document, schema) }
    })
    const answers = Object.entries(treeAt(node, 'responses')).map(
      ([status, one]) => [status.toUpperCase(), treeAt(follow(document, one), 'content')] as const,
    )
    const [status, content = {}] = answers.find(([code]) => /^2(\d\d|XX)$/.test(code)) ?? ['200']
    const [, refusal = {}] = answers.find(([code, body]) => /^(4|DEFAULT)/.test(code) && jsonIn(body)) ?? []
    const answer = {
      status: Number(status.replace('XX', '00')),
      schema: jsonIn(content),
      mediaTypes: Object.keys(content),
    }
    const id = textAt(node, 'operationId') ?? ''
    const body = bodyOf(document, node)
    return [{ id, method, path, parameters, body, answer, error: jsonIn(refusal) ?? {} }]
  })
}

function bodyOf(document: Tree, node: Tree): Body | undefined {
  const content = treeAt(follow(document, node['requestBody']), 'content')
  const json = jsonIn(content)
  const isOnly = Object.keys(content).length === 1
  if (json) return { kind: 'json', schema: json, isOnly }
  const form = content['multipart/form-data']
  return isTree(form) ? { kind: 'form', schema: treeAt(form, 'schema'), isOnly } : undefined
}

// Other JSON types, such as application/problem+json, are none that a provider's door sends or a type is made for.
function jsonIn(content: Tree): Tree | undefined {
  const json = content['application/json']
  return isTree(json) ? treeAt(json, 'schema') : undefined
}
