/** Members that a vendor may lack. */
export const optionalMembers = [
  'watch',
  'list',
  'cancel',
  'delete',
  'deleteAll',
  'setRetention',
  'balance',
  'content',
  'webhook',
] as const
