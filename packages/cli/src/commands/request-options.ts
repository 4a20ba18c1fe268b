import type { Command } from 'commander'
import { collect, collectPair, parseNumber } from '../arguments.ts'

/** Adds the options that describe a video. */
export function addRequestOptions(command: Command): Command {
  return command
    .argument('[prompt]', 'what to show; - reads it from stdin')
    .option('-m, --model <id>', 'model, as `reelay models` lists it (required)')
    .option('-p, --prompt <text>', 'the prompt, if not as an argument')
    .option('-i, --image <url|file>', 'first frame: a URL, or a PNG, JPEG, WebP or GIF file')
    .option('--reference <url|file>', 'image to keep to (repeatable)', collect)
    .option('-d, --duration <seconds>', "length of the video (default: the model's own)", parseNumber)
    .option('-a, --aspect-ratio <w:h>', "such as 16:9 (default: the model's own)")
    .option('-r, --resolution <size>', "such as 720p or 1280x720 (default: the model's own)")
    .option('--fps <number>', "frames per second (default: the model's own)", parseNumber)
    .option('--seed <number>', 'whole number that makes a result repeatable, 0 too', parseNumber)
    .option('--audio', "with sound (default: the model's own)")
    .option('--no-audio', 'without sound')
    .option('--negative-prompt <text>', 'what not to show')
    .option('--option <key=value>', "the vendor's own option; JSON or text (repeatable)", collectPair)
}
