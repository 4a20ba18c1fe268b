import type { Clause, ClauseDefinitions, ClauseMetadata, Gate, Operation } from '../harness/clause.ts'
import { metadataOf } from '../harness/clause.ts'
import { abortClauses } from './abort.ts'
import { accountClauses } from './accounts.ts'
import { cancelClauses } from './cancel.ts'
import { createClauses } from './create.ts'
import { downloadClauses } from './downloads.ts'
import { vendorErrorClauses } from './errors-vendor.ts'
import { errorClauses } from './errors.ts'
import { fixtureClauses } from './fixtures.ts'
import { gates } from './gates.ts'
import { hostileClauses } from './hostile.ts'
import { isolationClauses } from './isolation.ts'
import { listClauses } from './list.ts'
import { lostCreateClauses } from './lost-creates.ts'
import { manifestClauses } from './manifest.ts'
import { packageClauses } from './package.ts'
import { requestClauses } from './request.ts'
import { retryClauses } from './retries.ts'
import { secretClauses } from './secrets.ts'
import { stateClauses } from './states.ts'
import { storedJobClauses } from './stored-jobs.ts'
import { streamClauses } from './stream.ts'
import { timeClauses } from './times.ts'
import { webhookClauses } from './webhook.ts'
import { wireClauses } from './wire.ts'

type Row = readonly [ids: string, gate: Gate | undefined, subject: readonly Operation[], file: ClauseDefinitions]
const everyone = undefined

/**
 * Every clause, in the order in which they are judged: its id, who has to answer, what must occur for a verdict to mean
 * anything, and the file that puts it to the test.
 */
