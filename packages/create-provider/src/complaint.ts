/** What the user has to put right; its message is all there is to say. */
export class Complaint extends Error {
  override name = 'Complaint'
}
