namespace Tango.Reports;

/// <summary>The style sheet of a report: light or dark as set in the reader's system; loads nothing.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --bg: #fff; --fg: #1b1f24; --dim: #66707a; --line: #d9dee3; --soft: #f5f7f9;
          --run: #c77700; --run-bg: #ffe8c2; --cached: #2a7d46; --cached-bg: #d7f0dd; --blocked: #b3261e; --blocked-bg: #f9d6d5; --idle: #8a939b; --idle-bg: #eceff1; }
        @media (prefers-color-scheme: dark) { :root { --bg: #14171a; --fg: #e6e9ec; --dim: #98a2ab; --line: #30363c; --soft: #1c2024;
          --run: #f0a93b; --run-bg: #4a3310; --cached: #5fc282; --cached-bg: #17391f; --blocked: #f2827b; --blocked-bg: #4c1a17; --idle: #7b858e; --idle-bg: #262b30; } }
        body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 1.5rem; } h2 { margin: 2.2rem 0 .6rem; font-size: 1.05rem; } p.about { margin: .2rem 0 1rem; color: var(--dim); }
        .scroll { overflow-x: auto; } table { width: 100%; border-collapse: collapse; } th { font-weight: 600; color: var(--dim); }
        th, td { padding: .45rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        td.time { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; } td.time i { display: block; height: 3px; margin: .2rem 0 0 auto; background: var(--run); border-radius: 2px; }
        .mark { display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-size: .85rem; white-space: nowrap; }
        .run, .ran { color: var(--run); } .cached { color: var(--cached); } .blocked, .failed { color: var(--blocked); } .idle { color: var(--idle); }
        .mark.run, .mark.ran { background: var(--run-bg); } .mark.cached { background: var(--cached-bg); } .mark.blocked, .mark.failed { background: var(--blocked-bg); } .mark.idle { background: var(--idle-bg); }
        dd a { color: inherit; } details { margin: .3rem 0 0; } summary { color: var(--dim); cursor: pointer; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0; }
        dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; } code, pre { font: 13px/1.45 ui-monospace, monospace; }
        pre { max-height: 24rem; overflow: auto; margin: .5rem 0; padding: .7rem .9rem; background: var(--soft); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
        p.error { margin: .3rem 0 0; color: var(--blocked); white-space: pre-wrap; } tr:target { background: var(--soft); }
        .graph .arrow { fill: none; stroke: var(--dim); stroke-width: 1.3; } .graph .order { stroke-dasharray: 4 4; } .graph marker path { fill: var(--dim); }
        .graph rect { stroke: currentColor; stroke-width: 1.4; } .graph .inline rect { stroke-dasharray: 5 4; } .graph text { text-anchor: middle; fill: var(--fg); font-size: 13px; } .graph .type { fill: var(--dim); font-size: 11px; }
        .graph .run rect { fill: var(--run-bg); } .graph .cached rect { fill: var(--cached-bg); } .graph .blocked rect { fill: var(--blocked-bg); } .graph .idle rect { fill: var(--idle-bg); }
        """;
}
