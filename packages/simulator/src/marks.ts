/** The header that marks every answer of a simulator, and every webhook. */
export const simulatedHeader = 'x-reelay-simulated'

/** The header that says what the spec forbids about a request. */
export const violationHeader = 'x-reelay-violation'
