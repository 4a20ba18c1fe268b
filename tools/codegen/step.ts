/** A generated file: its path from the repository's root, with forward slashes, and its whole text. */
export interface GeneratedFile {
  path: string
  text: string
}

/** Makes one kind of generated file for the repository in `root`, a directory URL that ends in a slash. */
export type Step = (root: URL) => Promise<GeneratedFile[]>
