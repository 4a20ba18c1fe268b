/** What carries the requests of a run: `nock` takes them off the socket, `memory` is handed them. */
export type Carrier = 'nock' | 'memory'

// What the fetch of Node.js makes of a request, and of a line that breaks or is closed; the rest is what a request or an
// answer means. A clause that opens a server has to be here as well.
const aboutTheLine: ReadonlySet<string> = new Set(
  'WIRE-01 SEC-01 SUB-01 ABT-01 ABT-02 LST-01 CAN-01 DEL-01 STR-01 STR-02 STR-03 DWN-01 HOS-04 HOS-05'.split(' '),
)

/** What a clause is judged over where the run does not say: a socket where it is about one, for it takes four times as long. */
export function carrierFor(clause: string): Carrier {
  return aboutTheLine.has(clause) ? 'nock' : 'memory'
}
