import type { PageCell, PageClause, PageData } from './page-data.ts'

/** The page as its script finds it. */
interface Page {
  data: PageData
  matrix: HTMLElement
  filters: HTMLElement
  dialog: HTMLElement
  /** One for each clause. */
  rows: HTMLTableRowElement[]
}

/** What runs in the page. The text of these functions is put there as it is, so they use nothing but each other. */
export function pageScript(): string {
  const all = [
    runPage,
    byId,
    clauseOf,
    cellsOf,
    shownCellsOf,
    element,
    filter,
    reach,
    move,
    open,
    section,
    prose,
    list,
    calls,
    command,
    openFromAddress,
  ]
  return `(() => {\n${all.join('\n')}\nrunPage()\n})()`
}

function runPage(): void {
  const [matrix, filters, dialog] = [byId('matrix'), byId('filters'), byId('details')]
  const rows = [...matrix.querySelectorAll<HTMLTableRowElement>('tr[data-clause]')]
  const page: Page = { data: JSON.parse(byId('data').textContent ?? ''), matrix, filters, dialog, rows }

  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
    const clause = button?.dataset['open'] ?? button?.closest<HTMLElement>('[data-clause]')?.dataset['clause']
    if (clause !== undefined) open(page, clause, Number(button?.dataset['column']))
    if (target === dialog || target === byId('details-close')) byId('details-close').closest('dialog')?.close()
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    filters.querySelector('input')?.focus()
  })
  dialog.addEventListener('close', () => history.replaceState(null, '', location.pathname + location.search))
  matrix.addEventListener('keydown', (event) => move(page, event))
  filters.addEventListener('input', () => filter(page))
  filters.addEventListener('submit', (event) => event.preventDefault())
  addEventListener('hashchange', () => openFromAddress(page))
  // The head of the table sticks below the filters, however many lines they take.
  const place = (): void => matrix.style.setProperty('--under', `${filters.offsetHeight}px`)
  addEventListener('resize', place)
  filters.hidden = false
  place()
  filter(page)
  openFromAddress(page)
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found) return found
  throw new Error(`the page has no #${id}`)
}

function clauseOf({ clauses }: PageData, id: string): PageClause | undefined {
  return Object.hasOwn(clauses, id) ? clauses[id] : undefined
}

function cellsOf(row: Element): HTMLButtonElement[] {
  return [...row.querySelectorAll<HTMLButtonElement>('.cell')]
}

function shownCellsOf(row: Element): HTMLButtonElement[] {
  return cellsOf(row).filter((cell) => cell.closest('td')?.hidden === false)
}

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  if (className !== '') made.className = className
  return made
}

