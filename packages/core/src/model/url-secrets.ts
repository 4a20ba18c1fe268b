const slashes = /(?:\/|\\{1,8}\/|%2f){2}/i

/** A text whose URLs, with or without a scheme, plain or escaped, have lost credentials and query; `mark` stands for the query. */
export function withoutUrlSecrets(text: string, mark = ''): string {
  return text
    .replaceAll(/((?:\/|\\{1,8}\/|%2f){2})[^\s/?#"'<>\\]{0,256}(?:@|%40)/gi, '$1')
    .replaceAll(/[^\s"'<>]+/g, (word) => {
      const from = word.search(slashes)
      const query = from < 0 ? -1 : word.slice(from).search(/[?#]|%3f|%23/i)
      return query < 0 ? word : word.slice(0, from + query) + mark
    })
    .replaceAll(/[?&](?:amp;)?[\w.~%[\]-]{1,64}=[^\s"'<>]+/g, mark)
}
