/** The look of the page: both colour schemes, colours that colour-blind people can tell apart, no font and no image from elsewhere. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #f7f8fa; --card: #fff; --ink: #171b21; --soft: #5a6472; --line: #dfe3e9; --focus: #0b57d0;
  --pass: #00654b; --pass-tint: #dff3ec; --fail: #fff; --fail-tint: #b93a00; --amber: #6b4700; --amber-tint: #fdebc3;
  --purple: #73265a; --purple-tint: #f6e1ef; --quiet: #5c6674; --quiet-tint: #eceff3;
  --recorded: #00654b; --documented: #2e6fb0; --simulated: #97a1ae;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1216; --card: #171b21; --ink: #e9edf2; --soft: #9aa5b3; --line: #2a313b; --focus: #8ab4f8;
    --pass: #63d6b0; --pass-tint: #12332a; --fail: #1a0900; --fail-tint: #ff8a4c; --amber: #f6c768; --amber-tint: #3a2c0a;
    --purple: #eba3d0; --purple-tint: #3b1a30; --quiet: #8b95a3; --quiet-tint: #20262e;
    --recorded: #63d6b0; --documented: #6aa9e8; --simulated: #5d6774;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main, header, footer { max-width: 84rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
h1 { margin: 0; font-size: 2rem; letter-spacing: -.02em; line-height: 1.2; }
h2, h3, p, dl, ul, ol { margin: 0; }
a { color: var(--focus); }
code, pre, .id, .calls .address { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .86em; }
button, input, select { font: inherit; color: inherit; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.soft { color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; opacity: 0; white-space: nowrap; }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(13.5rem, 1fr)); gap: .9rem; margin: 1.4rem 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .9rem; padding: .95rem 1rem; max-width: 26rem; display: grid; grid-row: span 7; grid-template-rows: subgrid; gap: 0; align-content: start; }
.card > * { min-width: 0; }
.card h2 { font-size: 1.08rem; line-height: 1.3; overflow-wrap: anywhere; }
.package, .notes { font-size: .78rem; overflow-wrap: anywhere; }
.score { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem; margin: .45rem 0 .55rem; font-size: 1.9rem; font-weight: 650; line-height: 1.1; letter-spacing: -.03em; font-variant-numeric: tabular-nums; }
.score small { font-size: 1.05rem; font-weight: 400; letter-spacing: 0; color: var(--soft); }
.score .chip { margin-left: auto; align-self: center; padding: .1rem .5rem; font-size: .74rem; }
.chip { display: inline-flex; gap: .3rem; align-items: center; border: 1px solid transparent; border-radius: 2rem; padding: .12rem .65rem; font-size: .8rem; font-weight: 600; letter-spacing: 0; line-height: 1.5; }
.chip[data-verdict=not-declared] { border-color: var(--line); }
.bar { display: flex; height: .7rem; border-radius: .35rem; overflow: hidden; background: var(--quiet-tint); }
.bar span { min-width: 3px; }
.recorded { background: var(--recorded); }
.documented { background: repeating-linear-gradient(135deg, var(--documented) 0 6px, color-mix(in srgb, var(--documented) 62%, var(--card)) 6px 9px); }
.simulated { background: radial-gradient(circle, var(--card) 1px, transparent 1.4px) 0 0 / 6px 6px, var(--simulated); }
.shares { list-style: none; padding: 0; margin: .4rem 0 .55rem; display: flex; justify-content: space-between; gap: .3rem; font-size: .76rem; white-space: nowrap; color: var(--soft); font-variant-numeric: tabular-nums; }
.shares b { color: var(--ink); font-weight: 600; }
.shares i, .legend i { display: inline-block; width: .7rem; height: .7rem; border-radius: .2rem; margin-right: .3rem; vertical-align: -.05rem; }
.wording { font-size: .84rem; line-height: 1.4; margin-bottom: .5rem; }
.notes span { display: inline-block; margin-right: .7rem; }

.first { background: var(--card); border: 1px solid var(--line); border-left: .35rem solid var(--fail-tint); border-radius: .9rem; padding: .9rem 1.1rem; margin-bottom: .6rem; }
.first h2 { font-size: 1rem; margin-bottom: .4rem; }
.first ul { list-style: none; padding: 0; }
.first li { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: center; padding: .3rem 0; }
.first li + li { border-top: 1px solid var(--line); }
.first li > span:nth-child(2) { flex: 1 1 20rem; min-width: 0; overflow-wrap: anywhere; font-size: .9rem; }
.first .id { flex: 0 0 6rem; font-weight: 600; }
.whose { display: flex; flex-wrap: wrap; gap: .3rem; }
.whose .chip { cursor: pointer; }

.filters { padding: .7rem 0; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; background: var(--paper); }
.filters[hidden] { display: none; }
.filters input[type=search], .filters select { background: var(--card); border: 1px solid var(--line); border-radius: .55rem; padding: .35rem .7rem; }
.filters input[type=search] { width: 12rem; }
.filters select { max-width: 11rem; }
.filters fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .35rem; }
.pill { display: inline-flex; gap: .35rem; border: 1px solid var(--line); background: var(--card); border-radius: 2rem; padding: .25rem .75rem; font-size: .85rem; cursor: pointer; }
.pill:has(:checked) { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.pill:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px; }
.filters output { margin-left: auto; color: var(--soft); font-size: .85rem; }

.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .9rem; }
table { border-collapse: collapse; width: 100%; }
.matrix th { text-align: left; font-weight: 400; }
@media (min-width: 60rem) {
  .scroll { overflow: visible; }
  .filters { position: sticky; top: 0; z-index: 3; }
  .matrix thead th { position: sticky; top: var(--under, 0); z-index: 2; background: var(--card); box-shadow: 0 1px var(--line); }
  .cell { scroll-margin: 11rem 0 3rem; }
}
.matrix thead th:first-child { border-radius: .9rem 0 0 0; } .matrix thead th:last-child { border-radius: 0 .9rem 0 0; }
.matrix thead th { padding: .6rem .4rem; line-height: 1.35; font-weight: 600; font-size: .85rem; text-align: center; vertical-align: bottom; }
.matrix thead th:first-child { text-align: left; padding-left: 1.2rem; }
.matrix td { text-align: center; padding: .14rem .3rem; width: 5.4rem; }
.matrix td:last-child { padding-right: .8rem; }
.matrix tbody th[scope=row] { padding: .28rem .6rem .28rem 1.2rem; display: flex; gap: .8rem; align-items: baseline; font-size: .9rem; line-height: 1.35; min-width: 18rem; }
.matrix tbody th[scope=row] > span { overflow-wrap: anywhere; }
.matrix .id { flex: 0 0 5.9rem; font-weight: 600; }
.matrix tr:not(.group):hover { background: color-mix(in srgb, var(--quiet-tint) 55%, transparent); }
.matrix .group { background: color-mix(in srgb, var(--quiet-tint) 60%, var(--card)); }
.matrix .group th { padding: .45rem .6rem .45rem 1.2rem; font-weight: 650; }
.matrix .group td { font-size: .78rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.letter-box { display: inline-grid; place-items: center; width: 1.5rem; height: 1.5rem; margin-right: .55rem; border-radius: .4rem; background: var(--card); border: 1px solid var(--line); font-size: .8rem; }
.tag { font-size: .72rem; border: 1px solid var(--line); border-radius: .35rem; padding: 0 .35rem; color: var(--soft); white-space: nowrap; }
.cell { display: inline-flex; gap: .35rem; align-items: center; justify-content: center; width: 3.6rem; height: 1.75rem; border: 1px solid transparent; border-radius: .5rem; padding: 0; cursor: pointer; background: var(--quiet-tint); color: var(--quiet); font-size: 1rem; line-height: 1; }
.cell:hover, .whose .chip:hover { border-color: currentColor; }
.cell .letter { font-size: .72rem; font-weight: 650; }
.cell .letter:empty { display: none; }
[data-verdict=pass] { background: var(--pass-tint); color: var(--pass); }
[data-verdict=fail], [data-verdict=unexpected-pass], [data-verdict=expired-deviation], [data-verdict=harness-error] { background: var(--fail-tint); color: var(--fail); font-weight: 700; }
[data-verdict=deviation] { background: var(--amber-tint); color: var(--amber); }
[data-verdict=no-fixture], [data-verdict=vacuous] { background: var(--purple-tint); color: var(--purple); border: 1px dashed currentColor; }
[data-verdict=not-declared] { background: transparent; color: var(--quiet); }
.matrix.searching td .cell:not(.hit) { opacity: .35; }

dialog { margin: 0 0 0 auto; width: min(46rem, 100vw); max-width: none; height: 100dvh; max-height: none; border: 0; border-left: 1px solid var(--line); background: var(--card); color: var(--ink); padding: 0; overflow-y: auto; }
.sheet { padding: 1.6rem 1.8rem; min-height: 100%; }
dialog::backdrop { background: rgb(10 14 20 / .45); }
dialog .head { display: flex; gap: .8rem; align-items: flex-start; justify-content: space-between; }
dialog h2 { font-size: 1.25rem; line-height: 1.3; margin: .6rem 0 .2rem; }
.lead { font-size: 1.02rem; margin-top: .7rem; }
dialog h3 { font-size: .78rem; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); margin: 1.3rem 0 .35rem; }
dialog pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; margin: 0; line-height: 1.45; }
dialog ul, dialog ol { padding-left: 1.2rem; }
dialog li { overflow-wrap: anywhere; }
.found { white-space: pre-line; overflow-wrap: anywhere; }
dialog .printed { white-space: pre; overflow-x: auto; overflow-wrap: normal; }
.badge { display: inline-flex; gap: .5rem; border-radius: .5rem; padding: .25rem .7rem; font-weight: 600; }
.close, .copy { border: 1px solid var(--line); background: var(--paper); border-radius: .5rem; padding: .25rem .7rem; cursor: pointer; }
.calls td { padding: .25rem .6rem .25rem 0; vertical-align: top; overflow-wrap: anywhere; border-bottom: 1px solid var(--line); font-size: .85rem; }
.calls td:nth-child(3) { width: 100%; }
.calls td:nth-child(-n+2), .calls td:last-child { white-space: nowrap; }
.line { display: flex; gap: .5rem; align-items: center; }
.line pre { flex: 1; }

footer { padding-top: 1.5rem; padding-bottom: 3rem; color: var(--soft); font-size: .85rem; }
.legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: .45rem 1.4rem; margin: .6rem 0 1.2rem; }
.legend div { display: flex; gap: .7rem; align-items: center; }
.legend dt { flex: 0 0 2.2rem; height: 1.6rem; display: grid; place-items: center; border-radius: .4rem; }
.legend dd { margin: 0; }
@media (max-width: 40rem) {
  main, header, footer { padding-left: 1rem; padding-right: 1rem; }
  .matrix tbody th[scope=row], .matrix .id { display: block; }
  .matrix tbody th[scope=row] { min-width: 13rem; }
  .matrix td { width: auto; }
  .calls tr { display: block; padding: .35rem 0; border-bottom: 1px solid var(--line); }
  .calls td { display: inline; border: 0; white-space: normal !important; }
}
@media (prefers-reduced-motion: no-preference) { dialog[open] { animation: slide .16s ease-out; } @keyframes slide { from { transform: translateX(2rem); opacity: 0; } } }
@media print { .filters, dialog { display: none; } .scroll { overflow: visible; } }
`