function filter({ data, matrix, filters, rows }: Page): void {
  if (!(filters instanceof HTMLFormElement)) return
  const form = new FormData(filters)
  const text = form.get('text')
  const words = typeof text === 'string' ? text.toLowerCase().split(/\s+/) : []
  const verdicts = form.getAll('verdict')
  const provider = form.get('provider') ?? ''
  const isOf = (cell: HTMLElement): boolean => provider === '' || cell.dataset['column'] === provider
  const isHit = (cell: HTMLElement): boolean => verdicts.includes(cell.dataset['verdict'] ?? '')
  for (const row of rows) {
    const { clause = '', level } = row.dataset
    const known = clauseOf(data, clause)
    const searched = `${clause} ${known?.title} ${known?.why} ${known?.about}`.toLowerCase()
    const cells = cellsOf(row)
    for (const cell of cells) cell.classList.toggle('hit', isHit(cell))
    row.hidden =
      !words.every((word) => searched.includes(word)) ||
      (form.get('group') !== '' && row.parentElement?.dataset['group'] !== form.get('group')) ||
      (form.has('experimental') && level !== 'experimental') ||
      !cells.some((cell) => isOf(cell) && (verdicts.length === 0 || isHit(cell)))
  }
  for (const row of matrix.querySelectorAll('tr'))
    for (const [index, cell] of [...row.cells].entries())
      cell.hidden = index > 0 && provider !== '' && String(index - 1) !== provider
  matrix.classList.toggle('searching', verdicts.length > 0)
  for (const group of matrix.querySelectorAll<HTMLElement>('tbody'))
    group.hidden = [...group.querySelectorAll<HTMLElement>('tr[data-clause]')].every((row) => row.hidden)
  byId('shown').textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} clauses`
  reach(matrix, rows.filter((row) => !row.hidden).flatMap(shownCellsOf)[0])
}

/** One cell alone is reached by Tab; the arrows go on from it. */
function reach(matrix: HTMLElement, cell: HTMLButtonElement | undefined): void {
  for (const one of cellsOf(matrix)) one.tabIndex = -1
  if (cell) cell.tabIndex = 0
}

function move({ matrix, rows }: Page, event: KeyboardEvent): void {
  const from = event.target
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? []
  if (!(from instanceof HTMLElement) || down === undefined || right === undefined) return
  const shown = rows.filter((row) => !row.hidden)
  const column = Number(from.dataset['column']) + right
  const at = shown.findIndex((row) => row.contains(from))
  const ahead = down < 0 ? shown.slice(0, at).toReversed() : shown.slice(at + down)
  const target = ahead.flatMap(shownCellsOf).find((cell) => cell.dataset['column'] === String(column))
  event.preventDefault()
  if (!target || (right !== 0 && !shown[at]?.contains(target))) return
  reach(matrix, target)
  target.focus()
}

function open({ data, dialog }: Page, clause: string, column: number): void {
  const known = clauseOf(data, clause)
  const provider = data.providers[column]
  const cell = known?.cells[column]
  if (!known || !provider || !cell || !(dialog instanceof HTMLDialogElement)) return
  const { symbol, word, meaning } = data.verdicts[cell.verdict] ?? { symbol: '', word: cell.verdict, meaning: '' }
  const verdict = byId('details-verdict')
  verdict.textContent = `${symbol} ${word}`
  verdict.dataset['verdict'] = cell.verdict
  byId('details-title').textContent = `${clause} · ${provider.name}`
  byId('details-about').textContent = `${provider.plugin} · ${known.about}`
  byId('details-body').replaceChildren(
    element('p', known.title, 'lead'),
    ...section('Found', [element('p', cell.reason || meaning, 'found')]),
    ...section('Should be known', [list(cell.warnings)]),
    ...section('Exchange', [calls(cell)]),
    ...section('Fixtures', [list(cell.fixtures)]),
    ...section('Mutated', [list(cell.mutations)]),
    ...section('Why it matters', [prose(known.why)]),
    ...section('How to keep it', [prose(known.fix)]),
    ...section('Judge it again', [command(cell.rerun)]),
    ...section('As it was printed', [element('pre', cell.message, 'printed')]),
    element('p', `${cell.durationMs} ms · seed ${provider.seed} · rests on: ${cell.provenance}`, 'soft'),
  )
  if (!dialog.open) dialog.showModal()
  dialog.scrollTop = 0
  history.replaceState(null, '', `#${encodeURIComponent(clause)}/${encodeURIComponent(provider.name)}`)
}

function section(title: string, parts: readonly HTMLElement[]): HTMLElement[] {
  const shown = parts.filter((part) => part.textContent !== '')
  return shown.length === 0 ? [] : [element('h3', title), ...shown]
}

/** A sentence in which `code` stands between backticks. */
function prose(text: string): HTMLElement {
  const made = document.createElement('p')
  made.append(...text.split('`').map((part, index) => (index % 2 === 1 ? element('code', part) : part)))
  return made
}

function list(items: readonly string[]): HTMLElement {
  const made = document.createElement('ul')
  made.append(...items.map((item) => element('li', item)))
  return made
}

function calls({ calls: shown, requests }: PageCell): HTMLElement {
  const made = document.createElement('div')
  const table = element('table', '', 'calls')
  for (const { operation = '', method, url, answer, atMs } of shown) {
    const row = document.createElement('tr')
    const texts = [`+${atMs / 1000} s`, operation, `${method} ${url}`, `→ ${answer}`]
    row.append(...texts.map((text, index) => element('td', text, index === 2 ? 'address' : '')))
    table.append(row)
  }
  const rest = requests - shown.length
  if (shown.length > 0) made.append(table)
  if (rest > 0) made.append(element('p', `and ${rest} more`, 'soft'))
  return made
}

function command(line: string): HTMLElement {
  const made = element('div', '', 'line')
  const text = element('pre', line)
  const copy = element('button', 'Copy', 'copy')
  copy.addEventListener('click', () => {
    getSelection()?.selectAllChildren(text)
    const said = (word: string): void => void (copy.textContent = word)
    navigator.clipboard.writeText(line).then(
      () => said('Copied'),
      () => said('Selected'),
    )
  })
  made.append(text, copy)
  return made
}

function openFromAddress(page: Page): void {
  const { data } = page
  const named = data.providers.map(({ name }) => encodeURIComponent(name))
  const [clause = '', name = ''] = location.hash.slice(1).split('/')
  const id = Object.keys(data.clauses).find((one) => encodeURIComponent(one) === clause)
  if (id !== undefined) open(page, id, named.indexOf(name))
}
