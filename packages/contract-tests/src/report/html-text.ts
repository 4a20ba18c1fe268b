/** Text as HTML, also within the quotes of an attribute. */
export function escaped(text: string): string {
  return text.toWellFormed().replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
}