const table: readonly Row[] = [
  ['MAN-01 MAN-02 MAN-03', everyone, [], manifestClauses],
  ['MAN-04', everyone, ['create'], manifestClauses],
  ['MAN-05 MAN-06', everyone, [], manifestClauses],
  ['REQ-01', everyone, [], requestClauses],
  ['REQ-02', everyone, ['create'], requestClauses],
  ['REQ-03', everyone, [], requestClauses],
  ['REQ-04 REQ-05 REQ-06', everyone, ['create'], requestClauses],
  ['REQ-07', gates.images, ['create'], requestClauses],
  ['REQ-08', gates.examples, ['create'], requestClauses],
  ['REQ-09', gates.vendorOptions, ['create'], requestClauses],
  ['WIRE-01', everyone, ['create', 'get'], wireClauses],
  ['WIRE-02', everyone, [], wireClauses],
  ['WIRE-03', everyone, ['create', 'get'], wireClauses],
  ['WIRE-04', everyone, ['get'], wireClauses],
  ['WIRE-05 WIRE-06 WIRE-07', everyone, ['create', 'get'], wireClauses],
  ['SEC-01', everyone, ['create', 'get'], secretClauses],
  ['SEC-02', everyone, ['create', 'get', 'download'], secretClauses],
  ['SEC-03', everyone, ['create', 'get'], secretClauses],
  ['SEC-04', everyone, ['get', 'download'], secretClauses],
  ['SEC-05', everyone, ['create', 'get'], secretClauses],
  ['SUB-01 SUB-02', everyone, ['create'], createClauses],
  ['SUB-03', gates.key, ['create'], createClauses],
  ['SUB-04', everyone, ['create'], createClauses],
  ['SUB-05', gates.imageModes, ['upload'], createClauses],
  ['SUB-06', gates.several, ['create', 'get'], createClauses],
  ['SUB-07', gates.lostCreates, ['create'], lostCreateClauses],
  ['STA-01 STA-02 STA-03 STA-04 STA-05 STA-06 STA-07 STA-08', everyone, ['get'], stateClauses],
  ['TIM-01 TIM-02 TIM-03', everyone, ['create', 'get'], timeClauses],
  ['TIM-04', gates.balance, ['balance'], timeClauses],
  ['ERR-400 ERR-401 ERR-402 ERR-403 ERR-404 ERR-408 ERR-409', everyone, ['create', 'get'], errorClauses],
  ['ERR-413 ERR-422 ERR-429 ERR-5xx ERR-network', everyone, ['create', 'get'], errorClauses],
  ['ERR-13', everyone, ['create', 'get'], vendorErrorClauses],
  ['ERR-14', gates.refusedInSuccess, ['create', 'get'], vendorErrorClauses],
  ['ERR-15', everyone, ['create', 'get'], vendorErrorClauses],
  ['ERR-16', gates.requestId, ['create', 'get'], vendorErrorClauses],
  ['RET-01 RET-02', everyone, ['create', 'get'], retryClauses],
  ['RET-03', everyone, ['get'], retryClauses],
  ['RET-05', everyone, ['create', 'get'], retryClauses],
  ['ABT-01', everyone, [], abortClauses],
  ['ABT-02 ABT-03 ABT-04', everyone, ['create', 'get'], abortClauses],
  ['LST-01', gates.list, ['list'], listClauses],
  ['LST-02', gates.list, ['list', 'get'], listClauses],
  ['LST-03', gates.list, ['list'], listClauses],
  ['CAN-01 CAN-02', gates.cancel, ['cancel', 'get'], cancelClauses],
  ['CAN-03', gates.cancel, ['cancel'], cancelClauses],
  ['DEL-01', gates.delete, ['delete', 'get'], cancelClauses],
  ['DEL-02', gates.deleteAll, ['deleteAll'], cancelClauses],
  ['DEL-03', gates.setRetention, ['setRetention'], cancelClauses],
  ['STR-01', gates.stream, ['watch'], streamClauses],
  ['STR-02', gates.stream, ['watch', 'get'], streamClauses],
  ['STR-03', gates.stream, ['watch'], streamClauses],
  ['WHK-01', gates.webhook, ['webhook', 'get'], webhookClauses],
  ['WHK-02', gates.webhook, ['webhook'], webhookClauses],
  ['WHK-03', gates.webhook, ['webhook', 'get'], webhookClauses],
  ['DWN-01 DWN-02', everyone, ['get', 'download'], downloadClauses],
  ['DWN-06', gates.lifetime, ['create', 'get'], downloadClauses],
  ['DWN-07', gates.content, ['get', 'download'], downloadClauses],
  ['HOS-01 HOS-02 HOS-03 HOS-04 HOS-05', everyone, ['create', 'get'], hostileClauses],
  ['HOS-06', everyone, ['create'], hostileClauses],
  ['HOS-07', everyone, ['get'], hostileClauses],
  ['HOS-08', gates.list, ['list'], hostileClauses],
  ['CON-02', everyone, ['create', 'get'], accountClauses],
  ['REF-01', everyone, ['create', 'get'], storedJobClauses],
  ['REF-02', gates.storedJobs, ['get'], storedJobClauses],
  ['REF-03', everyone, [], storedJobClauses],
  ['PKG-01 PKG-02 PKG-03 PKG-04 PKG-06', gates.package, [], packageClauses],
  ['FIX-01 FIX-02 FIX-03 FIX-04 FIX-05', everyone, [], fixtureClauses],
  ['ISO-01 ISO-02 ISO-03', everyone, ['create', 'get'], isolationClauses],
]

/** Every clause, in the order in which they are judged. */
export const clauses: readonly Clause[] = table.flatMap(([ids, gate, subject, file]) =>
  ids.split(' ').map((id): Clause => {
    const definition = file[id]
    if (!definition) throw new Error(`the table of clauses names ${id}, which its file does not define`)
    return { id, since: '1.0', level: 'required', ...(gate && { gate }), subject, ...definition }
  }),
)

/** What each file defines; a test holds the table against it. */
export const definedIds: readonly string[] = [...new Set(table.map(([, , , file]) => file))].flatMap(Object.keys)

/** What is known of every clause without running it; the README's table is this. */
export const clauseMetadata: readonly ClauseMetadata[] = clauses.map(metadataOf)
